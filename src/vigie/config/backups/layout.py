"""How a backup folder is laid out.

    <folder>/vigie-sauvegarde.json      which world, which format
    <folder>/etats/<stamp>/             rows, secrets and which world they are of; one folder per backup
    <folder>/en-tetes/<stamp>.sqlite3   the keystore; kept 14 days, so that what was erased stays erased
    <folder>/corps/ab/<name>            sealed bodies; they only add up, and open nothing without their header
    <folder>/cles/<stamp>.sqlite3       the keys of people's files; kept 14 days too
    <folder>/fichiers/ab/<name>         people's files, encrypted; they only add up, and open nothing without their key

Rows are copied first, then headers, then bodies: they were written in the opposite order, so every row that was copied
finds its header and its body.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

MARK = "vigie-sauvegarde.json"
STATES = "etats"
HEADERS = "en-tetes"
BODIES = "corps"
KEYS = "cles"
FILES = "fichiers"
ROWS_SQLITE = "vigie.sqlite3"
ROWS_POSTGRES = "vigie.dump"
KEYSTORE = "keystore.sqlite3"
SECRETS = "secrets"
VAULT = "vault"
WORLD = "world.json"
FORMAT = 1
HEADERS_KEPT = dt.timedelta(days=14)
"""The erasure horizon: after it no backup opens what was erased (security study, B2)."""

_STAMP = re.compile(r"\d{8}T\d{6}Z")


def stamp_of(now: dt.datetime) -> str:
    """Return the name of a backup made now."""
    return now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def moment_of(stamp: str) -> dt.datetime:
    """Return when a backup was made."""
    return dt.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)


def stamps(folder: Path) -> list[str]:
    """Return the complete backups of a folder, oldest first."""
    states = folder / STATES
    names = (p.name for p in states.iterdir()) if states.is_dir() else ()
    return sorted(name for name in names if _STAMP.fullmatch(name))


def header_stamps(folder: Path, kind: str = HEADERS) -> list[str]:
    """Return the keystores of a folder, or with ``KEYS`` its stores of file keys, oldest first."""
    names = (p.stem for p in (folder / kind).glob("*.sqlite3"))
    return sorted(name for name in names if _STAMP.fullmatch(name))
