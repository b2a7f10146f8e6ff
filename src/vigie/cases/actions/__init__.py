"""Writes: one use case = permission + rule + row + journal entry in one transaction."""
