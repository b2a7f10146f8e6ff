"""Who has what: posting, answering, taking an answer, closing, running out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Invalid, Missing, OrgId, atomic

from ..acting import Acting, check
from ..models import Listing, ListingAnswer, Place
from ..queries.exchange import counterparts, listing
from ..rules.exchange import LONGEST, THINGS, Kind, State, Step, after
from ..rules.permissions import Permission
from ..rules.vocabulary import SPOKEN
from .common import day_of


@dataclass(frozen=True, slots=True)
class ListingDraft:
    """What is offered or asked. ``language`` and ``zone`` are codes; empty, any will do."""

    kind: Kind
    thing: str
    title: str
    expires_on: dt.date
    details: str = ""
    language: str = ""
    zone: str = ""


def post_listing(*, acting: Acting, draft: ListingDraft, now: dt.datetime) -> str:
    """Offer or ask for something in the circle, and return its id; whoever it may suit is told, on both sides.

    Raises:
        Denied: no right to take part.
        Invalid: no title, an unknown thing, language or zone, an end that is past or more than a year away.
    """
    check(acting, Permission.TAKE_PART)
    _check(draft, day_of(now))
    with atomic():
        row = Listing.objects.create(
            organisation_id=acting.organisation,
            kind=draft.kind,
            thing=draft.thing,
            title=draft.title.strip(),
            details=draft.details.strip(),
            language=draft.language,
            zone=draft.zone,
            expires_on=draft.expires_on,
            made_by=acting.actor,
            made_at=now,
        )
        _note(acting, "network.listing_posted", row, now)
        _tell_counterparts(acting, row, now)
    return row.id


def answer_listing(*, acting: Acting, listing_id: str, words: str, now: dt.datetime) -> str:
    """Answer a listing of another association, and return the answer's id; whoever posted it is told.

    Raises:
        Denied: no right to take part.
        Missing: none of the circle.
        Conflict: it is no longer open, or the association answered already.
        Invalid: no word, or one's own listing.
    """
    check(acting, Permission.TAKE_PART)
    with atomic():
        row = _locked(acting, listing_id)
        if row.organisation_id == acting.organisation:
            raise Invalid("network.own_listing")
        if row.state != State.OPEN or row.expires_on < day_of(now):
            raise Conflict("network.listing_not_open")
        if not words.strip():
            raise Invalid("network.no_words", field="words")
        if row.answers.filter(organisation_id=acting.organisation).exists():
            raise Conflict("network.answered_already")
        made = ListingAnswer.objects.create(
            listing=row, organisation_id=acting.organisation, words=words.strip(), made_by=acting.actor, made_at=now
        )
        _note(acting, "network.listing_answered", row, now)
        _tell(ActorId(row.made_by), "network.listing_answered", row, now, name=acting.organisation_name)
    return made.id


def take_answer(*, acting: Acting, listing_id: str, answer_id: str, now: dt.datetime) -> None:
    """Agree with one answer: the listing is matched, and who answered is told.

    Raises:
        Missing: not a listing of this association, or no such answer.
        Conflict: it is not open.
    """
    check(acting, Permission.TAKE_PART)
    with atomic():
        row = _own(acting, listing_id)
        answer = row.answers.filter(id=answer_id).first()
        if answer is None:
            raise Missing("network.no_answer")
        _step(row, Step.TAKE, now)
        answer.taken = True
        answer.save(update_fields=["taken"])
        _note(acting, "network.listing_matched", row, now)
        _tell(ActorId(answer.made_by), "network.listing_matched", row, now, name=acting.organisation_name)


def let_answer_go(*, acting: Acting, listing_id: str, now: dt.datetime) -> None:
    """Say that it did not work out: the listing is open again.

    Raises:
        Missing: not a listing of this association.
        Conflict: it is not matched.
    """
    _own_step(acting, listing_id, Step.LET_GO, "network.listing_let_go", now)


def close_listing(*, acting: Acting, listing_id: str, now: dt.datetime) -> None:
    """Take a listing out of the list.

    Raises:
        Missing: not a listing of this association.
        Conflict: it is closed already.
    """
    _own_step(acting, listing_id, Step.CLOSE, "network.listing_closed", now)


def reopen_listing(*, acting: Acting, listing_id: str, now: dt.datetime) -> None:
    """Put a closed listing back; one that had run out is good for thirty days more.

    Raises:
        Missing: not a listing of this association.
        Conflict: it is not closed.
    """
    _own_step(acting, listing_id, Step.REOPEN, "network.listing_reopened", now)


def expire_listings(*, now: dt.datetime) -> int:
    """Close what has run out, forget what closed a year ago, and return how many were closed. Every night."""
    ended = Listing.objects.exclude(state=State.CLOSED).filter(expires_on__lt=day_of(now))
    number = 0
    for row in ended:
        with atomic():
            _step(row, Step.CLOSE, now)
            record(
                acting=None,
                verb="network.listing_ran_out",
                kind="listing",
                object_id=row.id,
                now=now,
                organisation=OrgId(row.organisation_id),
            )
        number += 1
    Listing.objects.filter(state=State.CLOSED, closed_at__lt=now - LONGEST).delete()
    return number


def _own_step(acting: Acting, listing_id: str, step: Step, verb: str, now: dt.datetime) -> None:
    check(acting, Permission.TAKE_PART)
    with atomic():
        row = _own(acting, listing_id)
        _step(row, step, now)
        _note(acting, verb, row, now)


def _step(row: Listing, step: Step, now: dt.datetime) -> None:
    state = after(State(row.state), step)
    if state is None:
        raise Conflict("network.listing_moved")
    row.state = state
    row.closed_at = now if state is State.CLOSED else None
    if step is Step.REOPEN:
        row.expires_on = max(row.expires_on, day_of(now) + dt.timedelta(days=30))
    if state is State.OPEN:
        row.answers.update(taken=False)
    row.save()


def _check(draft: ListingDraft, day: dt.date) -> None:
    if not draft.title.strip():
        raise Invalid("network.no_listing_title", field="title")
    if draft.thing not in THINGS:
        raise Invalid("network.no_such_thing", field="thing")
    if draft.language and draft.language not in SPOKEN:
        raise Invalid("network.no_such_speech", field="language")
    if draft.zone and not Place.objects.filter(kind=Place.Kind.ZONE, slug=draft.zone).exists():
        raise Invalid("network.no_place", field="zone", slug=draft.zone)
    if not day <= draft.expires_on <= day + LONGEST:
        raise Invalid("network.listing_dates", field="expires_on")


def _locked(acting: Acting, listing_id: str) -> Listing:
    Listing.objects.select_for_update().filter(id=listing_id).first()
    return listing(acting, listing_id)


def _own(acting: Acting, listing_id: str) -> Listing:
    row = _locked(acting, listing_id)
    if row.organisation_id != acting.organisation:
        raise Missing("network.no_listing")
    return row


def _tell_counterparts(acting: Acting, row: Listing, now: dt.datetime) -> None:
    found = counterparts(acting, row, day=day_of(now))
    if found:
        _tell(acting.actor, "network.listing_meets", found[0], now, name=str(found[0].organisation))
    for other in found:
        _tell(ActorId(other.made_by), "network.listing_meets", row, now, name=acting.organisation_name)


def _tell(person: ActorId, code: str, row: Listing, now: dt.datetime, **params: str) -> None:
    link = reverse("network:listing", args=[row.id])
    notify(person=person, code=code, now=now, link=link, params={"title": row.title, **params})


def _note(acting: Acting, verb: str, row: Listing, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="listing", object_id=row.id, now=now)
