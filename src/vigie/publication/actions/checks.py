"""Two people look at what will be published, and sign exactly what they saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Bulletin, Check
from ..queries.ledger import Drift, drift_of_bulletin, own_bulletin
from ..queries.protecting import protected
from ..rules.cells import Cell
from ..rules.lengths import told
from ..rules.sealing import hash_of, plain, read_cell
from ..rules.states import BULLETIN_MOVES, BulletinState, can_move

SIGNATURES = 2


def submit_for_check(
    *, acting: Acting, bulletin_id: str, snapshot: Mapping[str, Any], cells: Sequence[Cell], now: dt.datetime
) -> str:
    """Freeze what a bulletin will say and return the hash that two people are to sign.

    Args:
        acting: who writes the bulletin.
        bulletin_id: a bulletin of their association, in draft.
        snapshot: all it will print, as plain JSON, with no number that is to be held back: see ``protected``.
        cells: its figures with their true numbers.
        now: when.

    Raises:
        Denied: may not write bulletins. Missing: another association's. Conflict: not a draft. Invalid: not plain JSON.
    """
    check(acting, Permission.WRITE_BULLETIN)
    with atomic():
        bulletin = own_bulletin(acting, bulletin_id, lock=True)
        move(bulletin, BulletinState.CHECKING)
        published = protected(cells).published
        frozen = {"content": dict(snapshot), "cells": [plain(cell) for cell in published], "at": now.isoformat()}
        try:
            bulletin.content_hash = hash_of(frozen)
        except (TypeError, ValueError) as error:
            raise Invalid("publication.not_plain") from error
        bulletin.snapshot = frozen
        bulletin.figures = [plain(cell) for cell in cells]
        bulletin.submitted_by, bulletin.submitted_at, bulletin.updated_at = acting.actor, now, now
        bulletin.save()
        record(
            acting=acting,
            verb="publication.submitted",
            kind="bulletin",
            object_id=bulletin.id,
            now=now,
            detail={"hash": bulletin.content_hash},
        )
    return bulletin.content_hash


def sign(
    *, acting: Acting, bulletin_id: str, content_hash: str, agreed: bool, note: str = "", now: dt.datetime
) -> list[Drift]:
    """Sign the content whose hash is given, or refuse it and send it back to its author with a note.

    Return what has changed in the facts since the content was frozen: it is told, the signature stands.

    Raises:
        Denied: may not sign; ``publication.author_alone``, the other signature is an author's too.
        Missing: another association's.
        Conflict: ``publication.not_checking``; ``publication.other_content``, it changed since it was read;
            ``publication.signed_already``.
        Invalid: ``publication.note_needed``, a refusal says why; ``publication.too_long``.
    """
    check(acting, Permission.SIGN_RELEASE)
    word = told(note, field="note")
    if not agreed and not word:
        raise Invalid("publication.note_needed", field="note")
    with atomic():
        bulletin = own_bulletin(acting, bulletin_id, lock=True)
        _may_sign(bulletin, acting, content_hash, agreed=agreed)
        Check.objects.create(
            bulletin=bulletin,
            content_hash=content_hash,
            person=acting.actor,
            organisation_id=acting.organisation,
            agreed=agreed,
            note=word,
            at=now,
        )
        if not agreed:
            _send_back(bulletin, now)
        verb = "publication.signed" if agreed else "publication.refused"
        record(acting=acting, verb=verb, kind="bulletin", object_id=bulletin.id, now=now, detail={"hash": content_hash})
    return drift_of_bulletin(bulletin, acting, now=now) if agreed else []


def take_back(*, acting: Acting, bulletin_id: str, now: dt.datetime) -> None:
    """Take a bulletin back from those who check it, to change it; signatures given so far no longer hold.

    Raises:
        Denied: may not write bulletins. Missing: another association's. Conflict: it is not being checked.
    """
    check(acting, Permission.WRITE_BULLETIN)
    with atomic():
        bulletin = own_bulletin(acting, bulletin_id, lock=True)
        move(bulletin, BulletinState.DRAFT)
        bulletin.updated_at = now
        bulletin.save()
        record(acting=acting, verb="publication.taken_back", kind="bulletin", object_id=bulletin.id, now=now)


def move(bulletin: Bulletin, state: BulletinState) -> None:
    """Change a bulletin's state, not saved yet; what was frozen for a check goes when it is a draft again.

    Raises:
        Conflict: ``publication.not_<state it should be in>``.
    """
    before = BulletinState(bulletin.state)
    if not can_move(BULLETIN_MOVES, before, state):
        needed = next(s for s, allowed in BULLETIN_MOVES.items() if state in allowed)
        raise Conflict(f"publication.not_{needed.value}")
    bulletin.state = state.value
    if state is BulletinState.DRAFT:
        bulletin.snapshot, bulletin.content_hash, bulletin.figures = None, "", []


def agreements(bulletin: Bulletin) -> list[Check]:
    """Return the signatures that hold today: those that agree to the content as it stands."""
    if not bulletin.content_hash:
        return []
    return list(bulletin.checks.filter(content_hash=bulletin.content_hash, agreed=True))


def authors_of(bulletin: Bulletin) -> set[str]:
    """Return who wrote a bulletin: who began it, who gave it to check."""
    return {bulletin.created_by, bulletin.submitted_by}


def frozen_cells(bulletin: Bulletin) -> list[Cell]:
    """Return the figures of a bulletin with their true numbers, as they were when it was given to check."""
    return [read_cell(row) for row in bulletin.figures]


def _may_sign(bulletin: Bulletin, acting: Acting, content_hash: str, *, agreed: bool) -> None:
    if bulletin.state != BulletinState.CHECKING:
        raise Conflict("publication.not_checking")
    if content_hash != bulletin.content_hash:
        raise Conflict("publication.other_content")
    if bulletin.checks.filter(content_hash=content_hash, person=acting.actor).exists():
        raise Conflict("publication.signed_already")
    signed = {c.person for c in agreements(bulletin)} | {acting.actor}
    if agreed and len(signed) >= SIGNATURES and signed <= authors_of(bulletin):
        raise Denied("publication.author_alone")


def _send_back(bulletin: Bulletin, now: dt.datetime) -> None:
    to = ActorId(bulletin.submitted_by)
    move(bulletin, BulletinState.DRAFT)
    bulletin.updated_at = now
    bulletin.save()
    notify(person=to, code="publication.sent_back", now=now, params={"month": f"{bulletin.month:%Y-%m}"})
