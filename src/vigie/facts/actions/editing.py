"""Correct a statement. Nobody's edit is silently overwritten: two people's changes are put together, or shown side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, Refusal, atomic
from vigie.network.api import Acting, Audience, Permission, Role, can, check

from ..models import Act, Force, Observation, Revision, SourceStatement, Tally
from ..queries.contents import plain_of
from ..queries.visible import own
from ..rules.checks import refuse
from ..rules.consent import audience_of, narrower
from ..rules.contents import FieldConflict, Plain, changed_fields, from_plain, merge, to_plain
from ..rules.drafts import CircumstancesDraft, StatementDraft
from ..rules.marks import marks_of
from ..rules.verification import Verification, check_move
from .batch import WRITTEN, Batch, circumstances_columns, two_columns
from .indexing import index, searched_texts
from .linking import look_again

LAWYERS = frozenset({Role.JURISTE, Role.AVOCAT})
UNDONE = "annulation"
"""Motive of a step taken back."""


class EditedMeanwhile(Conflict):
    """Somebody else changed the same fields. ``fields`` shows each; ``version`` is the base of the next try."""

    def __init__(self, fields: Sequence[FieldConflict], *, version: int, merged: Plain) -> None:
        super().__init__("facts.edited_meanwhile", count=len(fields))
        self.fields = tuple(fields)
        self.version = version
        self.merged = merged


def edit_statement(
    *,
    acting: Acting,
    statement_id: str,
    base_version: int,
    content: StatementDraft,
    circumstances: CircumstancesDraft | None = None,
    audience: Audience | None = None,
    now: dt.datetime,
) -> int:
    """Write the corrected values of a statement of one's own, and return its version.

    Fields others changed since ``base_version`` and one did not touch are kept as they made them. To resolve a conflict,
    call again with the chosen values and the version the conflict bore.

    Args:
        acting: who may code; or who recorded it, as long as it is raw.
        statement_id: which one.
        base_version: the version the screen was filled from.
        content: all values as they should be; media are left as they are.
        circumstances: for an observation; ``None`` leaves them as they were.
        audience: how far it should go; ``None`` leaves it. Consent and minority still narrow it.
        now: when.

    Raises:
        Denied: may not. Missing: not a statement of one's own. Invalid, Refusals: a value is wrong.
        EditedMeanwhile: the same field was changed differently by somebody else.
    """
    with atomic():
        row = own(acting, statement_id)
        _check_editor(acting, row)
        theirs = plain_of(row)
        base = theirs if base_version == row.version else _as_it_was(row, base_version)
        mine = base | to_plain(content, circumstances, audience or Audience(base["audience"]))
        merged, clashes = merge(base, theirs, mine)
        if clashes:
            raise EditedMeanwhile(clashes, version=row.version, merged=merged)
        if changed_fields(theirs, merged):
            _write(acting, row, before=theirs, after=merged, now=now)
    return row.version


def set_verification(
    *, acting: Acting, statement_ids: Sequence[str], verification: Verification, motive: str = "", now: dt.datetime
) -> tuple[str, ...]:
    """Say how far statements of one's own were checked, one or many; return the ids that changed.

    With several, those that cannot take the step are left as they are; with one, the refusal is raised.

    Raises:
        Denied: may not code, or the step is a lawyer's. Missing: not one's own. Invalid: no such step, or no motive.
    """
    check(acting, Permission.CODE_FACTS)
    moved: list[str] = []
    with atomic():
        for statement_id in dict.fromkeys(statement_ids):
            try:
                _move(acting, own(acting, statement_id), verification, motive, now)
            except Refusal:
                if len(statement_ids) == 1:
                    raise
                continue
            moved.append(statement_id)
    return tuple(moved)


def undo_verification(
    *, acting: Acting, statement_id: str, was: Verification, given: Verification, now: dt.datetime
) -> bool:
    """Give a statement of one's own back the state it had before a step just taken; a step back asks for no motive.

    Returns:
        Whether it was given back. Not when somebody took another step since: theirs stands.

    Raises:
        Denied: may not code, or the step is a lawyer's. Missing: not one's own.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        row = own(acting, statement_id)
        if row.verification != given.value:
            return False
        if Verification.LAWYER in {was, given} and acting.roles.isdisjoint(LAWYERS):
            raise Denied("facts.lawyer_only")
        _write_state(acting, row, given, was, UNDONE, now)
    return True


def undo_edit(*, acting: Acting, statement_id: str, version: int, now: dt.datetime) -> int:
    """Give a statement back the values it had at a version; that too is an edit. Return the new version.

    Raises:
        Denied: may not code. Missing: not one's own, or the revision was purged.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        row = own(acting, statement_id)
        before, after = plain_of(row), _as_it_was(row, version)
        if changed_fields(before, after):
            _write(acting, row, before=before, after=after, now=now)
    return row.version


def _check_editor(acting: Acting, row: SourceStatement) -> None:
    source = row.observation or row.testimony
    raw = row.verification == Verification.RAW.value
    if not (raw and source and source.author == acting.actor and can(acting, Permission.RECORD_OBSERVATION)):
        check(acting, Permission.CODE_FACTS)


def _as_it_was(row: SourceStatement, version: int) -> Plain:
    revision = Revision.objects.filter(statement=row, version=version).first()
    if revision is None:
        raise Missing("facts.no_revision")
    before: Plain = revision.before
    return before


def _write(acting: Acting, row: SourceStatement, *, before: Plain, after: Plain, now: dt.datetime) -> None:
    content, circumstances, asked = from_plain(after)
    batch = Batch(acting, now)
    refuse(batch.faults(content, circumstances))
    Revision.objects.create(statement=row, version=row.version, at=now, actor=acting.actor, before=before)
    if circumstances and row.observation:
        Observation.objects.filter(id=row.observation.id).update(**circumstances_columns(circumstances))
    row.site = batch.sites.find(content.site, place=batch.lexicon.places[content.place].id) if content.site else None
    batch.sites.save()
    _write_row(row, content, asked, batch, now)
    _write_parts(row, content, batch)
    pseudonym = [row.testimony.pseudonym] if row.testimony else []
    origin = row.observation.origin if row.observation else ""
    marks = marks_of(content, place=row.place_id, circumstances=circumstances, origin=origin)
    index(row, [*searched_texts(batch.lexicon, content, circumstances), *pseudonym], marks)
    look_again(row.event_id)
    fields = changed_fields(before, after)
    record(
        acting=acting,
        verb="facts.statement_edited",
        kind="statement",
        object_id=row.id,
        now=now,
        detail={"fields": fields},
    )


def _write_row(row: SourceStatement, content: StatementDraft, asked: Audience, batch: Batch, now: dt.datetime) -> None:
    row.place_id = batch.lexicon.places[content.place].id
    row.start, row.end, row.precision = content.date.start, content.date.end, content.date.precision.value
    row.time_from, row.time_to = content.time_from, content.time_to
    row.source_link, row.reliability, row.summary = content.source_link, content.reliability, content.summary.strip()
    row.asked_audience = asked.value
    row.audience = allowed_audience(row, batch.today).value
    row.version += 1
    row.updated_at = now
    row.save()


def _write_parts(row: SourceStatement, content: StatementDraft, batch: Batch) -> None:
    """Write acts and forces anew; counts are changed in place, so that a picked one stays picked."""
    Act.objects.filter(statement=row).delete()
    Force.objects.filter(statement=row).delete()
    batch.add_parts(row, content)
    batch.rows[Tally] = []
    for kind in WRITTEN:
        if batch.rows[kind]:
            kind.objects.bulk_create(batch.rows[kind])
    Tally.objects.filter(statement=row).exclude(unit__in=content.counts).delete()
    for unit, count in content.counts.items():
        Tally.objects.update_or_create(statement=row, unit=unit, defaults=two_columns(count))


def allowed_audience(row: SourceStatement, today: dt.date) -> Audience:
    """Return how far a statement may go: what was asked, narrowed by consent and by the minor rule."""
    asked = Audience(row.asked_audience)
    if row.testimony is None:
        return asked
    answers = () if row.testimony.withdrawn_at else row.testimony.consent.held()
    return narrower(asked, audience_of(answers, minor_held=row.testimony.minor_held, on=today))


def _move(acting: Acting, row: SourceStatement, target: Verification, motive: str, now: dt.datetime) -> None:
    current = Verification(row.verification)
    if current is target:
        raise Invalid("facts.verification_step", field="verification", current=current.value, target=target.value)
    check_move(current, target, lawyer=not acting.roles.isdisjoint(LAWYERS), motive=motive)
    _write_state(acting, row, current, target, motive, now)


def _write_state(
    acting: Acting, row: SourceStatement, current: Verification, target: Verification, motive: str, now: dt.datetime
) -> None:
    SourceStatement.objects.filter(id=row.id).update(verification=target.value, updated_at=now)
    record(
        acting=acting,
        verb="facts.verification_set",
        kind="statement",
        object_id=row.id,
        now=now,
        motive=motive.strip(),
        detail={"from": current.value, "to": target.value},
    )
