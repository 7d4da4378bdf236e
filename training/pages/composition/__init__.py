"""Where everything on a page stands: zones, sizes, relations, the layout, random wishes, and a judge of it all."""
