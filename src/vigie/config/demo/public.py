"""The twelve real public events, as an external source linked to its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import yaml

from vigie.facts.api import (
    ActDraft,
    CircumstancesDraft,
    ForceDraft,
    ObservationDraft,
    Origin,
    StatementDraft,
    Verification,
)
from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.network.api import Audience

from .network import DATA

Row = dict[str, Any]


def public_events() -> Iterator[ObservationDraft]:
    """Yield the events of ``data/public_events.yaml``."""
    for row in yaml.safe_load((DATA / "public_events.yaml").read_text(encoding="utf-8")):
        yield ObservationDraft(
            _statement(row),
            CircumstancesDraft(
                mode=row.get("mode", ""),
                operation_type=row.get("operation", ""),
                basis_stated=(row["basis"],) if "basis" in row else (),
                aftermath=(row["aftermath"],) if "aftermath" in row else (),
            ),
            Origin.EXTERNAL,
            Audience.NETWORK,
            Verification.REVIEWED,
            external_url=row["url"],
            external_key=row["key"],
        )


def _statement(row: Row) -> StatementDraft:
    return StatementDraft(
        place=row["place"],
        date=FuzzyDate.day(row["day"]),
        time_from=_time(row.get("time_from")),
        time_to=_time(row.get("time_to")),
        acts=tuple(ActDraft(code) for code in row["acts"]),
        counts={unit: _count(value) for unit, value in {"persons": row["persons"], **row.get("counts", {})}.items()},
        forces=tuple(
            ForceDraft(code, _maybe(told.get("officers")), _maybe(told.get("vehicles")))
            for code, told in row.get("forces", {}).items()
        ),
        source_link="0404",
        summary=row["summary"],
    )


def _count(value: int | Row) -> Count:
    if isinstance(value, int):
        return Count.exactly(value)
    return Count(value.get("number"), Qualifier(value["qualifier"]))


def _maybe(value: int | Row | None) -> Count | None:
    return None if value is None else _count(value)


def _time(text: str | None) -> dt.time | None:
    return dt.time.fromisoformat(text) if text else None
