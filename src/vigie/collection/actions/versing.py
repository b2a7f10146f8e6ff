"""*Verser*: what a person read and coded becomes facts, for whom the consent says; the raw stays sealed to its association."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vigie.facts.api import (
    Answer,
    ConsentDraft,
    MediaDraft,
    ObservationDraft,
    Origin,
    ShiftDraft,
    StatementDraft,
    TestimonyDraft,
    answers_to_plain,
    delete_shifts,
    delete_statements,
    record_observation,
    record_shift,
    record_testimony,
)
from vigie.journal.api import record as note
from vigie.kernel.api import ActorId, Conflict, Invalid, Missing, Refusal, VaultRef, atomic, four_words, new_id, world
from vigie.network.api import Acting, Audience, Permission, check
from vigie.vault.api import Unlocked, rewrap_to_owner, slip_digest

from ..models import Review, Submission
from ..pack import Consent, Draft, Kind
from ..queries.drafts import observation_from
from ..queries.mailbag import may_undo, one_alike, record_of
from ..queries.waiting import files_of
from ..rules.identifiers import find
from ..rules.importing import UNDO_DAYS
from ..rules.states import Flag, State, may_become
from .opening import Opened, check_open, open_record

MEDIA_KINDS = {"image": "photo", "audio": "audio", "video": "video"}
AT_A_TIME = 10
SLIP = "slip"
"""Name of the question that holds the four words of the slip a person keeps, in any form of ours."""
Coded = ObservationDraft | TestimonyDraft | ShiftDraft


@dataclass(frozen=True, slots=True)
class Versed:
    """What a *verser* gave."""

    review: str
    record: str
    kind: Kind
    fact_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """How far a *verser* of many has come: done now, left for later, those that need a person."""

    batch: str
    done: tuple[str, ...]
    left: tuple[str, ...]
    apart: tuple[str, ...]


def verse(
    *,
    acting: Acting,
    opened: Opened,
    coded: Coded,
    now: dt.datetime,
    naming_accepted: bool = False,
    batch: str = "",
) -> Versed:
    """Turn a record into facts. Consent and minority are read in the opened record, not in what the screen sent.

    Args:
        acting: who codes.
        opened: the record, opened in this same request.
        coded: what the person coded. How far it may go can only be narrowed by it.
        now: when.
        naming_accepted: the person looked at what seems to name someone in the summary, and it does not.
        batch: versed together with others alike.

    Raises:
        Denied: ``network.denied.code_facts``, and as ``facts``.
        Conflict: ``collection.cleared``, someone cleared it meanwhile.
        Invalid: ``collection.names_left``, the summary seems to name someone; ``collection.kind``; a trouble of the record.
        Refusals: several things wrong in what was coded.
    """
    check(acting, Permission.CODE_FACTS)
    if opened.trouble or opened.read is None:
        raise Invalid(opened.trouble)
    if not naming_accepted:
        _check_names(coded, opened.read.names)
    coded = _with_words(acting, opened, coded)
    with atomic():
        row = _take(acting, opened.record.id, State.VERSED)
        kind, ids = _record(acting, row, opened, coded, now)
        review = Review.objects.create(
            submission=row, kind=kind.value, fact_ids=list(ids), batch=batch, versed_at=now, versed_by=acting.actor
        )
        _hand_over(row, now)
        note(acting=acting, verb="collection.versed", kind="record", object_id=row.id, now=now, detail={"batch": batch})
    return Versed(review.id, row.id, kind, ids)


def verse_alike(
    *,
    acting: Acting,
    unlocked: Unlocked | None,
    key: str,
    motive: str,
    audience: Audience,
    now: dt.datetime,
    batch: str = "",
) -> Step:
    """Verse the next ten observations of a group that is alike, as they were filled.

    One in which something seems to name someone, or that cannot be opened, is left apart for a person.

    Raises:
        Denied: ``network.denied.code_facts``, ``vault.locked``. Missing: ``collection.no_alike``.
    """
    group = one_alike(acting, key)
    batch = batch or new_id()
    done, apart = [], []
    for record_id in group.ids[:AT_A_TIME]:
        opened = open_record(
            acting=acting, unlocked=check_open(unlocked), record_id=record_id, motive=motive, screen="fr", now=now
        )
        if opened.trouble or opened.read is None or _someone(opened):
            apart.append(record_id)
            _leave_apart(acting, record_id)
            continue
        coded = observation_from(opened.read.draft, audience=audience)
        try:
            verse(acting=acting, opened=opened, coded=coded, now=now, batch=batch)
            done.append(record_id)
        except Refusal:
            apart.append(record_id)
            _leave_apart(acting, record_id)
    return Step(batch, tuple(done), group.ids[AT_A_TIME:], tuple(apart))


def undo(*, acting: Acting, record_id: str, now: dt.datetime) -> None:
    """Take back a *verser* within thirty days: its statements, or its tournée, go to the bin, the record waits again.

    Raises:
        Denied: ``network.denied.code_facts``. Missing: ``collection.no_record``.
        Conflict: ``collection.not_versed``, ``collection.undo_late``.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        row = record_of(acting, record_id, lock=True)
        review = Review.objects.filter(submission=row, undone_at=None).first()
        if row.state != State.VERSED or review is None:
            raise Conflict("collection.not_versed")
        if not may_undo(review, now):
            raise Conflict("collection.undo_late", days=UNDO_DAYS)
        _bin(acting, review, now)
        review.undone_at, review.undone_by = now, acting.actor
        review.save(update_fields=["undone_at", "undone_by"])
        row.state = State.RECEIVED
        row.save(update_fields=["state"])
        note(acting=acting, verb="collection.verse_undone", kind="record", object_id=row.id, now=now)


def undo_batch(*, acting: Acting, batch: str, now: dt.datetime) -> int:
    """Take back every *verser* of a batch; return how many."""
    ids = Review.objects.filter(batch=batch, undone_at=None, submission__organisation=acting.organisation)
    records = list(ids.values_list("submission_id", flat=True))
    if not batch or not records:
        raise Missing("collection.no_batch")
    for record_id in records:
        undo(acting=acting, record_id=record_id, now=now)
    return len(records)


def set_aside(*, acting: Acting, record_id: str, reason: str, now: dt.datetime) -> None:
    """Put a record aside, with the code of the reason. Nothing is lost; it can be taken back.

    Raises:
        Denied: ``network.denied.clear_mailbag``. Missing: ``collection.no_record``. Conflict: ``collection.cleared``.
    """
    target = State.DUPLICATE if reason == "duplicate" else State.SET_ASIDE
    _move(acting, record_id, target, "collection.set_aside", now, reason)


def take_back(*, acting: Acting, record_id: str, now: dt.datetime) -> None:
    """Put a record that was set aside back among those that wait; for refusals see ``set_aside``."""
    _move(acting, record_id, State.RECEIVED, "collection.taken_back", now, "")


def _move(acting: Acting, record_id: str, state: State, verb: str, now: dt.datetime, reason: str) -> None:
    check(acting, Permission.CLEAR_MAILBAG)
    with atomic():
        row = _take(acting, record_id, state)
        note(acting=acting, verb=verb, kind="record", object_id=row.id, now=now, detail={"reason": reason})


def _take(acting: Acting, record_id: str, state: State) -> Submission:
    """Move a record to a state; a *verser* is only undone by ``undo``."""
    row = record_of(acting, record_id, lock=True)
    if row.state == State.VERSED or not may_become(State(row.state), state):
        raise Conflict("collection.cleared")
    row.state = state
    row.save(update_fields=["state"])
    return row


def _leave_apart(acting: Acting, record_id: str) -> None:
    """Mark a record as needing a person, so that the group does not offer it again."""
    with atomic():
        row = record_of(acting, record_id, lock=True)
        if not row.has(Flag.NEEDS_READING):
            row.flags = [*row.flags, Flag.NEEDS_READING.value]
            row.save(update_fields=["flags"])


def _someone(opened: Opened) -> bool:
    return opened.read is not None and (opened.minor or any(answer.found for answer in opened.read.answers))


def _check_names(coded: Coded, names: Sequence[str]) -> None:
    """Refuse a summary in which something seems to name someone, until a person says that it does not."""
    for statement in _statements(coded):
        if find(statement.summary, names):
            raise Invalid("collection.names_left", field="summary")


def _statements(coded: Coded) -> tuple[StatementDraft, ...]:
    if isinstance(coded, ObservationDraft):
        return (coded.statement,)
    return coded.statements if isinstance(coded, TestimonyDraft) else ()


def _record(
    acting: Acting, row: Submission, opened: Opened, coded: Coded, now: dt.datetime
) -> tuple[Kind, tuple[str, ...]]:
    """Record what was coded, with the sealed original behind it."""
    ref, author = VaultRef(row.sealed_ref), _author(row)
    invented = coded.invented or world().invented
    if isinstance(coded, ShiftDraft):
        shift = replace(coded, sealed_ref=ref, author=author, invented=invented)
        return Kind.SHIFT, (record_shift(acting=acting, draft=shift, now=now),)
    if isinstance(coded, TestimonyDraft):
        assert opened.read is not None
        told = _with_media(coded.statements, opened)
        testimony = replace(
            coded,
            statements=told,
            consent=_consent(coded.consent, opened.read.draft),
            minor_stated=coded.minor_stated or opened.minor,
            sealed_ref=ref,
            author=author,
            invented=invented,
        )
        return Kind.TESTIMONY, record_testimony(acting=acting, draft=testimony, now=now)
    if row.form.testimony:
        raise Invalid("collection.kind")
    (statement,) = _with_media((coded.statement,), opened)
    observation = replace(
        coded,
        statement=statement,
        origin=Origin.FIELD if coded.origin is Origin.HAND else coded.origin,
        audience=Audience.OWNER if opened.minor else coded.audience,
        sealed_ref=ref,
        author=author,
        invented=invented,
    )
    return Kind.OBSERVATION, (record_observation(acting=acting, draft=observation, now=now),)


def _with_media(statements: Sequence[StatementDraft], opened: Opened) -> tuple[StatementDraft, ...]:
    """Give the files of a record to the first thing it tells."""
    media = tuple(
        MediaDraft(VaultRef(file.sealed_ref), MEDIA_KINDS.get(file.kind, "document"))
        for file in opened.files
        if file.sealed_ref
    )
    first, *others = statements
    return (replace(first, media=media), *others)


def _consent(coded: ConsentDraft, draft: Draft) -> ConsentDraft:
    """Return the consent of the record, narrowed by whatever the person who codes took back: a no is never made a yes."""
    if draft.consent == Consent():
        return replace(coded, answers=tuple(replace(a, granted=False) for a in coded.answers))
    given = answers_to_plain(count=draft.consent.count, lawyer=draft.consent.lawyer, quote=draft.consent.quote)
    allowed = {answer.purpose: answer.granted for answer in coded.answers}
    answers: list[Answer] = [
        replace(answer, granted=answer.granted and allowed.get(answer.purpose, True)) for answer in given
    ]
    return replace(coded, answers=tuple(answers))


def _with_words(acting: Acting, opened: Opened, coded: Coded) -> Coded:
    """Put on a testimony the digest of the four words its record bears; a number of an older paper gives none.

    It takes a moment: it is done before anything is locked.
    """
    if not isinstance(coded, TestimonyDraft):
        return coded
    typed = next((text for path, text in opened.values.items() if path.rpartition("/")[2] == SLIP), "")
    words = four_words(typed)
    digest = slip_digest(organisation=acting.organisation, words=words) if words else ""
    return replace(coded, consent=replace(coded.consent, code_digest=digest))


def _author(row: Submission) -> ActorId | None:
    return ActorId(row.device.person) if row.device and row.device.person else None


def _hand_over(row: Submission, now: dt.datetime) -> None:
    """Take the server's key off the record and its files: from now on they open for the association alone."""
    for ref in {row.sealed_ref, *(file.sealed_ref for file in files_of(row))} - {""}:
        rewrap_to_owner(ref=VaultRef(ref), now=now)


def _bin(acting: Acting, review: Review, now: dt.datetime) -> None:
    """Put what was made of a record in the bin; what somebody put there already stays."""
    ids = list(review.fact_ids)
    try:
        if review.kind == Kind.SHIFT:
            delete_shifts(acting=acting, shift_ids=ids, now=now)
        else:
            delete_statements(acting=acting, statement_ids=ids, now=now)
    except Missing:
        return
