"""Pages of the life of a mission."""
