"""Record the rows of a table at once, and take an import back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vigie.journal.api import record
from vigie.kernel.api import Refusal, atomic
from vigie.network.api import Acting, Permission, check

from ..models import EventMerge, SourceStatement
from ..rules.drafts import ObservationDraft
from .batch import Batch
from .bin import erase
from .proposing import propose
from .recording import known_sources

STEP = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RecordedImport:
    """What an import did, by position in what was given.

    ``created``: position and statement id. ``known``: rows the association had already. ``refused``: rows with what is
    wrong in each.
    """

    created: tuple[tuple[int, str], ...]
    known: tuple[int, ...]
    refused: tuple[tuple[int, tuple[Refusal, ...]], ...]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row an undo left alone, and why: ``edited``, ``linked`` or ``checked`` since."""

    statement_id: str
    external_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class UndoneImport:
    """What an undo took away and what it left. ``sealed_refs``: originals nothing points to any more."""

    deleted: int
    kept: tuple[KeptRow, ...]
    sealed_refs: tuple[str, ...]


def record_many(
    *,
    acting: Acting,
    drafts: Sequence[ObservationDraft],
    import_id: str,
    now: dt.datetime,
    progress: Progress | None = None,
) -> RecordedImport:
    """Record the observations of a table: all good rows, or nothing at all if the machine fails.

    Args:
        acting: who may import.
        drafts: one per row; with an ``external_key``, a row known already is not recorded twice.
        import_id: under which the import is undone.
        now: when.
        progress: called with rows done and rows in all.

    Raises:
        Denied: may not import.
    """
    check(acting, Permission.IMPORT_FACTS)
    with atomic():
        work = _Import(acting, drafts, import_id, now)
        for start in range(0, len(drafts), STEP):
            work.record_rows(start)
            if progress:
                progress(min(start + STEP, len(drafts)), len(drafts))
        propose(work.events)
        done = RecordedImport(tuple(work.created), tuple(work.known), tuple(work.refused))
        counts = {"created": len(done.created), "known": len(done.known), "refused": len(done.refused)}
        record(acting=acting, verb="facts.imported", kind="import", object_id=import_id, now=now, detail=counts)
    return done


class _Import:
    """An import under way."""

    def __init__(self, acting: Acting, drafts: Sequence[ObservationDraft], import_id: str, now: dt.datetime) -> None:
        self.drafts = drafts
        self.import_id = import_id
        self.seen = known_sources(acting=acting, keys=[d.external_key for d in drafts if d.external_key])
        self.batch = Batch(acting, now, coder=True)
        self.events: list[str] = []
        self.created: list[tuple[int, str]] = []
        self.known: list[int] = []
        self.refused: list[tuple[int, tuple[Refusal, ...]]] = []

    def record_rows(self, start: int) -> None:
        """Record the next rows."""
        taken = [n for n in range(start, min(start + STEP, len(self.drafts))) if self._take(n)]
        statements = self.batch.save()
        self.events += [s.event_id for s in statements]
        self.created += zip(taken, (s.id for s in statements), strict=True)

    def _take(self, position: int) -> bool:
        draft = self.drafts[position]
        faults = self.batch.faults(draft.statement, draft.circumstances)
        if faults:
            self.refused.append((position, tuple(faults)))
        elif draft.external_key in self.seen:
            self.known.append(position)
        else:
            self.seen |= {draft.external_key} - {""}
            self.batch.add_observation(draft, import_id=self.import_id)
            return True
        return False


def undo_import(*, acting: Acting, import_id: str, now: dt.datetime) -> UndoneImport:
    """Take back an import: its rows go for good, except those somebody edited, checked or linked since, which are listed.

    Raises:
        Denied: may not import.
    """
    check(acting, Permission.IMPORT_FACTS)
    with atomic():
        rows = SourceStatement.objects.filter(
            owner=acting.organisation, observation__import_id=import_id
        ).select_related("observation")
        linked = _linked_events(import_id)
        gone, refs, kept = [], [], []
        for row in rows:
            reason = _reason_to_keep(row, linked)
            if reason:
                kept.append(KeptRow(row.id, (row.observation and row.observation.external_key) or "", reason))
            else:
                gone.append(row.id)
                refs.append(row.observation.sealed_ref if row.observation else "")
        erase(gone)
        detail = {"deleted": len(gone), "kept": len(kept)}
        record(acting=acting, verb="facts.import_undone", kind="import", object_id=import_id, now=now, detail=detail)
    return UndoneImport(len(gone), tuple(kept), tuple(dict.fromkeys(ref for ref in refs if ref)))


def _linked_events(import_id: str) -> set[str]:
    merges = EventMerge.objects.filter(undone_at=None).values_list("kept_id", "absorbed_id")
    mine = SourceStatement.objects.filter(observation__import_id=import_id).values_list("event_id", flat=True)
    return {event for pair in merges for event in pair} & set(mine)


def _reason_to_keep(row: SourceStatement, linked: set[str]) -> str:
    if row.version > 1:
        return "edited"
    if row.event_id in linked:
        return "linked"
    return "checked" if row.updated_at != row.created_at else ""
