"""Engines that restore and enlarge pictures."""
