"""Pages of the publications."""
