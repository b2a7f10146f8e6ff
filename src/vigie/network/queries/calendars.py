"""What stands on the calendar of a person, for the association they act for."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.urls import reverse

from vigie.kernel.api import PARIS, Missing

from ..acting import Acting, acting_for
from ..calendars import CalendarLine
from ..hooks import calendar_lines
from ..models import ActionItem, CalendarLink, Feed, FeedEvent
from ..rules.meetings import ActionState, MeetingState
from .groups import meetings


def lines_between(acting: Acting, *, start: dt.date, end: dt.date) -> list[CalendarLine]:
    """Return what stands on the calendar from one day to another, that one left out: ours, what floors above add, feeds."""
    since, until = at_midnight(start), at_midnight(end)
    found = own_lines(acting, start=start, end=end)
    events = FeedEvent.objects.filter(
        feed__organisation_id=acting.organisation, starts_at__lt=until, ends_at__gte=since
    ).select_related("feed")
    found += [
        CalendarLine(e.id, e.title, e.starts_at, e.ends_at, "feed", e.whole_day, e.place or str(e.feed)) for e in events
    ]
    found += calendar_lines(acting, start, end)
    return sorted(found, key=lambda line: (line.starts_at, line.title))


def own_lines(acting: Acting, *, start: dt.date, end: dt.date) -> list[CalendarLine]:
    """Return the meetings one takes part in and the actions that fall to one, from one day to another, that one left out."""
    found = [
        CalendarLine(
            m.id, m.title, m.starts_at, m.ends_at, "meeting", place=m.place, url=reverse("network:meeting", args=[m.id])
        )
        for m in meetings(acting, start=at_midnight(start), end=at_midnight(end))
        if m.state != MeetingState.CANCELLED
    ]
    due = ActionItem.objects.filter(
        owner_id=acting.actor,
        organisation_id=acting.organisation,
        state=ActionState.OPEN,
        due_on__gte=start,
        due_on__lt=end,
    )
    return found + [
        CalendarLine(
            a.id,
            a.text,
            at_midnight(a.due_on),
            at_midnight(a.due_on),
            "action",
            whole_day=True,
            url=reverse("network:meeting", args=[a.meeting_id]),
        )
        for a in due
        if a.due_on is not None
    ]


def feeds(acting: Acting) -> list[Feed]:
    """Return the calendars from elsewhere that the association shows."""
    return list(Feed.objects.filter(organisation_id=acting.organisation))


def has_link(acting: Acting) -> CalendarLink | None:
    """Return the private address of this person's calendar, if there is one: when it was made, not what it is."""
    return CalendarLink.objects.filter(person_id=acting.actor, organisation_id=acting.organisation).first()


def acting_by_link(token: str, *, day: dt.date) -> Acting:
    """Return for whom a private calendar address reads.

    Raises:
        Missing: nobody's (any more), or someone who has no role there today.
    """
    row = CalendarLink.objects.filter(digest=digest_of(token)).first()
    if row is None:
        raise Missing("network.no_calendar")
    return acting_for(person_id=row.person_id, organisation_id=row.organisation_id, day=day)


def digest_of(token: str) -> str:
    """Return what is kept of a private address."""
    return hashlib.sha256(token.encode()).hexdigest()


def at_midnight(day: dt.date) -> dt.datetime:
    """Return the moment a day begins on the coast."""
    return dt.datetime.combine(day, dt.time(), tzinfo=PARIS)
