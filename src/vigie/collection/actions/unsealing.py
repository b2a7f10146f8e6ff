"""Open sealed envelopes in the mailbag, so many at a time, in the request of whoever holds the key; seal Collect's bundles as age.

First they are sorted (which belong together), then each group becomes a record and its envelopes are erased, in one transaction.
Stopped anywhere and begun again, it goes on: what was not done is still there, what was done is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vigie.journal.api import record as note
from vigie.kernel.api import Invalid, Refusal, VaultRef, atomic
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import Unlocked, erase

from ..models import Attachment, Envelope, Gathered, Submission
from ..queries.envelopes import Group, bundles, sealed_state, waiting_envelopes
from ..rules.frames import Head
from ..rules.states import EnvelopeState, Flag
from .filing import Shelf
from .gathering import PASSING, Gathering, Opener, Stuck, gather
from .opening import check_open, reseal_bundle
from .receiving import Outcome, receive

SORT_AT_ONCE = 100
OPEN_AT_ONCE = 40
BUNDLES_AT_ONCE = 5


class Stage(StrEnum):
    """What a step did."""

    SORT = "sort"
    OPEN = "open"
    RESEAL = "reseal"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Step:
    """How far the opening has come: how many done by this step, how many left at this stage, where to go on from."""

    stage: Stage
    done: int = 0
    left: int = 0
    after: str = ""
    records: tuple[str, ...] = ()


def retry(*, acting: Acting) -> int:
    """Let the envelopes that stayed shut be tried again, perhaps with the key of someone else; return how many.

    Raises:
        Denied: ``network.denied.clear_mailbag``.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    return waiting_envelopes(acting).exclude(trouble="").update(trouble="")


def open_step(
    *,
    acting: Acting,
    unlocked: Unlocked | None,
    motive: str,
    now: dt.datetime,
    forced: str = "",
    after: str = "",
) -> Step:
    """Do the next bounded piece of work.

    Args:
        acting: who opens.
        unlocked: the open vault of this request.
        motive: why; kept with each opening.
        now: when.
        forced: the testimony to open although it may still go on.
        after: the bundle after which to go on.

    Raises:
        Denied: ``network.denied.clear_mailbag``, ``vault.locked``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    opener = Opener(check_open(unlocked), motive, now)
    if not motive:
        raise Invalid("vault.motive_needed")
    unsorted = waiting_envelopes(acting).filter(kind="", trouble="")
    if batch := list(unsorted[:SORT_AT_ONCE]):
        _sort(opener, batch)
        return Step(Stage.SORT, len(batch), unsorted.count())
    ready = [g for g in sealed_state(acting).groups if g.ready(now) or g.tag == forced]
    if ready:
        return _open(acting, opener, ready)
    return _reseal(acting, opener, after)


def _sort(opener: Opener, rows: Sequence[Envelope]) -> None:
    """Note which envelopes belong together: of what they say, tags alone are kept."""
    for row_id, told in opener.heads(rows).items():
        row = next(row for row in rows if row.id == row_id)
        if isinstance(told, Head):
            row.kind, row.last = told.kind.value, told.last
            row.testimony_tag = opener.tag("testimony", told.testimony) if told.testimony else ""
        else:
            row.trouble = told
    Envelope.objects.bulk_update(rows, ["kind", "last", "testimony_tag", "trouble"])


def _open(acting: Acting, opener: Opener, groups: Sequence[Group]) -> Step:
    done, records = 0, list[str]()
    for number, group in enumerate(groups):
        if done >= OPEN_AT_ONCE:
            left = sum(len(other.ids) for other in groups[number:])
            return Step(Stage.OPEN, done, left, records=tuple(records))
        done += len(group.ids)
        made = _open_group(acting, opener, group)
        records += [made] if made else []
    return Step(Stage.OPEN, done, 0, records=tuple(records))


def _open_group(acting: Acting, opener: Opener, group: Group) -> str:
    """Make one record of a group; an envelope that stays shut is set apart and the others go on without it."""
    rows = list(waiting_envelopes(acting).filter(id__in=group.ids).select_related("device"))
    known = Gathered.objects.filter(organisation_id=acting.organisation, testimony_tag=group.tag).first()
    while rows:
        try:
            return _settle(acting, opener, rows, gather(opener, rows, known), known)
        except Stuck as stuck:
            Envelope.objects.filter(id=stuck.row.id).update(trouble=stuck.code)
            rows = [row for row in rows if row.id != stuck.row.id]
        except Refusal as refusal:
            if refusal.code in PASSING:
                raise
            Envelope.objects.filter(id__in=[row.id for row in rows]).update(trouble=refusal.code)
            return ""
    return ""


def _settle(acting: Acting, opener: Opener, rows: Sequence[Envelope], found: Gathering, known: Gathered | None) -> str:
    """Hand a record to the door and erase its envelopes: both or neither. Its files are durable before the database is held."""
    newest = rows[-1]
    try:
        with Shelf() as shelf:
            for file in found.post.files:
                shelf.put(file.prepare())
            with atomic():
                receipt = receive(
                    device=newest.device,
                    post=found.post,
                    now=opener.now,
                    arrived=newest.received_at,
                    raised=found.raised,
                )
                kept = receipt.outcome in {Outcome.STORED, Outcome.ALREADY}
                if kept:
                    _remember(acting, found, receipt.id, known, opener.now)
                _erase(acting, opener, rows)
                _journal(acting, opener, receipt.id, len(rows), receipt.outcome)
            shelf.take(_entered(found))
    finally:
        found.post.close()
    return receipt.id if kept else ""


def _entered(found: Gathering) -> Iterable[str]:
    refs = [file.prepared.ref for file in found.post.files if file.prepared is not None]
    return list(Attachment.objects.filter(sealed_ref__in=refs).values_list("sealed_ref", flat=True))


def _remember(acting: Acting, found: Gathering, record_id: str, known: Gathered | None, now: dt.datetime) -> None:
    """Remember which record a testimony became, for what its phone sends later."""
    if not found.testimony:
        return
    row = known or Gathered(organisation_id=acting.organisation, testimony_tag=found.testimony)
    sessions = dict(row.sessions)
    for tag, told in found.sessions.items():
        top = max(told["sequence"], sessions.get(tag, told)["sequence"])
        sessions[tag] = {"sequence": top, "moment": min(told["moment"], sessions.get(tag, told)["moment"])}
    row.submission_id, row.sessions, row.gathered_at = record_id, sessions, now
    row.ended = row.ended or found.ended
    row.edits += found.edit
    row.save()
    _flag(record_id, found.raised)


def _flag(record_id: str, raised: tuple[Flag, ...]) -> None:
    """Raise flags on a record that was here already and only gained files."""
    record = Submission.objects.select_for_update().get(id=record_id)
    new = [flag.value for flag in raised if not record.has(flag)]
    if new:
        record.flags = [*record.flags, *new]
        record.save(update_fields=["flags"])


def _erase(acting: Acting, opener: Opener, rows: Sequence[Envelope]) -> None:
    for row in rows:
        erase(acting=acting, ref=VaultRef(row.sealed_ref), reason=opener.motive, now=opener.now)
    Envelope.objects.filter(id__in=[row.id for row in rows]).update(state=EnvelopeState.OPENED.value)


def _journal(acting: Acting, opener: Opener, object_id: str, count: int, outcome: Outcome) -> None:
    note(
        acting=acting,
        verb="collection.envelopes_opened",
        kind="record",
        object_id=object_id,
        now=opener.now,
        motive=opener.motive,
        detail={"envelopes": count, "outcome": outcome.value},
    )


def _reseal(acting: Acting, opener: Opener, after: str) -> Step:
    """Seal the next bundles of Collect as age; one that does not open stays as it is, and its own page says why."""
    rows = bundles(acting).filter(id__gt=after).select_related("version__form")
    batch = list(rows[:BUNDLES_AT_ONCE])
    if not batch:
        return Step(Stage.OVER)
    done = []
    for row in batch:
        try:
            reseal_bundle(acting=acting, record=row, unlocked=opener.unlocked, motive=opener.motive, now=opener.now)
            done.append(row.id)
        except Refusal as refusal:
            if refusal.code in PASSING:
                raise
    last = batch[-1].id
    return Step(Stage.RESEAL, len(batch), rows.filter(id__gt=last).count(), after=last, records=tuple(done))
