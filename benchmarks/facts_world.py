"""A house full of facts, for measures: some recorded as people do, the others copied from them by the database itself.

Six associations: the reader's own records four facts in ten, a partner and three peers of the network share most of theirs,
a stranger shares none with the reader. One date in ten is vague.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model

    from vigie.facts.api import ObservationDraft
    from vigie.kernel.api import FuzzyDate
    from vigie.network.api import Acting

NOW = dt.datetime(2018, 1, 16, 7, 30, tzinfo=dt.UTC)
RANK = "(({rank} >> 45) << 45) + ((({rank} >> 30) & 32767) << 30) + ({n} << 15) + (({rank} >> 15) & 32767)"
"""The rank of a copy: its id is the first three characters of the first one's, three of its own, and the rest."""
BASE = 5_000
"""How many facts are recorded one by one before the database copies them."""
SHARES = {"banc": 0.4, "partenaire": 0.15, "voisine": 0.1, "digue": 0.1, "phare": 0.1, "etrangere": 0.15}
PLACES = ("calais", "calais", "calais", "marck", "grande-synthe", "loon-plage", "norrent-fontes", "dieppe")
ACTS = ("EXP01", "EXP03", "BIE01", "BIE02", "CTR01", "CTR03", "VIO02", "VIO05", "ACC02", "OBS01", "OBS02")
RARE_ACT = "VIO07"
FORCES = ("CRS", "PN", "GM", "PAF", "NETTOYAGE", "HUISSIER")
SENTENCES = (
    "Tentes emportées par l'équipe de nettoyage, affaires restées à l'intérieur.",
    "Le point d'eau est coupé depuis deux jours.",
    "Les personnes ont été réveillées à l'aube et repoussées vers la route.",
    "Un périmètre empêche les bénévoles d'approcher.",
    "Couvertures mouillées, sacs de couchage jetés dans la benne.",
)


def open_house(folder: Path) -> None:
    """Make an empty house in a folder, or in the empty database that ``DATABASE_URL`` names."""
    os.environ.update(
        VIGIE_DATA=str(folder),
        VIGIE_WORLD="demo",
        VIGIE_NOW=NOW.isoformat(),
        DJANGO_SETTINGS_MODULE="vigie.config.settings",
    )
    import django

    django.setup()
    from vigie.config.preparing import prepare

    prepare()


def reader() -> Acting:
    """Return who reads: the house acting for the first association."""
    from vigie.network.api import acting_system

    return acting_system(organisation="banc", day=NOW.date())


def fill(number: int) -> None:
    """Put that many facts in the house and say how long it took."""
    started = time.perf_counter()
    _associations()
    base = min(number, BASE)
    _record(base)
    recorded = time.perf_counter()
    print(f"{base} facts recorded in {recorded - started:.0f} s", flush=True)
    if number > base:
        _copy(number // base - 1)
        print(f"{number // base * base} facts after {time.perf_counter() - started:.0f} s", flush=True)
    _settle()


def _associations() -> None:
    from vigie.network.models import Agreement, NetworkMembership, Organisation

    begun = dt.date(2010, 1, 1)
    rows = {slug: Organisation.objects.create(slug=slug, name=slug, uses_vigie=True, invented=True) for slug in SHARES}
    network = Organisation.objects.create(slug="reseau", name="Réseau", invented=True)
    for slug in ("banc", "voisine", "digue", "phare"):
        NetworkMembership.objects.create(network=network, member=rows[slug], starts=begun)
    agreement = Agreement.objects.create(title="Accord", starts=begun, signed_on=begun)
    agreement.organisations.set([rows["banc"], rows["partenaire"]])


def _record(number: int) -> None:
    from vigie.facts import api
    from vigie.network.api import acting_system

    draw = random.Random(2018)
    for slug, share in SHARES.items():
        acting = acting_system(organisation=slug, day=NOW.date())
        api.record_many(acting=acting, drafts=list(_drafts(draw, int(number * share))), import_id="banc", now=NOW)


def _drafts(draw: random.Random, number: int) -> Iterator[ObservationDraft]:
    from vigie.facts import api
    from vigie.kernel.api import Count
    from vigie.network.api import Audience

    audiences = (Audience.OWNER, *[Audience.PARTNERS] * 2, *[Audience.NETWORK] * 7)
    for n in range(number):
        acts = draw.sample(ACTS, 2) if n % 200 else [RARE_ACT]
        statement = api.StatementDraft(
            place=draw.choice(PLACES),
            date=_date(draw),
            acts=tuple(api.ActDraft(code) for code in acts),
            counts={"persons": Count.exactly(draw.randrange(1, 90)), "tents": Count.exactly(draw.randrange(30))},
            forces=(api.ForceDraft(draw.choice(FORCES)),),
            summary=draw.choice(SENTENCES),
        )
        yield api.ObservationDraft(
            statement,
            circumstances=api.CircumstancesDraft(mode="officiel" if n % 200 == 7 else "direct_complet"),
            origin=api.Origin.IMPORT,
            audience=draw.choice(audiences),
            verification=api.Verification.RAW if n % 50 == 0 else api.Verification.REVIEWED,
            external_key=str(n),
            invented=True,
        )


def _date(draw: random.Random) -> FuzzyDate:
    from vigie.kernel.api import FuzzyDate

    day = NOW.date() - dt.timedelta(days=draw.randrange(2000))
    if draw.random() > 0.1:
        return FuzzyDate.day(day)
    vague = (FuzzyDate.month(day.year, day.month), FuzzyDate.month(day.year, day.month), FuzzyDate.year(day.year))
    made = draw.choice(vague)
    return made if made.end <= NOW.date() else FuzzyDate.day(day)


def _copy(times: int) -> None:
    """Copy every recorded fact that many times: the same days and words, other ids."""
    from django.db import connection, transaction

    from vigie.facts import models

    sqlite = connection.vendor == "sqlite"
    copied: tuple[type[Model], ...] = (
        models.Observation,
        models.Event,
        models.SourceStatement,
        models.Act,
        models.Force,
        models.Tally,
        models.SearchText,
    )
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-600000")
        hung = _unhang(cursor, [model._meta.db_table for model in copied]) if sqlite else []
        for model in copied:
            name = model._meta.db_table
            cursor.execute(f"CREATE TEMPORARY TABLE base_{name} AS SELECT * FROM {name}")
        for first in range(0, times, 10):
            with transaction.atomic():
                for n in range(first, min(first + 10, times)):
                    for model in copied:
                        cursor.execute(_copying(model, n))
        for sql in hung:
            cursor.execute(sql)


def _unhang(cursor: Any, tables: list[str]) -> list[str]:
    """Drop what SQLite keeps up to date with each row, and return what makes it again: at once is sooner than row by row."""
    cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')")
    found = [row for row in cursor.fetchall() if row[2] in tables and row[3]]
    for kind, name, _table, _sql in found:
        cursor.execute(f'DROP {kind} "{name}"')
    cursor.execute("INSERT INTO facts_search(facts_search) VALUES ('delete-all')")
    return [*[row[3] for row in found], "INSERT INTO facts_search(facts_search) VALUES ('rebuild')"]


def _digits(n: int) -> str:
    from vigie.facts.rules.rank import LETTERS

    return "".join(LETTERS[n // 32**place % 32] for place in (2, 1, 0))


def _copying(model: Any, n: int) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    mark = _digits(n)
    ids = {"id", "statement_id", "event_id", "observation_id"}
    said = []
    for column in columns:
        if column == "rank" or (column == "id" and model.__name__ == "SearchText"):
            said.append(RANK.format(rank=column, n=n))
        elif column in ids:
            said.append(f"substr({column}, 1, 3) || '{mark}' || substr({column}, 4, 14)")
        elif column == "external_key":
            said.append(f"external_key || '-{n}'")
        else:
            said.append(f'"{column}"')
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(said)} FROM base_{model._meta.db_table}"


def _settle() -> None:
    """Leave the database as a house that has run for a while: its log written back, its statistics known."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM ANALYZE")
    connection.close()
