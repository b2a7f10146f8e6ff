"""What is wrong with an installation, in plain words, and what to do about it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from vigie.journal.api import last_time
from vigie.kernel.api import FILE_KEYS, WorldName, check_files, world
from vigie.network.api import organisations
from vigie.publication.api import verify_chain
from vigie.vault.api import key_state, proven_erasures, reconcile

FREE_BYTES = 2_000_000_000
BACKUP_AGE = dt.timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend. ``grave`` when data or secrets are at risk."""

    code: str
    grave: bool
    message: str


def _grave(code: str, message: str) -> Finding:
    return Finding(code, grave=True, message=message)


def _note(code: str, message: str) -> Finding:
    return Finding(code, grave=False, message=message)


def examine(*, now: dt.datetime) -> list[Finding]:
    """Return what was found, gravest first; an empty list when all is well."""
    findings = [finding for check in CHECKS for finding in check(now)]
    return sorted(findings, key=lambda f: not f.grave)


def _folder(_now: dt.datetime) -> Iterator[Finding]:
    mode = stat.S_IMODE(world().folder.stat().st_mode)
    if mode & 0o077:
        yield _grave(
            "folder_open",
            _("Le dossier de données est lisible par d’autres comptes. Faites : chmod 700 %(folder)s")
            % {"folder": world().folder},
        )
    for secret in (world().folder / "secrets").glob("*"):
        if stat.S_IMODE(secret.stat().st_mode) & 0o077:
            yield _grave(
                "secret_open",
                _("Un secret est lisible par d’autres comptes. Faites : chmod 600 %(file)s") % {"file": secret},
            )


def _space(_now: dt.datetime) -> Iterator[Finding]:
    free = shutil.disk_usage(world().folder).free
    if free < FREE_BYTES:
        yield _grave(
            "little_space",
            _("Il reste moins de 2 Go sur le disque : bientôt, les envois seront refusés. Faites de la place."),
        )


def _rows(_now: dt.datetime) -> Iterator[Finding]:
    connection = connections[world().database]
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        yield _grave("no_database", _("La base de données ne répond pas. Vérifiez DATABASE_URL, ou le disque."))
        return
    if waiting:
        yield _grave("old_tables", _("La base n’est pas à jour. Relancez « vigie serve », qui la met à jour."))


def _keystore(_now: dt.datetime) -> Iterator[Finding]:
    path = world().folder / "keystore.sqlite3"
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as keystore:
        verdict = keystore.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        yield _grave(
            "keystore_broken",
            _("Le magasin d’en-têtes est abîmé. Arrêtez Vigie et remettez la dernière sauvegarde."),
        )


def _files(_now: dt.datetime) -> Iterator[Finding]:
    """Look at people's files; a house that never kept one has no store, and gets none from being looked at."""
    path = world().folder / FILE_KEYS
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as keys:
        verdict = keys.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        yield _grave(
            "file_keys_broken",
            _("Le magasin des clés de fichiers est abîmé. Arrêtez Vigie et remettez la dernière sauvegarde."),
        )
        return
    found = check_files()
    if found.damaged:
        yield _grave(
            "files_lost",
            _(
                "%(count)s fichiers (CV, reçus) ne s’ouvrent plus : leur corps manque ou a changé. Remettez une sauvegarde récente à côté et comparez."
            )
            % {"count": len(found.damaged)},
        )


def _sealed(_now: dt.datetime) -> Iterator[Finding]:
    found = reconcile(remove=False)
    if found.lost:
        yield _grave(
            "sealed_lost",
            _(
                "%(count)s objets scellés n’ont plus leur corps ou leur en-tête. Remettez une sauvegarde récente à côté et comparez."
            )
            % {"count": len(found.lost)},
        )


def _erased(_now: dt.datetime) -> Iterator[Finding]:
    count = len(proven_erasures())
    if count:
        yield _grave(
            "erased_since",
            _(
                "%(count)s objets scellés ont été effacés depuis la sauvegarde remise, et les fiches l’ignorent encore. Laissez tourner Vigie cette nuit : elle les marquera effacés et retirera leurs témoignages."
            )
            % {"count": count},
        )


def _keyholders(_now: dt.datetime) -> Iterator[Finding]:
    for organisation in organisations(using_vigie=True):
        state = key_state(organisation.id)
        values = {"name": organisation.name, "holders": state.holders}
        if not state.founded:
            yield _note(
                "no_key",
                _("%(name)s n’a pas encore de clé : rien ne peut y être scellé. Ouvrez Coffre, « Fonder la clé ».")
                % values,
            )
        elif not state.ready:
            yield _grave(
                "one_keyholder",
                _(
                    "%(name)s n’a que %(holders)s détenteur·rice de clé. Il en faut deux : si cette personne part, tout est perdu."
                )
                % values,
            )


def _register(_now: dt.datetime) -> Iterator[Finding]:
    for number in verify_chain():
        yield _grave(
            "register_broken",
            _(
                "La publication n° %(number)s du registre n’est plus comme elle a été publiée. Comparez avec une sauvegarde et ne publiez rien avant."
            )
            % {"number": number},
        )


def _backups(now: dt.datetime) -> Iterator[Finding]:
    if world().name is not WorldName.REAL:
        return
    last = last_time(verb="config.backed_up")
    if last is None or now - last > BACKUP_AGE:
        yield _grave(
            "no_backup",
            _("Pas de sauvegarde depuis plus de deux jours. Faites : vigie backup DOSSIER, chaque nuit."),
        )


def _https(_now: dt.datetime) -> Iterator[Finding]:
    outside = {"127.0.0.1", "localhost", "[::1]", "testserver"}
    if world().name is WorldName.REAL and not settings.SECURE and set(settings.ALLOWED_HOSTS) - outside:
        yield _grave(
            "no_https",
            _("Vigie répond sous un nom public sans HTTPS. Suivez la page « Installer », puis mettez VIGIE_HTTPS=1."),
        )


def _clock(_now: dt.datetime) -> Iterator[Finding]:
    if os.environ.get("VIGIE_NOW"):
        yield _note("clock_moved", _("L’horloge est déplacée par VIGIE_NOW : c’est pour la démonstration seulement."))


CHECKS: tuple[Callable[[dt.datetime], Iterator[Finding]], ...] = (
    _folder,
    _space,
    _rows,
    _keystore,
    _files,
    _sealed,
    _erased,
    _keyholders,
    _register,
    _backups,
    _https,
    _clock,
)
