"""Say that two events are one, or that they are not; take it back; pick the count of an event among its reports."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, Missing, Precision, atomic
from vigie.network.api import Acting, Audience, Permission, check

from ..models import Event, EventMerge, EventTally, LinkProposal, SourceStatement, Tally
from ..queries.visible import visible
from ..rules.consent import WIDTH
from .proposing import propose

FINENESS = {
    p.value: n for n, p in enumerate((Precision.DAY, Precision.SPAN, Precision.MONTH, Precision.SEASON, Precision.YEAR))
}


def link_events(*, acting: Acting, kept: str, absorbed: str, now: dt.datetime) -> str:
    """Make two events one: the reports of ``absorbed`` move to ``kept``. Return the id by which it is undone.

    Raises:
        Denied: may not link.
        Missing: one of the two cannot be seen from here. Invalid: it is the same event.
    """
    check(acting, Permission.LINK_EVENTS)
    if kept == absorbed:
        raise Invalid("facts.same_event")
    with atomic():
        into, gone = _seen(acting, kept), _seen(acting, absorbed)
        moved = SourceStatement.objects.filter(event=gone)
        merge = EventMerge.objects.create(
            kept=into,
            absorbed=gone,
            statements=list(moved.values_list("id", flat=True)),
            merged_by=acting.actor,
            merged_at=now,
        )
        moved.update(event=into)
        gone.merged_into = into
        gone.save(update_fields=["merged_into"])
        _decide(acting, kept, absorbed, LinkProposal.State.LINKED, now)
        follow_reports(into.id)
        record(
            acting=acting,
            verb="facts.events_linked",
            kind="event",
            object_id=into.id,
            now=now,
            detail={"with": gone.id},
        )
    return merge.id


def separate_events(*, acting: Acting, first: str, second: str, now: dt.datetime) -> None:
    """Say that two events are not one: they are not proposed again.

    Raises:
        Denied: may not link. Missing: one of the two cannot be seen from here.
    """
    check(acting, Permission.LINK_EVENTS)
    with atomic():
        _seen(acting, first)
        _seen(acting, second)
        _decide(acting, first, second, LinkProposal.State.SEPARATED, now)
        record(
            acting=acting,
            verb="facts.events_separated",
            kind="event",
            object_id=first,
            now=now,
            detail={"from": second},
        )


def reopen_proposal(*, acting: Acting, proposal_id: str, now: dt.datetime) -> None:
    """Take back that two events are not one: the question is open again.

    Raises:
        Denied: may not link. Missing: no such separation, or not for this person.
    """
    check(acting, Permission.LINK_EVENTS)
    with atomic():
        proposal = LinkProposal.objects.filter(id=proposal_id, state=LinkProposal.State.SEPARATED).first()
        if proposal is None:
            raise Missing("facts.no_proposal")
        _seen(acting, proposal.first_id)
        _seen(acting, proposal.second_id)
        _reopen(proposal.first_id, proposal.second_id)
        record(acting=acting, verb="facts.proposal_reopened", kind="proposal", object_id=proposal.id, now=now)


def undo_link(*, acting: Acting, merge_id: str, now: dt.datetime) -> None:
    """Part two events again: each report goes back to where it was.

    Raises:
        Denied: may not link. Missing: no such link, or not for this person.
        Conflict: ``facts.linked_again``, the event was linked further since; that link is undone first.
    """
    check(acting, Permission.LINK_EVENTS)
    with atomic():
        merge = EventMerge.objects.select_related("kept", "absorbed").filter(id=merge_id, undone_at=None).first()
        if merge is None:
            raise Missing("facts.no_link")
        if Event.objects.filter(id=merge.kept_id).exclude(merged_into=None).exists():
            raise Conflict("facts.linked_again")
        _seen(acting, merge.kept_id)
        if not visible(acting).filter(id__in=merge.statements).exists():
            raise Missing("facts.no_link")
        SourceStatement.objects.filter(id__in=merge.statements, event=merge.kept).update(event=merge.absorbed)
        merge.absorbed.merged_into = None
        merge.absorbed.save(update_fields=["merged_into"])
        merge.undone_at = now
        merge.save(update_fields=["undone_at"])
        EventTally.objects.filter(event=merge.kept, tally__statement__event=merge.absorbed).delete()
        _reopen(merge.kept_id, merge.absorbed_id)
        for event in (merge.kept_id, merge.absorbed_id):
            follow_reports(event)
        record(acting=acting, verb="facts.link_undone", kind="event", object_id=merge.kept_id, now=now)


def pick_tally(*, acting: Acting, event_id: str, tally_id: str, now: dt.datetime) -> None:
    """Say which report's count is the event's.

    Raises:
        Denied: may not link. Missing: no such event or count, or not for this person.
    """
    check(acting, Permission.LINK_EVENTS)
    with atomic():
        event = _seen(acting, event_id)
        reports = visible(acting).filter(event=event)
        tally = Tally.objects.filter(id=tally_id, statement__in=reports).first()
        if tally is None:
            raise Missing("facts.no_tally")
        EventTally.objects.update_or_create(
            event=event, unit=tally.unit, defaults={"tally": tally, "picked_by": acting.actor, "picked_at": now}
        )
        record(
            acting=acting,
            verb="facts.count_picked",
            kind="event",
            object_id=event.id,
            now=now,
            detail={"unit": tally.unit},
        )


def follow_reports(event_id: str) -> None:
    """Give an event the place and date of its widest-shared, then most precise, then oldest report."""
    reports = list(SourceStatement.objects.filter(event_id=event_id, deleted_at=None))
    if not reports:
        return
    best = min(reports, key=lambda s: (-WIDTH[Audience(s.audience)], FINENESS[s.precision], s.created_at, s.id))
    Event.objects.filter(id=event_id).update(
        place=best.place_id, start=best.start, end=best.end, precision=best.precision
    )


def look_again(event_id: str) -> None:
    """After a report changed: the event follows, and what it may be the same as is looked for anew."""
    follow_reports(event_id)
    LinkProposal.objects.filter(Q(first=event_id) | Q(second=event_id), state=LinkProposal.State.OPEN).delete()
    propose([event_id])


def _seen(acting: Acting, event_id: str) -> Event:
    event = Event.objects.filter(id=event_id, merged_into=None).first()
    if event is None or not visible(acting).filter(event=event).exists():
        raise Missing("facts.no_event")
    return event


def _decide(acting: Acting, one: str, other: str, state: LinkProposal.State, now: dt.datetime) -> None:
    LinkProposal.objects.update_or_create(
        first_id=min(one, other),
        second_id=max(one, other),
        defaults={"state": state, "decided_by": acting.actor, "decided_at": now},
        create_defaults={"score": 0, "state": state, "decided_by": acting.actor, "decided_at": now},
    )


def _reopen(one: str, other: str) -> None:
    LinkProposal.objects.filter(first=min(one, other), second=max(one, other)).update(
        state=LinkProposal.State.OPEN, decided_by="", decided_at=None
    )
