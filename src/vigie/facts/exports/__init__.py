"""Facts in open formats, row by row, in constant memory."""

from .records import DICTIONARY, Detail, Format, dictionary, export, export_for_machine

__all__ = ["DICTIONARY", "Detail", "Format", "dictionary", "export", "export_for_machine"]
