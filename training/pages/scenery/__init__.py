"""Backdrops of the pages: places drawn by code, the sky of every hour, and the weather over everything."""
