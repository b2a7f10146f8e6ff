"""From rows to cards, in a constant number of queries whatever the number of rows.

The parts of a page (acts, forces, counts) are read kind by kind, not prefetched: a page of fifty statements has some five
hundred of them, and Django's bookkeeping of each would cost more than the search itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count as CountRows
from django.db.models import Prefetch, QuerySet

from vigie.kernel.api import Count, OrgId, Qualifier
from vigie.network.api import Acting, Audience, relation, sees

from ..models import Act, Force, Involvement, MediaRef, SourceStatement, Tally, Term
from .cards import ActCard, ForceCard, StatementCard, TallyCard, Word
from .visible import visible


@dataclass(frozen=True, slots=True)
class Parts:
    """What statements are made of, by statement id."""

    acts: Mapping[str, list[ActCard]]
    forces: Mapping[str, list[ForceCard]]
    tallies: Mapping[str, list[TallyCard]]
    media: Mapping[str, int]


def with_source(statements: QuerySet[SourceStatement]) -> QuerySet[SourceStatement]:
    """Fetch with each statement its place, owner, site, and the observation or testimony it comes from."""
    return statements.select_related("place__zone", "owner", "site", "observation", "testimony")


def with_parts(statements: QuerySet[SourceStatement]) -> QuerySet[SourceStatement]:
    """Fetch with each statement its rows of acts, forces, counts and media too: for exports, piece by piece."""
    acts = Act.objects.order_by("act_type__position").prefetch_related("involvements")
    return with_source(statements).prefetch_related(Prefetch("acts", acts), "forces", "tallies", "media")


def cards(acting: Acting, rows: Iterable[SourceStatement]) -> list[StatementCard]:
    """Return the cards of rows fetched ``with_source``."""
    statements = list(rows)
    parts = read_parts([s.id for s in statements])
    reports = reports_of(acting, [s.event_id for s in statements])
    return [card(acting, s, parts, reports.get(s.event_id, 1)) for s in statements]


def reports_of(acting: Acting, events: Sequence[str]) -> dict[str, int]:
    """Return how many visible reports each event has."""
    counted = visible(acting).filter(event__in=set(events)).order_by().values("event").annotate(n=CountRows("id"))
    return {row["event"]: row["n"] for row in counted}


def read_parts(ids: Sequence[str]) -> Parts:
    """Read the acts, forces, counts and number of media of statements."""
    media = MediaRef.objects.filter(statement__in=ids).order_by().values_list("statement").annotate(n=CountRows("id"))
    return Parts(_acts(ids), _forces(ids), _tallies(ids), dict(media))


def card(acting: Acting, row: SourceStatement, parts: Parts, reports: int) -> StatementCard:
    """Return the card of one row."""
    observation, testimony = row.observation, row.testimony
    return StatementCard(
        id=row.id,
        event_id=row.event_id,
        kind="observation" if observation else "testimony",
        owner=OrgId(row.owner_id),
        owner_name=str(row.owner),
        own=row.owner_id == acting.organisation,
        place_slug=row.place.slug,
        place_name=row.place.name,
        zone=row.place.zone.slug if row.place.zone else "",
        site=site_seen(acting, row),
        date=row.date,
        time_from=row.time_from,
        time_to=row.time_to,
        acts=tuple(parts.acts.get(row.id, ())),
        forces=tuple(parts.forces.get(row.id, ())),
        tallies=tuple(parts.tallies.get(row.id, ())),
        verification=row.verification,
        mode=observation.mode if observation else "",
        origin=observation.origin if observation else "",
        summary=row.summary,
        audience=row.audience,
        pseudonym=testimony.pseudonym if testimony else "",
        invented=row.invented,
        minor_held=row.minor_held,
        media=parts.media.get(row.id, 0),
        reports=reports,
        version=row.version,
        updated_at=row.updated_at,
        deleted_at=row.deleted_at,
    )


def site_seen(acting: Acting, row: SourceStatement) -> str:
    """Return the pseudonym of a statement's site where it may be seen, else nothing."""
    if row.site is None:
        return ""
    owner = OrgId(row.site.organisation_id)
    return row.site.pseudonym if sees(relation(acting, owner), Audience(row.site.audience)) else ""


def _acts(ids: Sequence[str]) -> dict[str, list[ActCard]]:
    involved: dict[str, list[tuple[str, str]]] = defaultdict(list)
    taken = Involvement.objects.filter(act__statement__in=ids).order_by("force")
    for act_id, force, degree in taken.values_list("act", "force", "degree"):
        involved[act_id].append((force, degree))
    rows = Act.objects.filter(statement__in=ids).order_by("act_type__position")
    found: dict[str, list[ActCard]] = defaultdict(list)
    for act in rows.select_related("act_type"):
        kind = act.act_type
        found[act.statement_id].append(
            ActCard(
                word=Word(kind.code, kind.fr, kind.en),
                family=kind.family_id,
                count=act.count,
                methods=tuple(act.methods),
                urgent=kind.urgent,
                minors=kind.minors,
                extra_protection=kind.extra_protection,
                involved=tuple(involved.get(act.id, ())),
            )
        )
    return found


def _forces(ids: Sequence[str]) -> dict[str, list[ForceCard]]:
    names = {t.code: Word(t.code, t.fr, t.en) for t in Term.objects.filter(dimension="forces")}
    rows = Force.objects.filter(statement__in=ids).order_by("code")
    columns = ("statement", "code", "officers_number", "officers_qualifier", "vehicles_number", "vehicles_qualifier")
    found: dict[str, list[ForceCard]] = defaultdict(list)
    for statement, code, officers, how_many, vehicles, how_far in rows.values_list(*columns):
        word = names.get(code) or Word(code, code, code)
        found[statement].append(ForceCard(word, _count(officers, how_many), _count(vehicles, how_far)))
    return found


def _tallies(ids: Sequence[str]) -> dict[str, list[TallyCard]]:
    rows = Tally.objects.filter(statement__in=ids).order_by("unit")
    found: dict[str, list[TallyCard]] = defaultdict(list)
    for statement, tally, unit, number, qualifier in rows.values_list("statement", "id", "unit", "number", "qualifier"):
        found[statement].append(TallyCard(tally, unit, Count(number, Qualifier(qualifier))))
    return found


def _count(number: int | None, qualifier: str) -> Count | None:
    return Count(number, Qualifier(qualifier)) if qualifier else None
