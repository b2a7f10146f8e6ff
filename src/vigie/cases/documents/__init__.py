"""Makers of documents: plain dataclasses in, bytes out. They read no row and open nothing sealed."""
