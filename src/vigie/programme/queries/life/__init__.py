"""What is read of the life of a mission."""
