"""The tables of an empty house, made once by the migrations and copied wherever a test needs them.

Making them takes half a minute of processor, and every worker, every live house and every world asks for the same
ones. They rest beside the environment, and are made anew when a migration or a pinned library changes.

``python -m tests.tables FILE`` makes them, in a process where nothing of the harness is set.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(sys.prefix) / ".tables"
OURS = ("VIGIE_", "DATABASE_URL", "DJANGO_", "PYTEST_")


def made() -> Path:
    """Return the SQLite file of an empty house, migrated; make it if it is missing or of another day."""
    KEPT.mkdir(exist_ok=True)
    file = KEPT / f"{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            _make(file)
    return file


def pour_into(connection: sqlite3.Connection) -> None:
    """Replace what an open database holds with the tables of an empty house."""
    source = sqlite3.connect(f"file:{made()}?mode=ro", uri=True)
    try:
        source.backup(connection)
    finally:
        source.close()


def _digest() -> str:
    """Return what the tables depend on: our migrations, and the pinned libraries that bring theirs."""
    read = [*sorted(ROOT.glob("src/vigie/*/migrations/*.py")), ROOT / "requirements/base.txt", Path(__file__)]
    parts = [path.name.encode() + path.read_bytes() for path in read]
    return hashlib.sha256(b"\0".join([*parts, sqlite3.sqlite_version.encode()])).hexdigest()[:20]


def _make(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.tables", str(file)],
            check=True,
            cwd=ROOT,
            env={**plain, "VIGIE_DATA": folder, "DJANGO_SETTINGS_MODULE": "vigie.config.settings"},
        )


def _write(file: Path) -> None:
    """Migrate a house of its own, then write its tables to ``file``, which appears whole or not at all."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    unfinished = file.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    with sqlite3.connect(unfinished) as written:
        written.execute("PRAGMA journal_mode=DELETE")  # a database in memory has no log written ahead
    written.close()
    unfinished.replace(file)


if __name__ == "__main__":
    _write(Path(sys.argv[1]))
