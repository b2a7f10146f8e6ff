"""Look for events that may be one, each time a report is recorded or changed. A person decides."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from ..models import Act, LinkProposal, SourceStatement, Tally
from ..rules.likeness import WIDEST_DAYS, Likeness, Sketch, likeness

MOST = 5
"""Proposals made for one event: more would not be read."""
CHUNK = 500
MANY = 5_000
"""Events looked at together: their neighbours are read once for all of them."""
Pair = tuple[str, str]


def propose(event_ids: Sequence[str]) -> None:
    """Write the proposals of events anew. What a person has decided stays decided."""
    for start in range(0, len(event_ids), MANY):
        _propose(event_ids[start : start + MANY])


def _propose(event_ids: Sequence[str]) -> None:
    wanted = set(event_ids)
    mine = SourceStatement.objects.filter(event_id__in=wanted, deleted_at=None)
    found = _best(wanted, [*_sketches(mine), *_sketches(_near(mine).exclude(event_id__in=wanted))])
    rows = [
        LinkProposal(first_id=first, second_id=second, score=alike.score, reasons=list(alike.reasons))
        for (first, second), alike in found.items()
    ]
    LinkProposal.objects.bulk_create(rows, ignore_conflicts=True)


def _near(mine: QuerySet[SourceStatement]) -> QuerySet[SourceStatement]:
    """Return the statements that may share a place and a day with these; not the other rows of the same table."""
    spans = list(mine.values_list("place_id", "start", "end", "observation__import_id"))
    days = {
        start + dt.timedelta(days=n)
        for _, start, end, _ in spans
        if (end - start).days < WIDEST_DAYS
        for n in range(1 - WIDEST_DAYS, (end - start).days + 1)
    }
    near = SourceStatement.objects.filter(place_id__in={s[0] for s in spans}, start__in=days, deleted_at=None)
    imports = {s[3] for s in spans}
    return near.exclude(observation__import_id__in=imports) if len(imports) == 1 and all(imports) else near


def _best(wanted: set[str], sketches: Iterable[Sketch]) -> dict[Pair, Likeness]:
    """Return the best likenesses of each wanted event."""
    by_day: dict[tuple[str, int], list[Sketch]] = defaultdict(list)
    for sketch in sketches:
        for day in _days(sketch):
            by_day[sketch.place, day].append(sketch)
    pairs: dict[Pair, Likeness] = {}
    for together in by_day.values():
        for one in (s for s in together if s.event in wanted):
            for other in together:
                alike = likeness(one, other)
                pair = (min(one.event, other.event), max(one.event, other.event))
                if alike and (pair not in pairs or alike.score > pairs[pair].score):
                    pairs[pair] = alike
    return _few(wanted, pairs)


def _few(wanted: set[str], pairs: dict[Pair, Likeness]) -> dict[Pair, Likeness]:
    taken: dict[str, int] = defaultdict(int)
    kept = {}
    for pair, alike in sorted(pairs.items(), key=lambda item: (-item[1].score, item[0])):
        if all(taken[event] < MOST for event in pair if event in wanted):
            kept[pair] = alike
            for event in pair:
                taken[event] += 1
    return kept


def _days(sketch: Sketch) -> range:
    """Return the days of a sketch, none when it is too vague to be compared."""
    first, last = sketch.date.start.toordinal(), sketch.date.end.toordinal()
    return range(first, last + 1) if last - first < WIDEST_DAYS else range(0)


def _sketches(statements: QuerySet[SourceStatement]) -> list[Sketch]:
    rows = list(statements.select_related("observation"))
    ids = [row.id for row in rows]
    families: dict[str, set[str]] = defaultdict(set)
    persons: dict[str, int] = {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        for statement, family in Act.objects.filter(statement_id__in=part).values_list(
            "statement_id", "act_type__family_id"
        ):
            families[statement].add(family)
        tallies = Tally.objects.filter(statement_id__in=part, unit="persons").exclude(number=None)
        persons |= {t: n for t, n in tallies.values_list("statement_id", "number") if n is not None}
    return [_sketch(row, frozenset(families[row.id]), persons.get(row.id)) for row in rows]


def _sketch(row: SourceStatement, families: frozenset[str], persons: int | None) -> Sketch:
    return Sketch(
        statement=row.id,
        event=row.event_id,
        owner=row.owner_id,
        source=row.observation_id or row.testimony_id or "",
        import_id=row.observation.import_id if row.observation else "",
        place=row.place_id,
        date=row.date,
        site=row.site_id or "",
        time=row.time_from,
        persons=persons,
        families=families,
    )
