"""Search and filter over many facts: a page of the list against the database's own scan of the same rows.

    python benchmarks/search.py [number of facts] [folder]

Makes a data folder of its own and throws it away, unless a folder is named: then it is filled once and kept. With
``DATABASE_URL``, in that empty PostgreSQL database. The limit beside each page is the bare SQL that finds fifty rows and counts
them as far as the page does, through the same indexes, with nobody's rights looked at and nothing to show.
Aim: 95 % of pages under 100 ms. ``cpu`` is the processor's time of this process alone: on a machine that works for others too,
it says more than the clock.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import facts_world

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

RUNS = 15
DAY = dt.date
TOLD = "facts_sourcestatement s"
FOUND = f"facts_search f JOIN {TOLD} ON s.rank = f.rowid"
WRITTEN = f"facts_searchtext t JOIN {TOLD} ON s.id = t.statement_id"
NEWEST = ("s.rank", TOLD, "TRUE")
FILTERS: dict[str, dict[str, object]] = {
    "everything": {},
    "one commune": {"communes": ("marck",)},
    "one zone": {"zones": ("calaisis",)},
    "one month": {"since": DAY(2017, 12, 1), "until": DAY(2017, 12, 31)},
    "an old month": {"since": DAY(2014, 2, 1), "until": DAY(2014, 2, 28)},
    "one act": {"acts": ("VIO02",)},
    "a rare act": {"acts": ("VIO07",)},
    "one family": {"families": ("EXP",)},
    "one force": {"forces": ("CRS",)},
    "a rare mode": {"modes": ("officiel",)},
    "to review": {"verifications": ("brut",)},
    "rare words": {"text": "benevoles perimetre dieppe"},
    "common words": {"text": "calais tente"},
    "four at once": {
        "text": "tentes",
        "acts": ("EXP01",),
        "communes": ("calais",),
        "since": DAY(2017, 1, 1),
        "until": DAY(2017, 12, 31),
    },
}
WORDS = {"rare words": "benevol AND perimetr AND diepp", "common words": "calais AND tent"}


def limit_of(name: str, *, sqlite: bool) -> str:
    """Return the bare SQL of a filter: the order of the list left out, nothing for those that have no plain equivalent."""
    if name in WORDS:
        if sqlite:
            return f"SELECT s.id, f.rowid AS rank FROM {FOUND} WHERE facts_search MATCH '{WORDS[name]}'"
        asked = WORDS[name].replace("AND", "&")
        return (
            f"SELECT s.id, s.rank FROM {WRITTEN} "
            f"WHERE to_tsvector('simple', t.words) @@ to_tsquery('simple', '{asked}')"
        )
    conditions = {
        "everything": "TRUE",
        "one commune": "s.place_id = (SELECT id FROM network_place WHERE slug = 'marck')",
        "one month": "s.start BETWEEN '2017-12-01' AND '2017-12-31'",
        "an old month": "s.start BETWEEN '2014-02-01' AND '2014-02-28'",
        "one act": "EXISTS (SELECT 1 FROM facts_act a WHERE a.statement_id = s.id AND a.act_type_id = 'VIO02')",
        "one force": "EXISTS (SELECT 1 FROM facts_force a WHERE a.statement_id = s.id AND a.code = 'CRS')",
        "to review": "s.verification = 'brut'",
    }
    if name not in conditions:
        return ""
    return f"SELECT s.id, s.rank FROM {TOLD} WHERE {conditions[name]} AND s.deleted_at IS NULL"


def timed(work: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each run by the clock and by the processor, the first one left out."""
    work()
    clock, processor = [], []
    for _ in range(RUNS):
        started, used = time.perf_counter(), time.process_time()
        work()
        clock.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return clock, processor


def bare(sql: str) -> Callable[[], object]:
    """Return the limit: fifty rows and their number, straight from the database."""
    from django.db import connection

    def run() -> object:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql} LIMIT 10001) found")
            total = cursor.fetchone()
            cursor.execute(f"{sql} ORDER BY rank DESC LIMIT 50")
            return total, cursor.fetchall()

    return run


def measure() -> None:
    """Print the table."""
    from django.db import connection

    from vigie.facts import api

    acting = facts_world.reader()
    print(f"{'filter':<14}{'rows':>9}{'best ms':>9}{'p95 ms':>9}{'cpu ms':>9}{'bare ms':>9}{'ratio':>8}")
    for name, where in FILTERS.items():
        wanted = api.FactFilter(**where)  # type: ignore[arg-type]
        found = api.page(acting, wanted)
        clock, processor = timed(lambda wanted=wanted: api.page(acting, wanted))  # type: ignore[misc]
        best, p95 = min(clock), statistics.quantiles(clock, n=20)[-1]
        rows = f"{'>' if found.more else ''}{found.total}"
        line = f"{name:<14}{rows:>9}{best:>9.1f}{p95:>9.1f}{min(processor):>9.1f}"
        if sql := limit_of(name, sqlite=connection.vendor == "sqlite"):
            limit = min(timed(bare(sql))[0])
            line += f"{limit:>9.1f}{best / limit:>8.1f}"
        print(line, flush=True)


def main() -> None:
    """Fill a house and measure it."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    kept: AbstractContextManager[str] = (
        nullcontext(sys.argv[2]) if len(sys.argv) > 2 else tempfile.TemporaryDirectory(prefix="vigie-banc-")
    )
    with kept as folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        facts_world.open_house(Path(folder))
        from vigie.facts.models import SourceStatement

        if not SourceStatement.objects.exists():
            facts_world.fill(number)
        measure()


if __name__ == "__main__":
    main()
