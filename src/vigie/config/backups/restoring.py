"""Bring a backup back. The copying needs no Django: it comes before the house can open."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from vigie.kernel.api import FILE_KEYS, FILES_FOLDER

from ..cli.words import _
from ..worldfile import WrongFolder
from ..worldfile import folder as data_folder
from . import layout


@dataclass(frozen=True, slots=True)
class Restored:
    """What a check after a restore found among sealed objects.

    ``erased`` were erased after the backup was made, and stay so; ``withdrawn`` testimonies no longer share what they told.
    ``files`` of people have a key; ``files_missing`` of them do not open with it.
    """

    sealed: int
    whole: int
    missing: int
    erased: int
    withdrawn: int
    files: int
    files_missing: int


def restore_backup(folder: Path, *, stamp: str | None) -> str:
    """Copy a backup into the empty data folder and return its stamp.

    The newest keystore goes with it, even to older rows: what was erased since stays erased.

    Raises:
        WrongFolder: no backup there, no such stamp, or the data folder is not empty.
    """
    known = layout.stamps(folder)
    if not (folder / layout.MARK).exists() or not known:
        raise WrongFolder(_("Le dossier %(folder)s ne contient pas de sauvegarde complète.") % {"folder": folder})
    chosen = stamp or known[-1]
    if chosen not in known:
        raise WrongFolder(
            _("Il n’y a pas de sauvegarde %(stamp)s. Il y a : %(known)s.")
            % {"stamp": chosen, "known": ", ".join(known)}
        )
    target = data_folder()
    if target.exists() and any(target.iterdir()):
        raise WrongFolder(_("Le dossier %(folder)s n’est pas vide. Rien n’a été touché.") % {"folder": target})
    state = folder / layout.STATES / chosen
    if not (state / layout.ROWS_SQLITE).exists():
        _load_postgres(state / layout.ROWS_POSTGRES)  # first: a refusal leaves the data folder empty
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    _copy(folder, state, target)
    return chosen


def _copy(folder: Path, state: Path, target: Path) -> None:
    if (folder / layout.BODIES).exists():
        shutil.copytree(folder / layout.BODIES, target / layout.VAULT)
    newest = layout.header_stamps(folder)[-1]
    shutil.copy2(folder / layout.HEADERS / f"{newest}.sqlite3", target / layout.KEYSTORE)
    _copy_files(folder, target)
    shutil.copytree(state / layout.SECRETS, target / layout.SECRETS)
    if (state / layout.ROWS_SQLITE).exists():
        shutil.copy2(state / layout.ROWS_SQLITE, target / layout.ROWS_SQLITE)
    shutil.copy2(state / layout.WORLD, target / layout.WORLD)


def _copy_files(folder: Path, target: Path) -> None:
    """Bring people's files back with their newest keys; a backup made before there were any holds none."""
    known = layout.header_stamps(folder, layout.KEYS)
    if known:
        shutil.copy2(folder / layout.KEYS / f"{known[-1]}.sqlite3", target / FILE_KEYS)
    if (folder / layout.FILES).exists():
        shutil.copytree(folder / layout.FILES, target / FILES_FOLDER)


def _load_postgres(dump: Path) -> None:
    """Load a dump into the database of ``DATABASE_URL``.

    Raises:
        WrongFolder: no such database is named, no tool, or it refused.
    """
    tool, url = shutil.which("pg_restore"), os.environ.get("DATABASE_URL")
    if tool is None or not url:
        raise WrongFolder(
            _("Cette sauvegarde vient de PostgreSQL : donnez DATABASE_URL et installez postgresql-client.")
        )
    parts = urlsplit(url)
    options = [
        "--no-owner",
        "--single-transaction",
        "-h",
        unquote(parts.hostname or ""),
        "-U",
        unquote(parts.username or ""),
        "-d",
        parts.path[1:],
    ]
    if parts.port:
        options += ["-p", str(parts.port)]
    environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
    run = subprocess.run(  # noqa: S603 -- our own arguments
        [tool, *options, str(dump)], check=False, env=environment, capture_output=True
    )
    if run.returncode:
        raise WrongFolder(_("PostgreSQL a refusé la sauvegarde : la base doit être vide."))


def verify_restored() -> Restored:
    """Erase again what was erased since, then check that every other sealed object has a readable header and its body."""
    from vigie.kernel.api import check_files, now  # noqa: PLC0415 -- the house opens only once its files are there
    from vigie.vault.api import verify_openable  # noqa: PLC0415

    from .replaying import replay  # noqa: PLC0415

    again = replay(now=now())
    found = verify_openable(limit=1_000_000)
    whole = found.checked - len(found.damaged)
    files = check_files()
    return Restored(
        found.checked,
        whole,
        len(found.damaged),
        again.erased,
        again.withdrawn,
        files.checked,
        len(files.damaged),
    )
