"""A PostgreSQL cluster of its own with two empty databases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOOL = Path(__file__).resolve().parent.parent.parent / "tools" / "with_postgres.py"
HOLD = "import os, sys; print(os.environ['DATABASE_URL'], flush=True); sys.stdin.read()"


@contextmanager
def two_databases() -> Iterator[tuple[str, str]]:
    """The addresses of two databases of one cluster, gone at the end."""
    known = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    with subprocess.Popen(
        [sys.executable, str(TOOL), sys.executable, "-c", HOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=known,
    ) as cluster:
        assert cluster.stdout is not None
        assert cluster.stdin is not None
        here = cluster.stdout.readline().strip()
        try:
            yield here, _second(here)
        finally:
            cluster.stdin.close()


def _second(here: str) -> str:
    import psycopg

    from vigie.config.databases import databases

    values = databases(here)["default"]
    with psycopg.connect(
        host=values["HOST"], user=values["USER"], dbname=values["NAME"], autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE deux")
    return here.rpartition("/")[0] + "/deux"
