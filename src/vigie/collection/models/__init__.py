"""Rows of the collection floor: forms and their versions, phones, records and what came with them, quarantine,
sealed envelopes."""

from .devices import FieldDevice
from .envelopes import Envelope, Gathered
from .forms import Form, FormMedia, FormVersion
from .imports import Import, ImportMapping
from .numbers import UsefulNumber
from .reviews import Review
from .submissions import Attachment, Quarantine, Submission

__all__ = [
    "Attachment",
    "Envelope",
    "FieldDevice",
    "Form",
    "FormMedia",
    "FormVersion",
    "Gathered",
    "Import",
    "ImportMapping",
    "Quarantine",
    "Review",
    "Submission",
    "UsefulNumber",
]
