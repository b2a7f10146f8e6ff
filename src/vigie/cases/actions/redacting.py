"""The working copy of an exhibit: boxes burned in by one person, looked at by a second one."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vigie.kernel.api import Conflict, Denied, Invalid, Media, OrgId, atomic
from vigie.network.api import Acting
from vigie.vault.api import Prepared, Unlocked, discard, sealing_writer
from vigie.vault.api import enter as enter_sealed

from ..documents.pictures import redacted_picture
from ..documents.pixels import redacted_pdf
from ..models import Dossier, Exhibit
from ..queries.access import enter
from ..queries.exhibits import was_sent
from ..rules.access import Deed
from ..rules.exhibits import Treatment, can_be_as_is, can_redact, read_boxes
from ..rules.states import EXHIBIT_MOVES, ExhibitState, can_move
from .exhibits import find, note
from .lending_documents import lend_copy
from .opening_exhibits import digest_of, read_copy, read_original
from .withdrawn import take_copy_back

LABEL = "exhibit_copy"
_MADE = ("state", "treatment", "note", "working_ref", "working_sha256", "working_type", "redacted_by", "redacted_at")


@dataclass(frozen=True, slots=True)
class _Copy:
    """A working copy on the disk, sealed, whose row is not written yet; ``prepared`` is ``None`` for a file handed apart."""

    treatment: Treatment
    prepared: Prepared | None = None
    sha256: str = ""
    content_type: str = ""


def keep_boxes(
    *,
    acting: Acting,
    slug: str,
    exhibit_id: str,
    page: int,
    boxes: Iterable[Mapping[str, object]],
    base: str | None = None,
    now: dt.datetime,
) -> int:
    """Keep the boxes of one page, to go on later; those of the other pages stay. Return how many there are in all.

    ``base`` is the ``boxes_mark`` of what was on the screen; with it, nobody's boxes are silently replaced.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``. Denied: ``cases.denied.work``.
        Conflict: ``cases.exhibit_not_to_redact``; ``cases.boxes_changed``, somebody drew meanwhile.
        Invalid: ``cases.exhibit_not_drawn``; ``cases.box_not_understood``, ``cases.too_many_boxes``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        row = find(dossier, exhibit_id, lock=True)
        _check_drawn(row)
        _check_same(row, base)
        drawn = [{**box, "page": page} for box in boxes]
        others = [box for box in row.boxes if box["page"] != page]
        row.boxes = [box.plain() for box in read_boxes([*others, *drawn], pages=row.pages)]
        row.save(update_fields=["boxes"])
        note(row, acting, "cases.exhibit_drawn", now, boxes=len(row.boxes))
    return len(row.boxes)


def _check_same(row: Exhibit, mark: str | None) -> None:
    if mark is not None and mark != boxes_mark(row):
        raise Conflict("cases.boxes_changed")


def boxes_mark(row: Exhibit) -> str:
    """Return a mark of the boxes as they are, to tell on return whether they changed."""
    return hashlib.sha256(repr(row.boxes).encode()).hexdigest()[:16]


def redact(
    *,
    acting: Acting,
    unlocked: Unlocked | None,
    slug: str,
    exhibit_id: str,
    nothing: bool = False,
    now: dt.datetime,
) -> None:
    """Burn the kept boxes into a copy sealed to the dossier's association; a second person then looks at it.

    With ``nothing``, no box: what one sees may be shown, and the copy drops what the file tells besides.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``; ``cases.exhibit_of_others``; ``vault.erased``.
        Denied: ``cases.denied.work``; ``vault.locked``.
        Conflict: ``cases.exhibit_not_to_redact``; ``cases.boxes_changed``, somebody drew meanwhile; ``vault.no_keys``.
        Invalid: ``cases.no_box``; ``cases.exhibit_not_drawn``, ``cases.exhibit_unreadable``; ``cases.exhibit_altered``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    row = find(dossier, exhibit_id)
    _check_drawn(row)
    boxes = () if nothing else read_boxes(row.boxes, pages=row.pages)
    if not boxes and not nothing:
        raise Invalid("cases.no_box")
    data = read_original(row, unlocked=unlocked, now=now)
    if row.content_type == Media.PDF:
        made, content_type = redacted_pdf(data, boxes), Media.PDF.value
    else:
        made, content_type = redacted_picture(data, row.content_type, boxes)
    treatment = Treatment.NOTHING if nothing else Treatment.BOXES
    copy = _sealed(dossier, made, content_type, treatment)
    _propose(row, copy, acting, now, boxes=len(boxes))


def produce_whole(
    *,
    acting: Acting,
    unlocked: Unlocked | None,
    slug: str,
    exhibit_id: str,
    treatment: Treatment,
    now: dt.datetime,
) -> None:
    """Say that an exhibit is to be produced as it is, or its file handed apart; a second person then looks at it.

    Raises:
        Missing, Denied, Conflict: as ``redact``.
        Invalid: ``cases.exhibit_not_as_is``, a photo or what does not fit; ``cases.exhibit_altered``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    row = find(dossier, exhibit_id)
    _check_open(row)
    problem = str(row.capture.get("problem") or "")
    drawn = can_redact(kind=row.kind, content_type=row.content_type, problem=problem)
    whole = can_be_as_is(kind=row.kind, problem=problem)
    if treatment is Treatment.AS_IS and whole:
        copy = _sealed(dossier, read_original(row, unlocked=unlocked, now=now), row.content_type, treatment)
    elif treatment is Treatment.APART and not drawn and not whole:
        _check_digest(row, digest_of(row, unlocked=unlocked, now=now))
        copy = _Copy(treatment)
    else:
        raise Invalid("cases.exhibit_not_as_is")
    _propose(row, copy, acting, now)


def _check_open(row: Exhibit) -> None:
    if row.state != ExhibitState.TO_REDACT:
        raise Conflict("cases.exhibit_not_to_redact", number=row.number)


def _check_drawn(row: Exhibit) -> None:
    _check_open(row)
    problem = str(row.capture.get("problem") or "")
    if not can_redact(kind=row.kind, content_type=row.content_type, problem=problem):
        raise Invalid("cases.exhibit_not_drawn")


def _check_digest(row: Exhibit, sha256: str) -> None:
    if sha256 != row.sha256:
        raise Invalid("cases.exhibit_altered", number=row.number, title=row.title)


def _sealed(dossier: Dossier, data: bytes, content_type: str, treatment: Treatment) -> _Copy:
    with sealing_writer(organisation=OrgId(dossier.organisation_id), label=LABEL) as writer:
        writer.write(data)
        prepared = writer.prepare()
    return _Copy(treatment, prepared, hashlib.sha256(data).hexdigest(), content_type)


def _propose(seen: Exhibit, copy: _Copy, acting: Acting, now: dt.datetime, *, boxes: int = 0) -> None:
    """Write what was made, unless somebody changed the exhibit meanwhile."""
    try:
        with atomic():
            row = find(seen.dossier, seen.id, lock=True)
            _check_open(row)
            _check_same(row, boxes_mark(seen))
            if copy.prepared is not None:
                enter_sealed(copy.prepared, now=now)
            row.state, row.treatment, row.note = ExhibitState.TO_REVIEW.value, copy.treatment.value, ""
            row.working_ref = copy.prepared.ref if copy.prepared else ""
            row.working_sha256, row.working_type = copy.sha256, copy.content_type
            row.redacted_by, row.redacted_at = acting.actor, now
            row.save(update_fields=_MADE)
            note(row, acting, "cases.exhibit_redacted", now, treatment=copy.treatment.value, boxes=boxes)
    except BaseException:
        if copy.prepared is not None:
            discard(copy.prepared)
        raise


def accept_exhibit(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, exhibit_id: str, working_sha256: str, now: dt.datetime
) -> None:
    """Agree, as the second person, that an exhibit is produced so. What is agreed to is proved to be what was shown.

    The copy is then lent to those of other associations who work in the dossier.

    ``working_sha256`` is the digest of the copy that was on the screen; empty for a file handed apart.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``; ``cases.exhibit_of_others``.
        Denied: ``cases.denied.work``; ``cases.second_person``; ``vault.locked``.
        Conflict: ``cases.exhibit_not_to_review``, also when another copy was made meanwhile.
        Invalid: ``cases.exhibit_altered``; ``vault.damaged``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    seen = _to_review(dossier, exhibit_id, acting, working_sha256)
    if seen.working_ref:
        read_copy(seen, unlocked=unlocked, now=now)
    else:
        _check_digest(seen, digest_of(seen, unlocked=unlocked, now=now))
    with atomic():
        row = _to_review(dossier, exhibit_id, acting, working_sha256, lock=True)
        row.state, row.reviewed_by, row.reviewed_at = ExhibitState.READY.value, acting.actor, now
        row.save(update_fields=["state", "reviewed_by", "reviewed_at"])
        if row.working_ref:
            lend_copy(dossier, row.working_ref, unlocked=unlocked, now=now)
        note(row, acting, "cases.exhibit_accepted", now, treatment=row.treatment)


def send_back(*, acting: Acting, slug: str, exhibit_id: str, words: str, now: dt.datetime) -> None:
    """Send an exhibit back to be redacted, with a note that says what to mend. Its boxes stay.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``.
        Denied: ``cases.denied.work``; ``cases.second_person``.
        Conflict: ``cases.exhibit_not_to_review``. Invalid: ``cases.note_needed``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if not words.strip():
        raise Invalid("cases.note_needed", field="note")
    with atomic():
        row = _to_review(dossier, exhibit_id, acting, None, lock=True)
        take_copy_back(row, _("copie de travail remplacée"), now=now)
        row.note = words.strip()[:300]
        row.save()
        note(row, acting, "cases.exhibit_sent_back", now)


def _to_review(
    dossier: Dossier, exhibit_id: str, acting: Acting, working_sha256: str | None, *, lock: bool = False
) -> Exhibit:
    row = find(dossier, exhibit_id, lock=lock)
    changed = working_sha256 is not None and row.working_sha256 != working_sha256
    if row.state != ExhibitState.TO_REVIEW or changed:
        raise Conflict("cases.exhibit_not_to_review", number=row.number)
    if row.redacted_by == acting.actor:
        raise Denied("cases.second_person")
    return row


def redact_again(*, acting: Acting, slug: str, exhibit_id: str, now: dt.datetime) -> None:
    """Take an exhibit back to be redacted; the copy made before is no longer produced. Not once it was sent.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``. Denied: ``cases.denied.work``.
        Conflict: ``cases.exhibit_sent``; ``cases.exhibit_not_to_review``, it is to be redacted already.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        row = find(dossier, exhibit_id, lock=True)
        if was_sent(row):
            raise Conflict("cases.exhibit_sent", number=row.number)
        if not can_move(EXHIBIT_MOVES, ExhibitState(row.state), ExhibitState.TO_REDACT):
            raise Conflict("cases.exhibit_not_to_review", number=row.number)
        take_copy_back(row, _("copie de travail remplacée"), now=now)
        row.save()
        note(row, acting, "cases.exhibit_reopened", now)
