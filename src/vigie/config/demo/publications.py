"""Two quotes and three invented bulletins: written by one, signed by two others, published in order, each in its own time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import yaml

from vigie.cases.api import Chosen, choose_quote, open_told
from vigie.kernel.api import PARIS
from vigie.network.api import Acting
from vigie.publication.api import (
    Around,
    Written,
    candidates,
    publish,
    read_quote,
    readable,
    sign,
    start,
    submit,
    usable_quotes,
    write,
)

from .dossiers import Stage
from .mailbag import clock_at
from .network import DATA

Row = dict[str, Any]
ZONE = "calaisis"
WRITER, SIGNERS = "communication", ("coordination", "administration")
PUBLISHED_ON, HOUR = 8, 10
"""Day of the following month on which a bulletin goes out: the delay of most facts is over."""
USABLE = dt.timedelta(days=180)


def publish_bulletins(stage: Stage) -> list[str]:
    """Put the quotes in the bank, publish the last three finished months of the Calaisis, and return the publications."""
    rows: Row = yaml.safe_load((DATA / "publications.yaml").read_text(encoding="utf-8"))
    for row in rows["quotes"]:
        _quote(stage, row)
    told = zip(_months(stage.day(0)), rows["bulletins"], strict=True)
    return [_bulletin(stage, month, row["words"], rows["facts"]) for month, row in told]


def _quote(stage: Stage, row: Row) -> None:
    """Open the testimony, choose a passage, have a second person read it."""
    statement = stage.statements[row["key"]]
    by, now = stage.acting(SIGNERS[0], row["chosen"]), stage.at(row["chosen"])
    opened = open_told(
        acting=by,
        unlocked=stage.unlocked(SIGNERS[0]),
        statement=statement,
        motive="Choisir une citation pour le bulletin",
        now=now,
    )
    around = Around(
        pseudonym=row["key"].capitalize(),
        translations=row["translations"],
        translator=row["translator"],
        checked_by=row["checked_by"],
        until=(now + USABLE).astimezone(PARIS).date(),
    )
    chosen = Chosen(row["text"], row["language"], around)
    made = choose_quote(acting=by, statement=statement, told=opened, chosen=chosen, now=now)
    reader = stage.acting(SIGNERS[1], row["read"])
    read_quote(acting=reader, quote_id=made, agreed=True, now=stage.at(row["read"]))


def _months(day: dt.date) -> list[dt.date]:
    """Return the first day of each of the last three finished months, oldest first."""
    found: list[dt.date] = []
    first = day.replace(day=1)
    for _step in range(3):
        first = (first - dt.timedelta(days=1)).replace(day=1)
        found.insert(0, first)
    return found


def _bulletin(stage: Stage, month: dt.date, words: Row, sentences: list[Row]) -> str:
    following = (month + dt.timedelta(days=31)).replace(day=PUBLISHED_ON)
    now = min(stage.now, dt.datetime.combine(following, dt.time(HOUR), PARIS))
    day = now.astimezone(PARIS).date()
    writer = stage.cast.acting(WRITER, day)
    with clock_at(now):
        made = start(acting=writer, month=f"{month:%Y-%m}", zone=ZONE, now=now)
        quotes = [quote.id for quote in usable_quotes(writer, month=month, zone=ZONE, today=day)]
        facts = _facts(writer, made, sentences, now)
        write(acting=writer, bulletin_id=made, written=Written(words, facts, quotes), now=now)
        frozen = submit(acting=writer, bulletin_id=made, now=now)
        for username in SIGNERS:
            signer = stage.cast.acting(username, day)
            sign(acting=signer, bulletin_id=made, content_hash=frozen, agreed=True, now=now)
        return publish(acting=writer, bulletin_id=made, now=now)


def _facts(writer: Acting, bulletin: str, sentences: list[Row], now: dt.datetime) -> dict[str, dict[str, str]]:
    """Return, for each sentence, the first fact of the month that it tells."""
    offered = candidates(writer, readable(writer, bulletin), now=now)
    found: dict[str, dict[str, str]] = {}
    for row in sentences:
        told = (c for c in offered if c.place == row["place"] and set(c.acts) == set(row["acts"]) and c.observed)
        fact = next((c.statement for c in told if c.statement not in found), "")
        if fact:
            found[fact] = {"fr": row["fr"], "en": row["en"]}
    return found
