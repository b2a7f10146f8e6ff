"""Import a spreadsheet of observations: read it, show it, record it as a job, take it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vigie.facts.api import (
    ActDraft,
    CircumstancesDraft,
    ForceDraft,
    ObservationDraft,
    Origin,
    RecordedImport,
    StatementDraft,
    record_many,
    undo_import,
)
from vigie.journal.api import advance_job, end_job, record, start_job
from vigie.kernel.api import Conflict, Missing, Refusal, VaultRef, atomic, new_id
from vigie.network.api import Acting, Audience, Permission, check
from vigie.vault.api import erase, open_intake, rewrap_to_owner, seal

from ..models import Import, ImportMapping
from ..rules.columns import ColumnMap, write_mapping
from ..rules.importing import UNDO_DAYS, ImportState
from ..rules.rows import Row
from ..tables import Line, Table, read_table
from .understanding import (
    Preview,
    RowError,
    errors_of,
    given_mapping,
    headings_digest,
    known_mapping,
    stored_mapping,
    understand,
)

JOB = "collection.import"
LABEL = "import"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do when ``import_id`` is empty."""

    import_id: str
    rows: int
    created: int
    known: int
    errors: tuple[RowError, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo took away, and which rows it left because somebody worked on them since."""

    deleted: int
    kept: tuple[tuple[str, str, str], ...] = field(default=())
    """Statement id, external key, reason: ``edited``, ``linked`` or ``checked``."""


def import_observations(
    *,
    acting: Acting,
    content: bytes,
    filename: str,  # noqa: ARG001 -- a name may name someone: only the kind of the file is kept, told by its bytes
    mapping: str | None = None,
    dry_run: bool = False,
    now: dt.datetime,
    audience: Audience = Audience.OWNER,
    invented: bool = False,
) -> ImportResult:
    """Import a spreadsheet at once, as the command line does. The same rows imported again add nothing.

    Args:
        acting: who imports, for which association.
        content: the file.
        filename: its name where it came from; not kept.
        mapping: YAML text, or the name of a mapping that ships with the house (``iom``); guessed from the headings without it.
        dry_run: read and say, record nothing.
        now: when.
        audience: how far the observations may go.
        invented: everything in it is made up.

    Raises:
        Denied: ``network.denied.import_facts``.
        Invalid: ``collection.table.…``, ``collection.import.mapping``, ``collection.import.no_date_column``.
        Conflict: ``vault.no_keys``, something must be sealed and the association has no key.
    """
    check(acting, Permission.IMPORT_FACTS)
    table = read_table(content)
    preview = understand(acting=acting, table=table, mapping=given_mapping(acting, table, mapping), now=now)
    if dry_run:
        return ImportResult("", len(preview.rows), preview.fit, 0, errors_of(preview))
    row = _new_import(acting, table, preview.mapping, audience=audience, invented=invented, now=now)
    if preview.mapping.sealed:
        row.sealed_ref = seal(organisation=acting.organisation, data=content, label=LABEL, now=now)
    row.state = ImportState.RUNNING
    row.save()
    _record(acting, row, preview, now=now)
    return ImportResult(row.id, row.rows, row.created, row.known, errors_of(preview))


def receive_file(*, acting: Acting, content: bytes, label: str, now: dt.datetime, invented: bool = False) -> Import:
    """Keep a spreadsheet, sealed, with the mapping this association last used for such headings, else a guess.

    Raises:
        Denied: ``network.denied.import_facts``. Invalid: ``collection.table.…``. Conflict: ``vault.no_keys``.
    """
    check(acting, Permission.IMPORT_FACTS)
    table = read_table(content)
    with atomic():
        row = _new_import(
            acting, table, known_mapping(acting, table), audience=Audience.OWNER, invented=invented, now=now
        )
        row.label = label.strip()[:80]
        row.sealed_ref = seal(organisation=acting.organisation, data=content, label=LABEL, now=now, intake=True)
        row.save()
        record(acting=acting, verb="collection.import_received", kind="import", object_id=row.id, now=now)
    return row


def set_mapping(*, acting: Acting, import_id: str, mapping: ColumnMap, audience: Audience, now: dt.datetime) -> Import:
    """Decide what each column means and how far the observations may go; the mapping is kept for the next such file.

    Raises:
        Denied: ``network.denied.import_facts``. Missing: ``collection.no_import``. Conflict: ``collection.import.started``.
    """
    check(acting, Permission.IMPORT_FACTS)
    with atomic():
        row = _draft(acting, import_id)
        row.mapping = write_mapping(mapping)
        row.audience = audience.value
        row.save(update_fields=["mapping", "audience"])
        ImportMapping.objects.update_or_create(
            organisation_id=acting.organisation,
            headings=headings_digest(list(mapping.columns)),
            defaults={"mapping": row.mapping, "saved_at": now, "saved_by": acting.actor},
        )
    return row


def preview_import(*, acting: Acting, import_id: str, now: dt.datetime) -> tuple[Import, Preview]:
    """Return an import not begun yet and what is understood of its rows.

    Raises:
        Denied: ``network.denied.import_facts``. Missing: ``collection.no_import``. Conflict: ``collection.import.started``.
        Invalid: ``collection.import.no_date_column``.
    """
    check(acting, Permission.IMPORT_FACTS)
    row = _draft(acting, import_id)
    table = read_table(open_intake(ref=VaultRef(row.sealed_ref)))
    return row, understand(acting=acting, table=table, mapping=stored_mapping(row), now=now)


def read_columns(*, acting: Acting, import_id: str) -> tuple[ColumnMap, dict[str, tuple[str, ...]]]:
    """Return the mapping of an import not begun yet, and a few values of each column to recognise it by.

    Raises:
        Denied: ``network.denied.import_facts``. Missing: ``collection.no_import``. Conflict: ``collection.import.started``.
    """
    check(acting, Permission.IMPORT_FACTS)
    row = _draft(acting, import_id)
    lines = read_table(open_intake(ref=VaultRef(row.sealed_ref))).lines
    mapping = stored_mapping(row)
    return mapping, {heading: _samples(lines, heading) for heading in mapping.columns}


def _samples(lines: Sequence[Line], heading: str) -> tuple[str, ...]:
    texts = dict.fromkeys(text[:40] for line in lines[:200] if (text := line.text(heading)))
    return tuple(texts)[:3]


def begin_import(*, acting: Acting, import_id: str, now: dt.datetime, link: str = "") -> Import:
    """Open the job of an import and say that it runs; ``run_import`` then does the work in the background.

    Raises:
        Denied: ``network.denied.import_facts``. Missing: ``collection.no_import``. Conflict: ``collection.import.started``.
    """
    check(acting, Permission.IMPORT_FACTS)
    with atomic():
        row = _draft(acting, import_id, lock=True)
        row.state = ImportState.RUNNING
        row.job = start_job(acting=acting, code=JOB, now=now, expected=row.rows, link=link)
        row.save(update_fields=["state", "job"])
    return row


def run_import(*, acting: Acting, import_id: str, now: dt.datetime) -> None:
    """Record the rows of an import that was begun, then take the server's key off its file. Done again, it does nothing."""
    row = Import.objects.filter(id=import_id, organisation=acting.organisation, state=ImportState.RUNNING).first()
    if row is None:
        return
    try:
        table = read_table(open_intake(ref=VaultRef(row.sealed_ref)))
        _record(acting, row, understand(acting=acting, table=table, mapping=stored_mapping(row), now=now), now=now)
    except Refusal as refusal:
        row.state, row.ended_at = ImportState.FAILED, now
        row.save(update_fields=["state", "ended_at"])
        end_job(row.job, now=now, refusal=refusal.code)
        return
    rewrap_to_owner(ref=VaultRef(row.sealed_ref), now=now)
    end_job(row.job, now=now, result={"created": row.created, "known": row.known, "rows": row.rows})


def undo(*, acting: Acting, import_id: str, now: dt.datetime) -> Undone:
    """Take back an import within thirty days: its observations go, except those somebody worked on, which are listed.

    Raises:
        Denied: ``network.denied.import_facts``. Missing: ``collection.no_import``. Conflict: ``collection.import.not_done``,
        ``collection.undo_late``.
    """
    check(acting, Permission.IMPORT_FACTS)
    with atomic():
        row = _own(acting, import_id, lock=True)
        if row.state != ImportState.DONE:
            raise Conflict("collection.import.not_done")
        if not may_undo(row, now):
            raise Conflict("collection.undo_late", days=UNDO_DAYS)
        undone = undo_import(acting=acting, import_id=row.id, now=now)
        kept = [[k.statement_id, k.external_key, k.reason] for k in undone.kept]
        row.state, row.undone_at, row.undone_by, row.kept_rows = ImportState.UNDONE, now, acting.actor, kept
        row.save(update_fields=["state", "undone_at", "undone_by", "kept_rows"])
    return Undone(undone.deleted, tuple((k[0], k[1], k[2]) for k in kept))


def may_undo(row: Import, now: dt.datetime) -> bool:
    """Say whether an import can still be taken back."""
    if row.state != ImportState.DONE or row.ended_at is None:
        return False
    return now - row.ended_at <= dt.timedelta(days=UNDO_DAYS)


def drop_drafts(*, now: dt.datetime) -> int:
    """Forget the files nobody imported within a day; return how many. The house does it every night."""
    old = Import.objects.filter(state=ImportState.DRAFT, created_at__lt=now - dt.timedelta(days=1))
    dropped = 0
    for row in old:
        with atomic():
            erase(acting=None, ref=VaultRef(row.sealed_ref), reason="import dropped", now=now)
            row.delete()
        dropped += 1
    return dropped


def _record(acting: Acting, row: Import, preview: Preview, *, now: dt.datetime) -> None:
    """Record the rows that are fit; problems are kept without what the cells held."""
    fit = [r for r in preview.rows if r.fit]
    drafts = [_draft_of(r, row, preview.mapping) for r in fit]
    progress = (lambda done, _: advance_job(row.job, done=done)) if row.job else None
    recorded = record_many(acting=acting, drafts=drafts, import_id=row.id, now=now, progress=progress)
    row.created, row.known = len(recorded.created), len(recorded.known)
    row.problems = [[p.row, p.column, p.code, p.grave] for p in preview.problems] + _refused(recorded, fit)
    row.state, row.ended_at = ImportState.DONE, now
    row.save()


def _refused(recorded: RecordedImport, rows: Sequence[Row]) -> list[list[Any]]:
    return [
        [rows[n].number, refusal.field or "", refusal.code, True]
        for n, faults in recorded.refused
        for refusal in faults
    ]


def _draft_of(row: Row, made: Import, mapping: ColumnMap) -> ObservationDraft:
    assert row.date is not None  # a row without a date is not fit
    return ObservationDraft(
        statement=StatementDraft(
            place=row.place,
            date=row.date,
            acts=tuple(ActDraft(code) for code in row.acts),
            counts=row.counts,
            forces=tuple(ForceDraft(f.code, f.officers, f.vehicles) for f in row.forces),
            site=row.site,
            time_from=row.time_from,
            time_to=row.time_to,
            source_link=mapping.source_link,
            reliability=mapping.reliability,
            summary=row.summary,
        ),
        circumstances=CircumstancesDraft(
            mode=row.mode, operation_type=row.operation_type, basis_stated=row.basis_stated
        ),
        origin=Origin.EXTERNAL if mapping.external else Origin.IMPORT,
        audience=Audience(made.audience),
        details={"import_row": row.number},
        external_url=row.url,
        external_key=row.key,
        source_columns=dict(row.shared),
        sealed_ref=VaultRef(made.sealed_ref) if made.sealed_ref else None,
        invented=made.invented,
    )


def _new_import(
    acting: Acting, table: Table, mapping: ColumnMap, *, audience: Audience, invented: bool, now: dt.datetime
) -> Import:
    return Import(
        id=new_id(),
        organisation_id=acting.organisation,
        kind=table.kind,
        mapping=write_mapping(mapping),
        audience=audience.value,
        invented=invented,
        rows=len(table.lines),
        created_at=now,
        created_by=acting.actor,
    )


def _own(acting: Acting, import_id: str, *, lock: bool = False) -> Import:
    rows = Import.objects.select_for_update() if lock else Import.objects.all()
    row = rows.filter(id=import_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("collection.no_import")
    return row


def _draft(acting: Acting, import_id: str, *, lock: bool = False) -> Import:
    row = _own(acting, import_id, lock=lock)
    if row.state != ImportState.DRAFT:
        raise Conflict("collection.import.started")
    return row
