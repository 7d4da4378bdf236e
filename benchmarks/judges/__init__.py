"""Judges that no tool and no part of the loop ever uses."""
