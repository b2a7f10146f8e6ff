"""Drafts: what is being typed, kept as ciphertext under a key that lives in the person's browser alone.

They are nobody's business but the person's: no permission beyond acting for an association, no entry in the journal.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import QuerySet

from vigie.kernel.api import ActorId, Conflict, Invalid, Refusal, atomic
from vigie.network.api import Acting

from ..models import ID, KeptDraft
from ..rules.drafts import TOKEN_FIELD, Typed, bound_to, pack, unpack
from ..rules.keys import WrongKey, box, cookie_name, draft_key, new_cookie, unbox
from ..rules.limits import DRAFT_BYTES, DRAFT_LIFE, MOST_DRAFTS


class TooLong(Refusal):
    """More was typed than a draft holds."""

    status = 413


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is typed: the name of the page, and the id of what it is about."""

    page: str
    about: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that waits: which page wrote it, and when."""

    token: str
    kept_at: dt.datetime


def too_long() -> TooLong:
    """Return the refusal of a draft that weighs too much."""
    return TooLong("vault.draft_long", limit=DRAFT_BYTES // 1000)


def keep_draft(*, acting: Acting, cookie: str, place: Place, token: str, fields: Typed, now: dt.datetime) -> str:
    """Keep what is typed, over what the same page kept before; return the cookie that opens it, new if there was none.

    Raises:
        TooLong: ``vault.draft_long``.
        Conflict: ``vault.draft_waits``, another page's draft is there and nobody said what becomes of it.
        Invalid: ``vault.draft_unreadable``, no such place; ``vault.drafts_many``.
    """
    packed = pack(fields)
    if len(packed) > DRAFT_BYTES:
        raise too_long()
    if max(len(place.page), len(place.about)) > ID:
        raise Invalid("vault.draft_unreadable")
    held = cookie or new_cookie()
    sealed = box(draft_key(held), packed, bound_to=_bound(acting, place))
    with atomic():
        row = _rows(acting, held, place, now).select_for_update().first()
        if row is None:
            _create(acting, held, place, KeptDraft(token=token, sealed=sealed, updated_at=now))
        elif row.token != token:
            raise Conflict("vault.draft_waits")
        else:
            KeptDraft.objects.filter(pk=row.pk).update(sealed=sealed, updated_at=now)
    return held


def _create(acting: Acting, cookie: str, place: Place, row: KeptDraft) -> None:
    """Write a first draft, and take the opportunity to forget those that are too old."""
    expire_drafts(now=row.updated_at)
    if KeptDraft.objects.filter(person_id=acting.actor).count() >= MOST_DRAFTS:
        raise Invalid("vault.drafts_many")
    row.person_id, row.organisation_id = acting.actor, acting.organisation
    row.browser, row.page, row.about = cookie_name(cookie), place.page, place.about
    try:
        with atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict("vault.draft_waits") from None


def waiting_draft(*, acting: Acting, cookie: str, place: Place, now: dt.datetime) -> Waiting | None:
    """Say whether this browser kept a draft of this person here, less than a day ago. Opens nothing."""
    row = _rows(acting, cookie, place, now).first() if cookie else None
    return Waiting(row.token, row.updated_at) if row else None


def open_draft(*, acting: Acting, cookie: str, place: Place, now: dt.datetime) -> Typed | None:
    """Return what was typed, and the token of the page that wrote it; ``None`` when there is nothing, or nothing that this browser opens."""
    row = _rows(acting, cookie, place, now).first() if cookie else None
    if row is None:
        return None
    try:
        fields = unpack(unbox(draft_key(cookie), bytes(row.sealed), bound_to=_bound(acting, place)))
    except WrongKey:
        row.delete()
        return None
    return [*fields, (TOKEN_FIELD, row.token)]


def drop_draft(*, acting: Acting, cookie: str, place: Place) -> None:
    """Forget a draft: it was saved, or thrown away."""
    if cookie:
        _of(acting, cookie, place).delete()


def drop_drafts(*, person: ActorId, cookie: str) -> None:
    """Forget all that a person was typing in one browser: they leave it."""
    if cookie:
        KeptDraft.objects.filter(person_id=person, browser=cookie_name(cookie)).delete()


def expire_drafts(*, now: dt.datetime) -> int:
    """Forget the drafts that waited for a day; say how many."""
    return KeptDraft.objects.filter(updated_at__lte=now - DRAFT_LIFE).delete()[0]


def _of(acting: Acting, cookie: str, place: Place) -> QuerySet[KeptDraft]:
    mine = KeptDraft.objects.filter(person_id=acting.actor, organisation_id=acting.organisation)
    return mine.filter(browser=cookie_name(cookie), page=place.page, about=place.about)


def _rows(acting: Acting, cookie: str, place: Place, now: dt.datetime) -> QuerySet[KeptDraft]:
    return _of(acting, cookie, place).filter(updated_at__gt=now - DRAFT_LIFE)


def _bound(acting: Acting, place: Place) -> str:
    return bound_to(organisation=acting.organisation, person=acting.actor, page=place.page, about=place.about)
