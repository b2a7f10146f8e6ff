"""Calendars: a private address for oneself, others' calendars for the association."""

from __future__ import annotations

import datetime as dt
import secrets

from vigie.journal.api import record
from vigie.kernel.api import ActorId, FileRef, Invalid, Missing, atomic, erase_file, keep_file, read_file

from ..acting import Acting, check
from ..calendars import CalendarLine, read
from ..fetching import Guard, fetch, host_of
from ..models import CalendarLink, Feed, FeedEvent
from ..queries.calendars import digest_of
from ..rules.permissions import Permission

LARGEST = 1_000_000


def make_link(*, acting: Acting, now: dt.datetime) -> str:
    """Make the private address of one's own calendar and return its secret part, once. The last one ends."""
    token = secrets.token_urlsafe(24)
    with atomic():
        CalendarLink.objects.filter(person_id=acting.actor, organisation_id=acting.organisation).delete()
        row = CalendarLink.objects.create(
            person_id=acting.actor, organisation_id=acting.organisation, digest=digest_of(token), made_at=now
        )
        record(acting=acting, verb="network.calendar_shared", kind="calendar", object_id=row.id, now=now)
    return token


def end_link(*, acting: Acting, now: dt.datetime) -> None:
    """End the private address of one's own calendar. Again changes nothing."""
    with atomic():
        for row in CalendarLink.objects.filter(person_id=acting.actor, organisation_id=acting.organisation):
            record(acting=acting, verb="network.calendar_closed", kind="calendar", object_id=row.id, now=now)
            row.delete()


def end_links_of(acting: Acting, person: ActorId, _now: dt.datetime) -> None:
    """End the private calendar address of someone who leaves."""
    CalendarLink.objects.filter(person_id=person, organisation_id=acting.organisation).delete()


def bring_calendar(*, acting: Acting, name: str, content: bytes, now: dt.datetime) -> str:
    """Show the events of a calendar file to the association, and return the id of the calendar.

    Raises:
        Denied: no right to manage the association.
        Invalid: no name, too large, or not a calendar file.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    if not name.strip():
        raise Invalid("network.no_feed_name", field="name")
    if len(content) > LARGEST:
        raise Invalid("network.feed_large", field="file")
    lines = read(content, now=now)
    with atomic():
        row = Feed.objects.create(
            organisation_id=acting.organisation, name=name.strip(), read_at=now, made_by=acting.actor
        )
        _replace(row, lines)
        record(acting=acting, verb="network.feed_brought", kind="feed", object_id=row.id, now=now)
    return row.id


def follow_calendar(*, acting: Acting, name: str, address: str, now: dt.datetime, guard: Guard | None = None) -> str:
    """Follow a calendar at an address, and return its id; the worker fetches it. The address is kept encrypted.

    Raises:
        Denied: no right to manage the association.
        Invalid: no name, or an address that is not https.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    if not name.strip():
        raise Invalid("network.no_feed_name", field="name")
    host, _port, _path = host_of(address, guard or Guard())
    with atomic():
        row = Feed.objects.create(
            organisation_id=acting.organisation, name=name.strip(), host=host, made_by=acting.actor
        )
        row.address_ref = keep_file(address.strip().encode(), owner=f"feed:{row.id}")
        row.save(update_fields=["address_ref"])
        record(acting=acting, verb="network.feed_followed", kind="feed", object_id=row.id, now=now)
    return row.id


def drop_calendar(*, acting: Acting, feed_id: str, now: dt.datetime) -> None:
    """Take a calendar from elsewhere out, with its events and its address.

    Raises:
        Denied: no right to manage the association.
        Missing: not one of this association.
    """
    check(acting, Permission.MANAGE_ORGANISATION)
    row = Feed.objects.filter(id=feed_id, organisation_id=acting.organisation).first()
    if row is None:
        raise Missing("network.no_feed")
    ref = row.address_ref
    with atomic():
        record(acting=acting, verb="network.feed_dropped", kind="feed", object_id=row.id, now=now)
        row.delete()
    if ref:
        erase_file(FileRef(ref))


def refresh(feed_id: str, *, now: dt.datetime, guard: Guard | None = None) -> bool:
    """Fetch one calendar again and say whether it went well; when it did not, what was read before stays, with the reason."""
    row = Feed.objects.filter(id=feed_id).exclude(address_ref="").first()
    if row is None:
        return False
    try:
        lines = read(fetch(read_file(FileRef(row.address_ref)).decode(), guard=guard), now=now)
    except Invalid as refusal:
        Feed.objects.filter(id=feed_id).update(refusal=refusal.code)
        return False
    with atomic():
        Feed.objects.filter(id=feed_id).update(refusal="", read_at=now)
        _replace(row, lines)
    return True


def followed() -> list[str]:
    """Return the ids of the calendars that are fetched."""
    return list(Feed.objects.exclude(address_ref="").values_list("id", flat=True))


def _replace(row: Feed, lines: list[CalendarLine]) -> None:
    row.events.all().delete()
    FeedEvent.objects.bulk_create(
        FeedEvent(
            feed=row,
            title=line.title,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            whole_day=line.whole_day,
            place=line.place,
        )
        for line in lines
    )
