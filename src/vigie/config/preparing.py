"""Make a data folder ready to serve: tables in both worlds, the cache, the reference data."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections

from vigie.cases.api import load_bodies
from vigie.facts.api import load_vocabulary
from vigie.kernel.api import now, practice_world, practising
from vigie.network.api import load_reference

from .catalogues import compile_catalogues
from .workshop import fill_workshop

WORLDS = ("default", "practice")


def prepare() -> None:
    """Bring tables and reference data up to date in the base world and in the practice world. Idempotent.

    In a new folder both begin alike: the second one is copied from the first, which spares making it all twice.
    """
    compile_catalogues()
    practice_world().folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    alike = all(_is_new(database) for database in WORLDS)
    _migrate("default")
    load_all()
    if alike:
        _copy_to_practice()
    else:
        _migrate("practice")
        with practising():
            load_all()
    with practising():
        fill_workshop(now=now())


def _migrate(database: str) -> None:
    call_command("migrate", database=database, verbosity=0, interactive=False)
    call_command("createcachetable", database=database, verbosity=0)


def _is_new(database: str) -> bool:
    """Say whether a world is an SQLite file in which nothing was ever made."""
    connection = connections[database]
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def _copy_to_practice() -> None:
    """Copy the tables and reference data of the base world, in which there is nothing else yet."""
    for database in WORLDS:
        connections[database].ensure_connection()
    connections["default"].connection.backup(connections["practice"].connection)


def load_all() -> None:
    """Load the reference data of the current world."""
    moment = now()
    load_reference(now=moment)
    load_vocabulary(now=moment)
    load_bodies(now=moment)
