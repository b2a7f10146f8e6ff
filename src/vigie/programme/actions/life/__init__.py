"""What is done in the life of a mission."""
