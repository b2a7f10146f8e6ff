"""The shared values of a statement as plain JSON: what a revision keeps, and what an edit compares field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier
from vigie.network.api import Audience

from .drafts import ActDraft, CircumstancesDraft, ForceDraft, InvolvementDraft, StatementDraft

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field two people changed: what it was, what is there now, what one wants. Plain JSON values."""

    name: str
    base: Any
    theirs: Any
    mine: Any


def to_plain(content: StatementDraft, circumstances: CircumstancesDraft | None, audience: Audience) -> Plain:
    """Return the values as JSON, lists in a fixed order so that equal contents are equal."""
    plain: Plain = {
        "place": content.place,
        "date": [content.date.start.isoformat(), content.date.end.isoformat(), content.date.precision.value],
        "time_from": content.time_from.isoformat("minutes") if content.time_from else "",
        "time_to": content.time_to.isoformat("minutes") if content.time_to else "",
        "site": content.site,
        "source_link": content.source_link,
        "reliability": content.reliability,
        "summary": content.summary,
        "acts": sorted((_act(a) for a in content.acts), key=lambda a: str(a["code"])),
        "forces": sorted((_force(f) for f in content.forces), key=lambda f: str(f["code"])),
        "counts": {unit: _count(n) for unit, n in sorted(content.counts.items())},
        "audience": audience.value,
    }
    return plain | (_circumstances(circumstances) if circumstances else {})


def from_plain(plain: Mapping[str, Any]) -> tuple[StatementDraft, CircumstancesDraft | None, Audience]:
    """Return what ``to_plain`` was given."""
    start, end, precision = plain["date"]
    content = StatementDraft(
        place=plain["place"],
        date=FuzzyDate(dt.date.fromisoformat(start), dt.date.fromisoformat(end), Precision(precision)),
        acts=tuple(_read_act(a) for a in plain["acts"]),
        counts={unit: _number(pair) for unit, pair in plain["counts"].items()},
        forces=tuple(
            ForceDraft(f["code"], _read_count(f["officers"]), _read_count(f["vehicles"])) for f in plain["forces"]
        ),
        site=plain["site"],
        time_from=_time(plain["time_from"]),
        time_to=_time(plain["time_to"]),
        source_link=plain["source_link"],
        reliability=plain["reliability"],
        summary=plain["summary"],
    )
    return content, _read_circumstances(plain) if "mode" in plain else None, Audience(plain["audience"])


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the fields that differ, in order."""
    return [name for name in after if before.get(name) != after[name]]


def merge(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> tuple[Plain, list[FieldConflict]]:
    """Put two people's changes together.

    Returns:
        The merged values, and the fields both changed differently: nothing of those is decided here.
    """
    wanted = changed_fields(base, mine)
    clashes = [n for n in wanted if theirs.get(n) != base.get(n) and theirs.get(n) != mine[n]]
    merged = dict(theirs) | {name: mine[name] for name in wanted if name not in clashes}
    return merged, [FieldConflict(n, base.get(n), theirs.get(n), mine[n]) for n in clashes]


def _count(count: Count | None) -> list[Any] | None:
    return [count.number, count.qualifier.value] if count else None


def _number(pair: list[Any]) -> Count:
    return Count(pair[0], Qualifier(pair[1]))


def _read_count(pair: list[Any] | None) -> Count | None:
    return _number(pair) if pair else None


def _time(text: str) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None


def _act(act: ActDraft) -> Plain:
    involved = sorted([i.force, i.degree] for i in act.involvements)
    return {"code": act.code, "count": _count(act.count), "methods": list(act.methods), "involved": involved}


def _read_act(plain: Plain) -> ActDraft:
    involved = tuple(InvolvementDraft(force, degree) for force, degree in plain["involved"])
    return ActDraft(plain["code"], _read_count(plain["count"]), tuple(plain["methods"]), involved)


def _force(force: ForceDraft) -> Plain:
    return {"code": force.code, "officers": _count(force.officers), "vehicles": _count(force.vehicles)}


def _circumstances(draft: CircumstancesDraft) -> Plain:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(draft).items()}


def _read_circumstances(plain: Mapping[str, Any]) -> CircumstancesDraft:
    values: dict[str, Any] = {name: plain[name] for name in CircumstancesDraft.__dataclass_fields__}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return CircumstancesDraft(**(values | lists))
