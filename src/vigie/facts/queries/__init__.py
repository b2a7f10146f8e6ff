"""Reads of the facts floor."""
