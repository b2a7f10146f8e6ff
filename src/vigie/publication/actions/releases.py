"""Let a checked bulletin out: written once in the register, corrected by another, never changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError

from vigie.facts.api import holding_back, withdrawn_since
from vigie.journal.api import record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, OrgId, atomic
from vigie.network.api import Acting, Permission, Relation, check, relation

from ..models import Bulletin, Release, ReleasedCell
from ..queries.ledger import drift_of_bulletin, own_bulletin
from ..queries.protecting import protected
from ..rules.cells import Cell
from ..rules.lengths import told
from ..rules.sealing import chained, hash_of, plain, read_cell
from ..rules.states import BulletinState
from .checks import SIGNATURES, agreements, authors_of, frozen_cells, move


def release(*, acting: Acting, bulletin_id: str, now: dt.datetime, files: Mapping[str, str] | None = None) -> str:
    """Publish what two people signed, number it, chain it to the publication before; return its id.

    ``files``: name and SHA-256 of each document made from it. The disclosure control looks again, at the register as it is
    now; what was published meanwhile may ask for more to be held back, and for new signatures.

    Raises:
        Denied: may not write bulletins. Missing: another association's.
        Conflict: ``publication.not_checking``; ``publication.two_needed``, signatures are missing;
            ``publication.ledger_moved``, another publication came between; ``publication.withdrawals_open``, people took
            back what they agreed to and nobody has seen to all of it; ``publication.withdrawn_since``, what is signed counts
            someone who took it back since.
    """
    check(acting, Permission.WRITE_BULLETIN)
    try:
        with atomic():
            bulletin = own_bulletin(acting, bulletin_id, lock=True)
            _check_signed(bulletin)
            _check_withdrawn(bulletin, acting, now)
            made = _write(bulletin, acting, dict(files or {}), now)
            record(
                acting=acting,
                verb="publication.released",
                kind="release",
                object_id=made.id,
                now=now,
                detail={"number": made.number, "hash": made.chain_hash},
            )
    except IntegrityError as error:  # two at once took the same number: the other one is in the register now
        raise Conflict("publication.ledger_moved") from error
    return made.id


def correct(*, acting: Acting, release_id: str, now: dt.datetime) -> str:
    """Open a new draft of a published bulletin, to correct it; once released it names the one it corrects. Return its id.

    Raises:
        Denied: may not write bulletins. Missing: another association's. Conflict: it is being corrected already.
    """
    check(acting, Permission.WRITE_BULLETIN)
    with atomic():
        old = own_bulletin(acting, _own_release(acting, release_id).bulletin_id, lock=True)
        move(old, BulletinState.CORRECTED)
        old.updated_at = now
        old.save()
        new = Bulletin.objects.create(
            organisation_id=old.organisation_id,
            month=old.month,
            zone=old.zone,
            words=old.words,
            quotes=old.quotes,
            facts=old.facts,
            version=old.version + 1,
            invented=old.invented,
            created_by=acting.actor,
            created_at=now,
            updated_at=now,
        )
        record(acting=acting, verb="publication.correcting", kind="bulletin", object_id=new.id, now=now)
    return new.id


def withdraw_release(*, acting: Acting, release_id: str, because: str, now: dt.datetime) -> None:
    """Say that a publication no longer stands, and why. It stays in the register: what was published cannot be recalled.

    Raises:
        Denied: may not write bulletins. Missing: another association's.
        Invalid: ``publication.because_needed``, ``publication.too_long``. Conflict: ``publication.withdrawn_already``.
    """
    check(acting, Permission.WRITE_BULLETIN)
    why = told(because, field="because")
    if not why:
        raise Invalid("publication.because_needed", field="because")
    with atomic():
        row = _own_release(acting, release_id)
        if row.withdrawn_at is not None:
            raise Conflict("publication.withdrawn_already")
        row.withdrawn_at, row.withdrawn_because = now, why
        row.save(update_fields=["withdrawn_at", "withdrawn_because"])
        record(
            acting=acting,
            verb="publication.withdrawn",
            kind="release",
            object_id=row.id,
            now=now,
            motive=why,
        )


def _own_release(acting: Acting, release_id: str) -> Release:
    row = Release.objects.select_for_update(of=("self",)).select_related("bulletin").filter(id=release_id).first()
    if row is None or relation(acting, OrgId(row.bulletin.organisation_id)) is not Relation.OWNER:
        raise Missing("publication.no_release")
    return row


def _check_signed(bulletin: Bulletin) -> None:
    if bulletin.state != BulletinState.CHECKING:
        raise Conflict("publication.not_checking")
    if hash_of(bulletin.snapshot) != bulletin.content_hash:
        raise Conflict("publication.other_content")
    signed = {c.person for c in agreements(bulletin)}
    if len(signed) < SIGNATURES or signed <= authors_of(bulletin):
        raise Conflict("publication.two_needed")


def _check_withdrawn(bulletin: Bulletin, acting: Acting, now: dt.datetime) -> None:
    """Hold a publication back until what people took back was seen to here, and until it counts none of them any more."""
    waiting = holding_back(OrgId(bulletin.organisation_id))
    if waiting:
        raise Conflict("publication.withdrawals_open", number=waiting)
    first = bulletin.month
    last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    frozen = bulletin.submitted_at
    since = frozen.astimezone(PARIS).date() if frozen else None
    if since and withdrawn_since(since, start=first, end=last) and drift_of_bulletin(bulletin, acting, now=now):
        raise Conflict("publication.withdrawn_since")


def _write(bulletin: Bulletin, acting: Acting, files: dict[str, str], now: dt.datetime) -> Release:
    content = bulletin.snapshot or {}
    cells = [read_cell(row) for row in content["cells"]]
    last = Release.objects.order_by("-number").first()
    if [plain(c) for c in protected(frozen_cells(bulletin)).published] != content["cells"]:
        raise Conflict("publication.ledger_moved")
    number, previous = (last.number + 1, last.chain_hash) if last else (1, "")
    made = Release.objects.create(
        number=number,
        bulletin=bulletin,
        content=content,
        content_hash=bulletin.content_hash,
        previous_hash=previous,
        chain_hash=chained(
            number=number, content_hash=bulletin.content_hash, previous=previous, files=files, released_at=now
        ),
        files=files,
        released_by=acting.actor,
        released_at=now,
        corrects=_corrected(bulletin),
    )
    ReleasedCell.objects.bulk_create(_row(made, cell) for cell in cells)
    move(bulletin, BulletinState.RELEASED)
    bulletin.figures, bulletin.updated_at = [], now
    bulletin.save()
    return made


def _corrected(bulletin: Bulletin) -> Release | None:
    same = {"organisation_id": bulletin.organisation_id, "month": bulletin.month, "zone": bulletin.zone}
    before = {f"bulletin__{name}": value for name, value in same.items()}
    return Release.objects.filter(**before).order_by("-number").first()


def _row(made: Release, cell: Cell) -> ReleasedCell:
    return ReleasedCell(release=made, **{name: getattr(cell, name) for name in cell.__slots__})
