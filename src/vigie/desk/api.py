"""The desk's door: the workshop of the practice world, for the commands above."""

from .practice import prepare_workshop

__all__ = ["prepare_workshop"]
