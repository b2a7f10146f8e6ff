"""Writes of the facts floor: one use case, one function."""
