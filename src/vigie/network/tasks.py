"""Background work of the network floor."""

from __future__ import annotations

from django_tasks import task

from vigie.kernel.api import now

from .actions.calendars import followed, refresh


@task()
def fetch_calendar(feed_id: str) -> None:
    """Fetch a calendar that was just added, or asked for again."""
    refresh(feed_id, now=now())


@task()
def fetch_calendars() -> None:
    """Fetch every calendar that is followed, one after the other."""
    for feed_id in followed():
        refresh(feed_id, now=now())


def fetch_calendars_soon() -> None:
    """Ask the worker to fetch every calendar that is followed."""
    if followed():
        fetch_calendars.enqueue()
