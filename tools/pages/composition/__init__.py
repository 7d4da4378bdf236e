"""The rules by which things are placed on a page, from wishes to where everything stands."""
