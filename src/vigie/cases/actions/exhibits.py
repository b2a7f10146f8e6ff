"""Bring exhibits into a dossier, number them, name them, take them out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.facts.api import detail as statement_detail
from vigie.facts.api import withdrawn_among
from vigie.journal.api import record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting
from vigie.vault.api import SealingWriter, Unlocked, discard, open_stream
from vigie.vault.api import enter as enter_sealed

from ..documents.looking import Look, Looker
from ..models import Dossier, DossierFact, Exhibit
from ..phrases import DEFAULT_TITLES
from ..queries.access import enter
from ..queries.exhibits import living, motive_of, was_sent
from ..rules.access import Deed
from ..rules.exhibits import MOST, UNDO, by_date, moved
from ..rules.states import ReferralState

_ASIDE = 20_000
"""Where numbers wait while they are dealt again: no two rows ever bear the same."""
_DATE = re.compile(r"(\d{4})[:-](\d{2})[:-](\d{2})")


@dataclass(frozen=True, slots=True)
class Naming:
    """What is written of an exhibit. An empty title becomes a plain one, to be changed in place.

    ``fact``: the id of the fact of the dossier it shows, empty for none in particular; ``None`` leaves it as it is.
    """

    title: str = ""
    source: str = ""
    dated: dt.date | None = None
    fact: str | None = None


def add_uploaded(
    *, acting: Acting, slug: str, writer: SealingWriter, look: Look, naming: Naming, now: dt.datetime
) -> str:
    """Make an exhibit of a file that was sealed to the dossier's association as it came; return its id.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``.
        Conflict: ``cases.exhibit_there``, the same file is in the dossier; ``cases.too_many_exhibits``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    check_new(dossier, look.sha256)
    prepared = writer.prepare()
    try:
        with atomic():
            enter_sealed(prepared, now=now)
            row = _new(dossier, look, naming, owner=OrgId(dossier.organisation_id), ref=prepared.ref)
            return _kept(row, acting, now)
    except BaseException:
        discard(prepared)
        raise


def add_from_fact(
    *,
    acting: Acting,
    unlocked: Unlocked | None,
    slug: str,
    fact_id: str,
    sealed_ref: str,
    naming: Naming,
    now: dt.datetime,
) -> str:
    """Make an exhibit of a medium of a fact of the dossier: it is read once to know it, and stays where it is.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_medium``, no such medium for this person.
        Denied: ``cases.denied.work``; ``vault.locked``.
        Invalid: ``vault.damaged``; a file that is not taken (see ``Looker``).
        Conflict: ``cases.exhibit_there``, ``cases.too_many_exhibits``; ``cases.fact_withdrawn``, the person took it back.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    fact = _medium(acting, dossier, fact_id, sealed_ref, now)
    motive = motive_of(Exhibit(number=_next_number(dossier)), dossier.title)
    looker = Looker()
    for piece in open_stream(unlocked=unlocked, ref=VaultRef(sealed_ref), motive=motive, now=now):
        looker.feed(piece)
    look = looker.finish()
    with atomic():
        row = _new(dossier, look, naming, owner=OrgId(fact.owner_id), ref=VaultRef(sealed_ref), fact=fact)
        return _kept(row, acting, now)


def _medium(acting: Acting, dossier: Dossier, fact_id: str, sealed_ref: str, now: dt.datetime) -> DossierFact:
    fact = dossier.facts.filter(id=fact_id, owner_id=acting.organisation).exclude(statement=None).first()
    if fact is None or not sealed_ref:
        raise Missing("cases.no_medium")
    known = statement_detail(acting, fact.statement_id, today=now.astimezone(PARIS).date())
    if sealed_ref not in {medium.sealed_ref for medium in known.media}:
        raise Missing("cases.no_medium")
    if withdrawn_among(statements=[fact.statement_id or ""], refs=[sealed_ref]):
        raise Conflict("cases.fact_withdrawn")
    return fact


def check_new(dossier: Dossier, sha256: str) -> None:
    """Refuse a file that is in the dossier already, by its number.

    Raises:
        Conflict: ``cases.exhibit_there``; ``cases.too_many_exhibits``.
    """
    twin = living(dossier).filter(sha256=sha256).first()
    if twin is not None:
        raise Conflict("cases.exhibit_there", number=twin.number, title=twin.title)
    if living(dossier).count() >= MOST:
        raise Conflict("cases.too_many_exhibits", limit=MOST)


def _new(
    dossier: Dossier, look: Look, naming: Naming, *, owner: OrgId, ref: VaultRef, fact: DossierFact | None = None
) -> Exhibit:
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    check_new(dossier, look.sha256)
    return Exhibit(
        dossier=dossier,
        number=_next_number(dossier),
        title=(naming.title.strip() or str(DEFAULT_TITLES[look.kind]))[:160],
        source=(naming.source.strip() or (fact.kept_as if fact else ""))[:200],
        dated=naming.dated or _date_told(look),
        fact=fact,
        owner_id=owner,
        kind=look.kind.value,
        content_type=look.content_type,
        original_ref=ref,
        sha256=look.sha256,
        size=look.size,
        capture=look.capture,
        pages=min(look.pages, 30_000),
    )


def _kept(row: Exhibit, acting: Acting, now: dt.datetime) -> str:
    row.added_by, row.added_at = acting.actor, now
    row.save(force_insert=True)
    note(row, acting, "cases.exhibit_added", now, sha256=row.sha256)
    return row.id


def note(row: Exhibit, acting: Acting, verb: str, now: dt.datetime, **detail: object) -> None:
    """Write in the journal what was done to an exhibit, in the caller's transaction."""
    told = {"dossier": row.dossier_id, "number": row.number, **detail}
    record(acting=acting, verb=verb, kind="exhibit", object_id=row.id, now=now, detail=told)


def _next_number(dossier: Dossier) -> int:
    last = living(dossier).order_by("-number").values_list("number", flat=True).first()
    return int(last or 0) + 1


def _date_told(look: Look) -> dt.date | None:
    """Return the day the device says, when it is a day. What a program says of a PDF is the day of a scan: not that."""
    found = _DATE.match(str(look.capture.get("taken") or ""))
    if found is None:
        return None
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError:
        return None


def find(dossier: Dossier, exhibit_id: str, *, lock: bool = False) -> Exhibit:
    """Return an exhibit of a dossier.

    Raises:
        Missing: ``cases.no_exhibit``.
    """
    rows = living(dossier).select_for_update() if lock else living(dossier)
    row: Exhibit | None = rows.filter(id=exhibit_id).first()
    if row is None:
        raise Missing("cases.no_exhibit")
    return row


def name_exhibit(*, acting: Acting, slug: str, exhibit_id: str, naming: Naming, now: dt.datetime) -> None:
    """Change the title, the source, the date of an exhibit.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``, ``cases.no_fact``. Denied: ``cases.denied.work``.
        Invalid: ``cases.exhibit_title_needed``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if not naming.title.strip():
        raise Invalid("cases.exhibit_title_needed", field="title")
    with atomic():
        row = find(dossier, exhibit_id, lock=True)
        row.title, row.source = naming.title.strip()[:160], naming.source.strip()[:200]
        row.dated = naming.dated
        if naming.fact is not None:
            row.fact = _fact_of(dossier, naming.fact)
        row.save(update_fields=["title", "source", "dated", "fact"])
        note(row, acting, "cases.exhibit_named", now)


def _fact_of(dossier: Dossier, fact_id: str) -> DossierFact | None:
    found = dossier.facts.filter(id=fact_id).first() if fact_id else None
    if fact_id and found is None:
        raise Missing("cases.no_fact")
    return found


def move_exhibit(*, acting: Acting, slug: str, exhibit_id: str, step: int, now: dt.datetime) -> None:
    """Move an exhibit one place up (-1) or down (1). References hold ids: none breaks.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``. Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        row = find(dossier, exhibit_id, lock=True)
        _deal(dossier, moved(list(living(dossier).values_list("id", flat=True)), exhibit_id, step))
        note(row, acting, "cases.exhibit_moved", now)


def renumber_by_date(*, acting: Acting, slug: str, now: dt.datetime) -> int:
    """Number the exhibits of a dossier by the date of each, those without one last; return how many changed number.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        changed = _deal(dossier, by_date(living(dossier).values_list("id", "dated", "number")))
        if changed:
            record(
                acting=acting,
                verb="cases.exhibits_renumbered",
                kind="dossier",
                object_id=dossier.id,
                now=now,
                detail={"changed": changed},
            )
    return changed


def _deal(dossier: Dossier, order: Sequence[str]) -> int:
    """Give the numbers 1, 2, 3… in an order; return how many exhibits changed number."""
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    rows = {row.id: row for row in living(dossier)}
    changed = []
    for number, exhibit_id in enumerate(order, start=1):
        row = rows[exhibit_id]
        if row.number != number:
            row.number = number
            changed.append(row)
    for aside in (_ASIDE, 0):
        for row in changed:
            Exhibit.objects.filter(id=row.id).update(number=row.number + aside)
    return len(changed)


def remove_exhibit(*, acting: Acting, slug: str, exhibit_id: str, now: dt.datetime) -> None:
    """Take an exhibit out of a dossier, for ``UNDO`` at least; the others close ranks. The original is not touched.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_exhibit``. Denied: ``cases.denied.work``.
        Conflict: ``cases.exhibit_sent``; ``cases.exhibit_in_referral``, a referral being prepared produces it.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        row = find(dossier, exhibit_id, lock=True)
        if was_sent(row):
            raise Conflict("cases.exhibit_sent", number=row.number)
        if row.produced.filter(referral__state=ReferralState.DRAFT.value).exists():
            raise Conflict("cases.exhibit_in_referral", number=row.number)
        row.removed_at = now
        row.save(update_fields=["removed_at"])
        _deal(dossier, list(living(dossier).values_list("id", flat=True)))
        note(row, acting, "cases.exhibit_removed", now)


def restore_exhibit(*, acting: Acting, slug: str, exhibit_id: str, now: dt.datetime) -> None:
    """Put a removed exhibit back where it was.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_exhibit``, not removed, or too long ago. Denied: ``cases.denied.work``.
        Conflict: ``cases.exhibit_there``, the same file came back meanwhile; ``cases.too_many_exhibits``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        row = Exhibit.objects.filter(id=exhibit_id, dossier=dossier, removed_at__gte=now - UNDO).first()
        if row is None:
            raise Missing("cases.no_exhibit")
        check_new(dossier, row.sha256)
        order = list(living(dossier).values_list("id", flat=True))
        order.insert(row.number - 1, row.id)
        row.number, row.removed_at = _next_number(dossier), None
        row.save(update_fields=["number", "removed_at"])
        _deal(dossier, order)
        note(row, acting, "cases.exhibit_restored", now)
