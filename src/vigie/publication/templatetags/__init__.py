"""Template tags of the publications."""
