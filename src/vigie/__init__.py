"""Vigie: the observatory in a box."""
