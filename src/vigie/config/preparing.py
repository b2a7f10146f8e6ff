"""Make a data folder ready to serve: tables in both worlds, the cache, the reference data."""

from __future__ import annotations

from django.core.management import call_command

from vigie.cases.api import load_bodies
from vigie.facts.api import load_vocabulary
from vigie.kernel.api import now, practice_world, practising
from vigie.network.api import load_reference

from .catalogues import compile_catalogues
from .workshop import fill_workshop


def prepare() -> None:
    """Bring tables and reference data up to date in the base world and in the practice world. Idempotent."""
    compile_catalogues()
    practice_world().folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for database in ("default", "practice"):
        call_command("migrate", database=database, verbosity=0, interactive=False)
        call_command("createcachetable", database=database, verbosity=0)
    load_all()
    with practising():
        load_all()
        fill_workshop(now=now())


def load_all() -> None:
    """Load the reference data of the current world."""
    moment = now()
    load_reference(now=moment)
    load_vocabulary(now=moment)
    load_bodies(now=moment)
