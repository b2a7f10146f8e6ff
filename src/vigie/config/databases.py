"""Where rows are kept: SQLite in the data folder, or PostgreSQL by ``DATABASE_URL``; the practice world always apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from vigie.kernel.api import data_folder, practice_world

PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA secure_delete=FAST;"
)


def sqlite(path: Path) -> dict[str, Any]:
    """Return the settings of one SQLite file, set for several writers and for power cuts."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,  # to close the last connection of a file is to write its whole log back: not at each request
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS},
    }


def postgres(url: str) -> dict[str, Any]:
    """Return the settings of ``postgres://user:password@host:port/name``; host may be a socket folder, percent-encoded.

    Raises:
        ValueError: another kind of address.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL: postgres://...")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def databases(url: str | None) -> dict[str, dict[str, Any]]:
    """Return Django's ``DATABASES``: ``default`` for the base world, ``practice`` for the practice world."""
    base = postgres(url) if url else sqlite(data_folder() / "vigie.sqlite3")
    return {"default": base, "practice": sqlite(practice_world().folder / "vigie.sqlite3")}
