"""A session as a calendar file (RFC 5545): when, where, what. Nobody who attends is named."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from ..queries.sessions import SessionCard
from ..rules.states import SessionState


def session_file(card: SessionCard, *, now: dt.datetime) -> bytes:
    """Return the calendar entry of a session. Importing it again moves the event; a cancelled one says so."""
    made = Calendar()
    made.add("prodid", "-//Vigie//FR")
    made.add("version", "2.0")
    event = Event()
    event.add("uid", f"{card.id}@vigie")
    event.add("dtstamp", now)
    event.add("sequence", card.version)
    event.add("summary", card.title)
    event.add("dtstart", card.starts.astimezone(dt.UTC))
    event.add("dtend", card.ends.astimezone(dt.UTC))
    event.add("location", card.place)
    event.add("status", "CANCELLED" if card.state is SessionState.CANCELLED else "CONFIRMED")
    made.add_component(event)
    return bytes(made.to_ical())
