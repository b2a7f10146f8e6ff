"""Template tags of the programme."""
