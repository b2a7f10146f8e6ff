"""Reads: plain values, ready to show; only what the person may see."""
