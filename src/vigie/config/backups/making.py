"""Make a backup while the house runs."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connections

from vigie.journal.api import record
from vigie.kernel.api import FILES_FOLDER, Invalid, atomic, copy_file_keys, world
from vigie.vault.api import copy_keystore

from . import layout


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: bodies, headers and people's files in all, bytes newly written."""

    stamp: str
    bodies: int
    headers: int
    files: int
    size: int


def make_backup(folder: Path, *, now: dt.datetime) -> Backup:
    """Add a backup to a folder, making it when there is none; the practice world, which holds nothing real, stays out.

    Raises:
        Invalid: the folder is a backup of another world, or holds something else.
    """
    _claim(folder)
    stamp = layout.stamp_of(now)
    state = folder / layout.STATES / stamp
    unfinished = state.with_name(stamp + ".inacheve")
    unfinished.mkdir(mode=0o700, parents=True)
    _copy_rows(unfinished)
    shutil.copytree(world().folder / layout.SECRETS, unfinished / layout.SECRETS)
    shutil.copy2(world().folder / layout.WORLD, unfinished / layout.WORLD)
    headers = _copy_headers(folder, stamp, now)
    bodies, size = _copy_bodies(world().folder / layout.VAULT, folder / layout.BODIES)
    files = _copy_file_keys(folder, stamp, now)
    size += _copy_bodies(world().folder / FILES_FOLDER, folder / layout.FILES)[1]
    size += sum(p.stat().st_size for p in unfinished.rglob("*") if p.is_file())
    unfinished.rename(state)
    with atomic():
        record(acting=None, verb="config.backed_up", kind="backup", object_id=stamp, now=now, detail={"bodies": bodies})
    return Backup(stamp, bodies, headers, files, size)


def _claim(folder: Path) -> None:
    mark = folder / layout.MARK
    name = world().name
    if mark.exists():
        if json.loads(mark.read_text(encoding="utf-8"))["world"] != name:
            raise Invalid("config.backup_of_another_world", folder=str(folder))
        return
    if folder.exists() and any(folder.iterdir()):
        raise Invalid("config.backup_folder_taken", folder=str(folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.write_text(json.dumps({"world": name, "format": layout.FORMAT}) + "\n", encoding="utf-8")


def _copy_rows(state: Path) -> None:
    connection = connections[world().database]
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(str(connection.settings_dict["NAME"])), state / layout.ROWS_SQLITE)
    else:
        _dump_postgres(connection.settings_dict, state / layout.ROWS_POSTGRES)


def _copy_sqlite(source: Path, target: Path) -> None:
    """Copy with SQLite's own online backup: writers go on meanwhile."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=2000)
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def _dump_postgres(values: dict[str, object], target: Path) -> None:
    """Copy with ``pg_dump``, in one snapshot.

    Raises:
        Invalid: ``pg_dump`` is not installed, or refused.
    """
    tool = shutil.which("pg_dump")
    if tool is None:
        raise Invalid("config.no_pg_dump")
    options = ["-Fc", "-f", str(target), "-h", str(values["HOST"]), "-U", str(values["USER"])]
    if values["PORT"]:
        options += ["-p", str(values["PORT"])]
    environment = {**os.environ, "PGPASSWORD": str(values["PASSWORD"])}
    run = subprocess.run(  # noqa: S603 -- our own arguments
        [tool, *options, str(values["NAME"])], check=False, env=environment, capture_output=True
    )
    if run.returncode:
        raise Invalid("config.pg_dump_failed")
    target.chmod(0o600)


def _copy_headers(folder: Path, stamp: str, now: dt.datetime) -> int:
    """Copy the keystore and drop the copies past the erasure horizon."""
    (folder / layout.HEADERS).mkdir(mode=0o700, exist_ok=True)
    target = folder / layout.HEADERS / f"{stamp}.sqlite3"
    copy_keystore(target)
    _drop_past_horizon(folder, layout.HEADERS, now)
    with closing(sqlite3.connect(target)) as copy:
        return int(copy.execute("SELECT count(*) FROM headers").fetchone()[0])


def _copy_file_keys(folder: Path, stamp: str, now: dt.datetime) -> int:
    """Copy the keys of people's files, drop the copies past the horizon, and return how many files can be opened."""
    (folder / layout.KEYS).mkdir(mode=0o700, exist_ok=True)
    count = copy_file_keys(folder / layout.KEYS / f"{stamp}.sqlite3")
    _drop_past_horizon(folder, layout.KEYS, now)
    return count


def _drop_past_horizon(folder: Path, kind: str, now: dt.datetime) -> None:
    for old in layout.header_stamps(folder, kind):
        if now - layout.moment_of(old) > layout.HEADERS_KEPT:
            (folder / kind / f"{old}.sqlite3").unlink()


def _copy_bodies(source: Path, target: Path) -> tuple[int, int]:
    """Add the bodies the backup does not hold yet; return how many there are and the bytes added."""
    count = size = 0
    for body in sorted(source.glob("??/*")):
        count += 1
        copy = target / body.parent.name / body.name
        if copy.exists() and copy.stat().st_size == body.stat().st_size:
            continue
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = copy.with_name(copy.name + ".inacheve")
        shutil.copy2(body, partial)
        partial.rename(copy)
        size += body.stat().st_size
    return count, size
