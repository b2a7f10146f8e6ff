"""Invented testimonies that were coded already: their words sealed, their facts shared as far as each person said."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from vigie.facts.api import (
    ActDraft,
    Answer,
    ConsentDraft,
    StatementDraft,
    TestimonyDraft,
    answers_to_plain,
    record_testimony,
)
from vigie.kernel.api import PARIS, Count, FuzzyDate, Qualifier, VaultRef
from vigie.network.api import Acting, acting_system
from vigie.vault.api import seal

from .network import DATA

Row = dict[str, Any]
LABEL = "message"
BETWEEN = dt.timedelta(days=2)
"""From what happened to the day somebody listened."""


def record_testimonies(*, now: dt.datetime) -> dict[str, str]:
    """Record every testimony of ``data/testimonies.yaml`` and return the statement of each by its key."""
    rows: list[Row] = yaml.safe_load((DATA / "testimonies.yaml").read_text(encoding="utf-8"))
    return {row["key"]: _record(row, now) for row in rows}


def _record(row: Row, now: dt.datetime) -> str:
    told_at = now - dt.timedelta(days=row["days_ago"]) + BETWEEN
    house = acting_system(organisation=row["organisation"], day=now.astimezone(PARIS).date())
    draft = TestimonyDraft(
        statements=(_statement(row, told_at),),
        pseudonym=row["pseudonym"],
        collected_on=told_at.astimezone(PARIS).date(),
        consent=ConsentDraft(_answers(row), language=row["language"]),
        language=row["language"],
        interpreter=row["interpreter"],
        age_band=row["age_band"],
        minor_stated=row.get("minor", False),
        sealed_ref=_sealed(row, house, told_at),
        invented=True,
    )
    return record_testimony(acting=house, draft=draft, now=told_at)[0]


def _sealed(row: Row, house: Acting, told_at: dt.datetime) -> VaultRef:
    return seal(organisation=house.organisation, data=row["narrative"].encode(), label=LABEL, now=told_at)


def _statement(row: Row, told_at: dt.datetime) -> StatementDraft:
    return StatementDraft(
        place=row["place"],
        date=FuzzyDate.day((told_at - BETWEEN).astimezone(PARIS).date()),
        acts=tuple(ActDraft(code) for code in row["acts"]),
        counts={unit: Count(number, Qualifier.MIN) for unit, number in row["counts"].items()},
        source_link="0101",
        reliability="02",
        summary=row["summary"],
    )


def _answers(row: Row) -> tuple[Answer, ...]:
    said = set(row["agreed"])
    plain = answers_to_plain(count="count" in said, lawyer="lawyer" in said, quote="quote" in said)
    return (*plain, *(Answer(f"body:{code}", granted=True) for code in row["bodies"]))
