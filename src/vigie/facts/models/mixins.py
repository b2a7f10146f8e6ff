"""Columns several rows share: a date with its precision, a number with its qualifier."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier

QUALIFIERS = [(q.value, q.value) for q in Qualifier]
PRECISIONS = [(p.value, p.value) for p in Precision]
UNKNOWN = Qualifier.UNKNOWN.value


def number_column() -> models.PositiveIntegerField[int | None, int | None]:
    """Return the column of a number that may be unknown."""
    return models.PositiveIntegerField(null=True, blank=True)


def qualifier_column(*, optional: bool = False) -> models.CharField[str, str]:
    """Return the column of a qualifier; empty, where optional, means nobody spoke of a number."""
    return models.CharField(max_length=8, choices=QUALIFIERS, blank=optional, default="" if optional else UNKNOWN)


def count_rule(name: str, *, prefix: str = "") -> models.CheckConstraint:
    """Return the constraint: a number exactly when the qualifier is one of a number."""
    silent = Q(**{f"{prefix}number__isnull": True}) & Q(**{f"{prefix}qualifier__in": ["", UNKNOWN]})
    spoken = Q(**{f"{prefix}number__isnull": False}) & ~Q(**{f"{prefix}qualifier__in": ["", UNKNOWN]})
    return models.CheckConstraint(condition=silent | spoken, name=name)


def to_count(number: int | None, qualifier: str) -> Count | None:
    """Return the count of two columns, ``None`` when nobody spoke of it."""
    return Count(number, Qualifier(qualifier)) if qualifier else None


class Dated(models.Model):
    """A span of days, both ends included, and how precise it is."""

    start = models.DateField()
    end = models.DateField()
    precision = models.CharField(max_length=8, choices=PRECISIONS, default=Precision.DAY.value)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="%(app_label)s_%(class)s_dates")
        ]

    @property
    def date(self) -> FuzzyDate:
        """The span as one value."""
        return FuzzyDate(self.start, self.end, Precision(self.precision))


class Counted(models.Model):
    """A number and its qualifier."""

    number = number_column()
    qualifier = qualifier_column()

    class Meta:
        abstract = True
        constraints: ClassVar = [count_rule("%(app_label)s_%(class)s_count")]

    @property
    def count(self) -> Count:
        """The two columns as one value."""
        return Count(self.number, Qualifier(self.qualifier))
