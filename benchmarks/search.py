"""Search and filter over 100,000 facts: a page of the list against the database's own scan of the same rows.

    python benchmarks/search.py [number of facts]

Makes a data folder of its own and throws it away. The limit beside each page is the bare SQL that finds the same fifty rows
and counts all of them, through the same indexes, with nobody's rights looked at and nothing to show. Aim: 95 % of pages under
100 ms.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

NOW = dt.datetime(2018, 1, 16, 7, 30, tzinfo=dt.UTC)
RUNS = 15
PLACES = ("calais", "calais", "calais", "marck", "grande-synthe", "loon-plage", "norrent-fontes", "dieppe")
ACTS = ("EXP01", "EXP03", "BIE01", "BIE02", "CTR01", "CTR03", "VIO02", "VIO05", "ACC02", "OBS01", "OBS02")
FORCES = ("CRS", "PN", "GM", "PAF", "NETTOYAGE", "HUISSIER")
SENTENCES = (
    "Tentes emportées par l'équipe de nettoyage, affaires restées à l'intérieur.",
    "Le point d'eau est coupé depuis deux jours.",
    "Les personnes ont été réveillées à l'aube et repoussées vers la route.",
    "Un périmètre empêche les bénévoles d'approcher.",
    "Couvertures mouillées, sacs de couchage jetés dans la benne.",
)
TOLD = "facts_sourcestatement s"
WRITTEN = f"facts_search f JOIN facts_searchtext t ON t.id = f.rowid JOIN {TOLD} ON s.id = t.statement_id"
SHOWN = "s.deleted_at IS NULL"
QUERIES: dict[str, tuple[dict[str, object], str]] = {
    "everything": ({}, f"SELECT s.id FROM {TOLD} WHERE {SHOWN}"),
    "one commune": (
        {"communes": ("marck",)},
        f"SELECT s.id FROM {TOLD} JOIN network_place p ON p.id = s.place_id WHERE p.slug = 'marck' AND {SHOWN}",
    ),
    "one month": (
        {"since": dt.date(2017, 12, 1), "until": dt.date(2017, 12, 31)},
        f"SELECT s.id FROM {TOLD} WHERE s.start BETWEEN '2017-12-01' AND '2017-12-31' AND {SHOWN}",
    ),
    "one act": (
        {"acts": ("VIO02",)},
        f"SELECT s.id FROM {TOLD} JOIN facts_act a ON a.statement_id = s.id WHERE a.act_type_id = 'VIO02' AND {SHOWN}",
    ),
    "rare words": (
        {"text": "benevoles perimetre dieppe"},
        f"SELECT s.id FROM {WRITTEN} WHERE facts_search MATCH 'benevol AND perimetr AND diepp' AND {SHOWN}",
    ),
    "common words": (
        {"text": "calais tente"},
        f"SELECT s.id FROM {WRITTEN} WHERE facts_search MATCH 'calais AND tent' AND {SHOWN}",
    ),
}


def open_house(folder: Path) -> None:
    """Make an empty house in a folder."""
    os.environ.pop("DATABASE_URL", None)
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


def fill(number: int) -> object:
    """Record that many facts of one association and return who recorded them."""
    from vigie.facts import api
    from vigie.network.api import acting_system
    from vigie.network.models import Organisation

    Organisation.objects.create(slug="banc", name="Banc d'essai", uses_vigie=True, invented=True)
    acting = acting_system(organisation="banc", day=NOW.date())
    draw = random.Random(2018)
    started = time.perf_counter()
    for start in range(0, number, 10_000):
        drafts = list(_drafts(draw, start, min(start + 10_000, number)))
        api.record_many(acting=acting, drafts=drafts, import_id="banc", now=NOW)
    print(f"{number} facts recorded in {time.perf_counter() - started:.0f} s")
    return acting


def _drafts(draw: random.Random, first: int, last: int) -> Iterator[object]:
    from vigie.facts import api
    from vigie.kernel.api import Count, FuzzyDate

    for n in range(first, last):
        day = NOW.date() - dt.timedelta(days=draw.randrange(2000))
        statement = api.StatementDraft(
            place=draw.choice(PLACES),
            date=FuzzyDate.day(day),
            acts=tuple(api.ActDraft(code) for code in draw.sample(ACTS, 2)),
            counts={"persons": Count.exactly(draw.randrange(1, 90)), "tents": Count.exactly(draw.randrange(30))},
            forces=(api.ForceDraft(draw.choice(FORCES)),),
            summary=draw.choice(SENTENCES),
        )
        yield api.ObservationDraft(statement, origin=api.Origin.IMPORT, external_key=str(n), invented=True)


def timed(work: Callable[[], object]) -> list[float]:
    """Return the milliseconds of each run, the first one left out."""
    work()
    spent = []
    for _ in range(RUNS):
        started = time.perf_counter()
        work()
        spent.append((time.perf_counter() - started) * 1000)
    return spent


def bare(sql: str) -> Callable[[], object]:
    """Return the limit: the same fifty rows and their number, straight from the database."""
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql}) found")
            total = cursor.fetchone()
            cursor.execute(f"{sql} ORDER BY s.start DESC, s.id DESC LIMIT 50")
            return total, cursor.fetchall()

    return run


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="vigie-banc-") as folder:
        open_house(Path(folder))
        acting = fill(number)
        from vigie.facts import api

        print(f"{'filter':<14}{'rows':>8}{'page ms':>10}{'p95 ms':>10}{'bare ms':>10}{'ratio':>8}")
        for name, (where, sql) in QUERIES.items():
            wanted = api.FactFilter(**where)  # type: ignore[arg-type]
            rows = api.page(acting, wanted).total  # type: ignore[arg-type]
            page = timed(lambda wanted=wanted: api.page(acting, wanted))  # type: ignore[misc, arg-type]
            limit = statistics.median(timed(bare(sql)))
            median, p95 = statistics.median(page), statistics.quantiles(page, n=20)[-1]
            print(f"{name:<14}{rows:>8}{median:>10.1f}{p95:>10.1f}{limit:>10.1f}{median / limit:>8.1f}")


if __name__ == "__main__":
    main()
