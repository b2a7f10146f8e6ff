"""Reads: plain values, ready to show."""
