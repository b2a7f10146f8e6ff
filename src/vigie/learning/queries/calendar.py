"""Trainings on the calendar of whoever may see them."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from vigie.kernel.api import PARIS
from vigie.network.api import Acting, CalendarLine, Permission, can

from ..rules.states import SessionState
from .seen import visible_sessions


def trainings_between(acting: Acting, start: dt.date, end: dt.date) -> list[CalendarLine]:
    """Return the sessions one may see from one day to another, that one left out; those cancelled are not there."""
    if not can(acting, Permission.SEE_LEARNING):
        return []
    since, until = (dt.datetime.combine(day, dt.time(), tzinfo=PARIS) for day in (start, end))
    rows = visible_sessions(acting).filter(starts__lt=until, ends__gte=since)
    return [
        CalendarLine(
            row.id,
            _("Formation : %(title)s") % {"title": row.title},
            row.starts,
            row.ends,
            "training",
            place=row.place,
            url=reverse("learning:session", args=[row.id]),
        )
        for row in rows.exclude(state=SessionState.CANCELLED.value)
    ]
