"""Columns several rows share: a date known to the day or the month, a text in French and English, a span of a phase."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import FuzzyDate, Precision

from ..rules.kinds import PhaseKind

PERSON = 40
"""Characters kept for a person's opaque id."""
REF = 20
"""Characters of a ``FileRef``."""
PRECISIONS = [(p.value, p.value) for p in (Precision.DAY, Precision.MONTH, Precision.YEAR)]


def choices(kind: type) -> list[tuple[str, str]]:
    """Return the choices of a column for a closed list of codes; their words are in ``web/words.py``."""
    return [(c.value, c.value) for c in kind]  # type: ignore[attr-defined] # a StrEnum


def precision_column() -> models.CharField[str, str]:
    """Return the column of how finely a date is known."""
    return models.CharField(max_length=8, choices=PRECISIONS, default=Precision.DAY.value)


def fuzzy(day: dt.date | None, precision: str) -> FuzzyDate | None:
    """Return the date of two columns: the day, or the month or year it lies in; ``None`` when there is none."""
    if day is None:
        return None
    kind = Precision(precision)
    if kind is Precision.MONTH:
        return FuzzyDate.month(day.year, day.month)
    return FuzzyDate.year(day.year) if kind is Precision.YEAR else FuzzyDate.day(day)


class PhaseSpan(models.Model):
    """When a phase begins and ends, each to the day or the month: ``starts`` is its first possible day, ``ends`` its last."""

    kind = models.CharField(max_length=16, choices=choices(PhaseKind))
    starts = models.DateField()
    starts_precision = precision_column()
    ends = models.DateField()
    ends_precision = precision_column()
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="%(app_label)s_%(class)s_dates")
        ]

    @property
    def start(self) -> FuzzyDate:
        """When it begins."""
        return fuzzy(self.starts, self.starts_precision) or FuzzyDate.day(self.starts)

    @property
    def end(self) -> FuzzyDate:
        """When it ends."""
        return fuzzy(self.ends, self.ends_precision) or FuzzyDate.day(self.ends)
