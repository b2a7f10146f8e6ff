"""Several statements at once, for whoever gathers them: their cards, their events' counts, what supports them.

Each function costs the same number of queries whatever the number of statements.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vigie.network.api import Acting, Permission, check
from vigie.network.api import places as communes

from ..models import EventTally, MediaRef, Order, SourceStatement
from ..rules.tallies import settle
from .building import cards, with_source
from .cards import EventCount, ReportedCount, StatementCard
from .visible import seen_by, visible


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind a statement. ``consents``: the purposes a testimony holds today; empty for a relevé."""

    testimony: bool
    pseudonym: str
    withdrawn: bool
    consents: frozenset[str]
    media: frozenset[str]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A text or a practice of the authorities, on one line of a chronology."""

    id: str
    kind: str
    title: str
    reference: str
    authority: str
    owner_name: str
    day: dt.date
    appeal_until: dt.date | None


def statements_of(acting: Acting, ids: Iterable[str]) -> dict[str, StatementCard]:
    """Return the cards of those of the given statements that this person may see, by id.

    Raises:
        Denied: no role that sees facts.
    """
    wanted = set(ids)
    rows = with_source(visible(acting).filter(id__in=wanted)) if wanted else []
    return {card.id: card for card in cards(acting, rows)}


def counts_of(reports: Sequence[StatementCard]) -> dict[str, tuple[EventCount, ...]]:
    """Return, by event, one count per unit among the given reports: picked by a person or settled, never summed."""
    events: dict[str, list[StatementCard]] = defaultdict(list)
    for report in reports:
        events[report.event_id].append(report)
    picks: dict[str, dict[str, str]] = defaultdict(dict)
    for event, unit, tally in EventTally.objects.filter(event__in=events).values_list("event", "unit", "tally"):
        picks[event][unit] = tally
    return {event: event_counts(told, picks[event]) for event, told in events.items()}


def event_counts(reports: Sequence[StatementCard], picks: dict[str, str]) -> tuple[EventCount, ...]:
    """Return the counts of one event. ``picks``: unit -> id of the tally a person chose."""
    units = dict.fromkeys(t.unit for report in reports for t in report.tallies)
    found = []
    for unit in units:
        told = [(report, t) for report in reports for t in report.tallies if t.unit == unit]
        picked = next((t.count for _, t in told if t.id == picks.get(unit)), None)
        settled = settle([t.count for _, t in told], picked)
        reported = tuple(ReportedCount(t.id, r.id, r.owner_name, t.count, t.id == picks.get(unit)) for r, t in told)
        found.append(EventCount(unit, settled.count, settled.picked, settled.disputed, reported))
    return tuple(found)


def supports_of(acting: Acting, ids: Iterable[str], *, today: dt.date) -> dict[str, Support]:
    """Return what supports those of the given statements that this person may see, by id.

    Raises:
        Denied: no role that sees facts.
    """
    wanted = set(ids)
    rows = visible(acting).filter(id__in=wanted).select_related("testimony__consent")
    rows = rows.prefetch_related("testimony__consent__answers")
    media: dict[str, set[str]] = defaultdict(set)
    for statement, kind in MediaRef.objects.filter(statement__in=wanted).order_by().values_list("statement", "kind"):
        media[statement].add(kind)
    return {row.id: _support(row, frozenset(media[row.id]), today) for row in rows} if wanted else {}


def _support(row: SourceStatement, media: frozenset[str], today: dt.date) -> Support:
    told = row.testimony
    if told is None:
        return Support(testimony=False, pseudonym="", withdrawn=False, consents=frozenset(), media=media)
    holds = frozenset(answer.purpose for answer in told.consent.held() if answer.holds(today))
    return Support(
        testimony=True, pseudonym=told.pseudonym, withdrawn=told.withdrawn_at is not None, consents=holds, media=media
    )


def orders_about(acting: Acting, *, places: Iterable[str], acts: Iterable[str]) -> list[OrderLine]:
    """Return the dated texts and practices that concern these communes (slugs) and these acts (codes), oldest first.

    Raises:
        Denied: no role that sees facts.
    """
    check(acting, Permission.SEE_FACTS)
    where, what = set(places), set(acts)
    if not where or not what:
        return []
    rows = Order.objects.filter(seen_by(acting, owner="organisation"), deleted_at=None, act_types__in=what)
    zones = {commune.zone for commune in communes() if commune.slug in where and commune.zone}
    rows = rows.filter(places__slug__in=where | zones)
    dated = rows.exclude(dated=None, in_force_from=None).select_related("organisation").distinct()
    lines = [
        OrderLine(
            row.id,
            row.kind,
            row.title,
            row.reference,
            row.authority,
            str(row.organisation),
            day,
            row.appeal_until,
        )
        for row in dated
        if (day := row.dated or row.in_force_from)
    ]
    return sorted(lines, key=lambda line: (line.day, line.id))
