"""Rows of the collection floor: forms and their versions, phones, records and what came with them, quarantine."""

from .devices import FieldDevice
from .forms import Form, FormMedia, FormVersion
from .imports import Import, ImportMapping
from .reviews import Review
from .submissions import Attachment, Quarantine, Submission

__all__ = [
    "Attachment",
    "FieldDevice",
    "Form",
    "FormMedia",
    "FormVersion",
    "Import",
    "ImportMapping",
    "Quarantine",
    "Review",
    "Submission",
]
