"""Edits of pages: what an edit names changes, and all else stays exactly where and as it is."""
