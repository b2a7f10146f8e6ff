"""From rows to cards, in a constant number of queries whatever the number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count as CountRows
from django.db.models import Prefetch, QuerySet

from vigie.kernel.api import OrgId
from vigie.network.api import Acting, Audience, relation, sees

from ..models import Act, Force, SourceStatement, Term
from .cards import ActCard, ForceCard, StatementCard, TallyCard, Word
from .visible import visible


def with_parts(statements: QuerySet[SourceStatement]) -> QuerySet[SourceStatement]:
    """Fetch with each statement everything a card shows."""
    acts = Act.objects.select_related("act_type").prefetch_related("involvements")
    return statements.select_related("place__zone", "owner", "site", "observation", "testimony").prefetch_related(
        Prefetch("acts", acts.order_by("act_type__position")), "forces", "tallies", "media"
    )


def terms_of(dimension: str) -> dict[str, Word]:
    """Return a closed list by code, in order."""
    return {t.code: Word(t.code, t.fr, t.en) for t in Term.objects.filter(dimension=dimension)}


def cards(acting: Acting, rows: Iterable[SourceStatement]) -> list[StatementCard]:
    """Return the cards of rows fetched ``with_parts``."""
    statements = list(rows)
    forces = terms_of("forces")
    reports = reports_of(acting, [s.event_id for s in statements])
    return [card(acting, s, forces, reports.get(s.event_id, 1)) for s in statements]


def reports_of(acting: Acting, events: Sequence[str]) -> dict[str, int]:
    """Return how many visible reports each event has."""
    counted = visible(acting).filter(event__in=set(events)).order_by().values("event").annotate(n=CountRows("id"))
    return {row["event"]: row["n"] for row in counted}


def card(acting: Acting, row: SourceStatement, forces: Mapping[str, Word], reports: int) -> StatementCard:
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
        acts=tuple(_act(a) for a in row.acts.all()),
        forces=tuple(_force(f, forces) for f in row.forces.all()),
        tallies=tuple(TallyCard(t.id, t.unit, t.count) for t in row.tallies.all()),
        verification=row.verification,
        mode=observation.mode if observation else "",
        origin=observation.origin if observation else "",
        summary=row.summary,
        audience=row.audience,
        pseudonym=testimony.pseudonym if testimony else "",
        invented=row.invented,
        minor_held=row.minor_held,
        media=len(row.media.all()),
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


def _act(act: Act) -> ActCard:
    kind = act.act_type
    return ActCard(
        word=Word(kind.code, kind.fr, kind.en),
        family=kind.family_id,
        count=act.count,
        methods=tuple(act.methods),
        urgent=kind.urgent,
        minors=kind.minors,
        extra_protection=kind.extra_protection,
        involved=tuple((i.force, i.degree) for i in act.involvements.all()),
    )


def _force(force: Force, names: Mapping[str, Word]) -> ForceCard:
    word = names.get(force.code) or Word(force.code, force.code, force.code)
    return ForceCard(word, force.officers, force.vehicles)
