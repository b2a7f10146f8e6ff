"""Documents of the life of a mission."""
