"""Deadlines on the calendar of those named in their dossier, and of nobody else."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from vigie.kernel.api import PARIS, today
from vigie.network.api import Acting, CalendarLine

from ..queries.deadlines import deadlines_between
from .words_referrals import deadline_words


def deadlines_on_calendar(acting: Acting, start: dt.date, end: dt.date) -> list[CalendarLine]:
    """Return what is not done in the open dossiers one is named in, from one day to another, that one left out."""
    found = []
    for card in deadlines_between(acting, start=start, end=end, today=today()):
        if card.due_on is not None:
            at = dt.datetime.combine(card.due_on, dt.time(), tzinfo=PARIS)
            words = f"{deadline_words(card)} · {card.dossier_title}"
            url = reverse("cases:deadlines", args=[card.dossier_slug])
            found.append(CalendarLine(card.id, words, at, at, "deadline", whole_day=True, url=url, late=card.pressing))
    return found
