"""Calendar files (RFC 5545): what leaves the house, what comes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Component, Event

from vigie.kernel.api import PARIS, Invalid

MOST = 1000
HORIZON = dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One thing on the calendar: what, when (moments on the coast), where it leads, what it is (a code)."""

    id: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    kind: str
    whole_day: bool = False
    place: str = ""
    url: str = ""
    late: bool = False


def written(name: str, lines: Iterable[CalendarLine], *, now: dt.datetime) -> bytes:
    """Return a calendar file. Ids stay the same, so that reading it again moves an event and does not double it."""
    made = Calendar()
    made.add("prodid", "-//Vigie//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for line in lines:
        made.add_component(_event(line, now))
    return bytes(made.to_ical())


def read(content: bytes, *, now: dt.datetime) -> list[CalendarLine]:
    """Return the events of a calendar file that are not long past nor far away; repetitions are left out: first time only.

    Who is invited, descriptions and alarms are not read.

    Raises:
        Invalid: this is not a calendar file, or it holds too much.
    """
    try:
        found = Calendar.from_ical(content)
        events = list(found.walk("VEVENT"))
    except (ValueError, UnicodeDecodeError, AttributeError, KeyError, IndexError, TypeError, RecursionError):
        raise Invalid("network.not_a_calendar", field="file") from None
    if len(events) > MOST:
        raise Invalid("network.feed_large", field="file")
    lines = [line for event in events if (line := _line(event)) is not None]
    return [line for line in lines if abs(line.starts_at - now) <= HORIZON]


def _event(line: CalendarLine, now: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{line.id}@vigie")
    event.add("dtstamp", now)
    event.add("summary", line.title)
    if line.whole_day:
        day = line.starts_at.astimezone(PARIS).date()
        event.add("dtstart", day)
        event.add("dtend", day + dt.timedelta(days=1))
    else:
        event.add("dtstart", line.starts_at.astimezone(dt.UTC))
        event.add("dtend", line.ends_at.astimezone(dt.UTC))
    if line.place:
        event.add("location", line.place)
    return event


def _line(event: Component) -> CalendarLine | None:
    """Return an event as a line; nothing when it has no start that can be read."""
    try:
        start = event.decoded("dtstart")
        end = event.decoded("dtend") if "dtend" in event else None
        title, place, uid = (str(event.get(name, "")) for name in ("summary", "location", "uid"))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None
    if not isinstance(start, dt.date):
        return None
    begins = _moment(start)
    ends = _moment(end) if isinstance(end, dt.date) else begins
    whole = not isinstance(start, dt.datetime)
    return CalendarLine(
        id=_clean(uid)[:200],
        title=_clean(title)[:200] or "…",
        starts_at=begins,
        ends_at=max(begins, ends),
        kind="feed",
        whole_day=whole,
        place=_clean(place)[:200],
    )


def _moment(value: dt.date) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else value.replace(tzinfo=PARIS)
    return dt.datetime.combine(value, dt.time(), tzinfo=PARIS)


def _clean(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
