"""Rows that hold for a time."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q


def in_force(day: dt.date) -> Q:
    """Return the condition "holds on that day" of dated rows, both ends included; no end means still."""
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))
