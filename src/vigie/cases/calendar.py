"""Deadlines as a calendar file (RFC 5545), each with the alarms of seven and two days before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Alarm, Calendar, Event

from .queries.deadlines import DeadlineCard
from .rules.deadlines import REMIND_DAYS


def calendar_file(name: str, cards: Iterable[tuple[DeadlineCard, str]], *, now: dt.datetime) -> bytes:
    """Return a calendar of deadlines and their words; those without a date are left out, for a calendar cannot hold them.

    Whole days; the ids stay the same, so that importing it again moves an event and does not double it. No name of a
    person stands in it.
    """
    made = Calendar()
    made.add("prodid", "-//Vigie//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for card, words in cards:
        if card.due_on is not None:
            made.add_component(_event(card, card.due_on, words, now))
    return bytes(made.to_ical())


def _event(card: DeadlineCard, due_on: dt.date, words: str, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{card.id}@vigie")
    event.add("dtstamp", now)
    event.add("summary", words)
    event.add("dtstart", due_on)
    event.add("dtend", due_on + dt.timedelta(days=1))
    for days in REMIND_DAYS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", words)
        alarm.add("trigger", dt.timedelta(days=-days))
        event.add_component(alarm)
    return event
