"""What the pages of the programme read."""
