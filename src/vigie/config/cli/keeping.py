"""``vigie backup``, ``restore``, ``doctor`` and ``manage``: keep the house."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .house import answer, json_option, open_house, spoken
from .words import _


@click.command(help=_("Copie tout dans un dossier, pendant que Vigie tourne. À mettre ensuite hors de la machine."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@json_option
@spoken
def backup(folder: Path, as_json: bool) -> None:
    """Make a consistent copy."""
    open_house()
    from vigie.kernel.api import now

    from ..backups.making import make_backup

    made = make_backup(folder, now=now())
    if as_json:
        answer({**vars_of(made), "bytes": made.size})
    else:
        click.echo(_("Sauvegarde %(stamp)s : %(bodies)s objets scellés, %(headers)s en-têtes.") % vars_of(made))


@click.command(help=_("Remet une sauvegarde dans un dossier de données vide, puis vérifie qu’elle s’ouvre."))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--at", "stamp", default=None, help=_("Laquelle ; la dernière sans cette option."))
@json_option
@spoken
def restore(folder: Path, stamp: str | None, as_json: bool) -> None:
    """Restore into an empty data folder."""
    from ..backups.restoring import restore_backup, verify_restored

    stamp = restore_backup(folder, stamp=stamp)
    open_house()
    found = verify_restored()
    if as_json:
        answer({"stamp": stamp, **vars_of(found)})
    else:
        values = {"stamp": stamp, **vars_of(found)}
        click.echo(_("Sauvegarde %(stamp)s remise. Objets scellés : %(sealed)s, entiers : %(whole)s.") % values)
        if found.missing:
            click.echo(_("Manquants : %(missing)s. Comparez avec une autre sauvegarde.") % values, err=True)
        if found.files_missing:
            click.echo(
                _("Fichiers (CV, reçus) qui ne s’ouvrent pas : %(files_missing)s sur %(files)s.") % values, err=True
            )
        if found.erased:
            click.echo(_("Effacés depuis cette sauvegarde : %(erased)s. Ils le restent.") % values)
        if found.withdrawn:
            click.echo(
                _(
                    "Témoignages retirés avec eux de tout ce qui est partagé : %(withdrawn)s. Le journal dit lesquels ; relisez-les avec la personne chargée des données."
                )
                % values
            )
        click.echo(_("Pour vérifier l’ouverture : ouvrez le coffre et lisez un relevé."))
    if found.missing or found.files_missing:
        sys.exit(1)


@click.command(help=_("Dit ce qui ne va pas, et quoi faire."))
@json_option
@spoken
def doctor(as_json: bool) -> None:
    """Examine the installation."""
    open_house()
    from vigie.kernel.api import now

    from ..doctor import examine

    findings = examine(now=now())
    if as_json:
        answer({"findings": [{"code": f.code, "grave": f.grave, "message": f.message} for f in findings]})
    for finding in [] if as_json else findings:
        click.echo(("✗ " if finding.grave else "· ") + finding.message)
    if not findings and not as_json:
        click.echo(_("Tout va bien."))
    sys.exit(1 if any(f.grave for f in findings) else 0)


@click.command(
    help=_("Passe une commande à Django."),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
@click.pass_context
@spoken
def manage(ctx: click.Context) -> None:
    """Pass a command through to Django."""
    open_house()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vigie manage", *ctx.args])


def vars_of(card: object) -> dict[str, object]:
    """Return the fields of a frozen dataclass with slots, for a sentence."""
    return {name: getattr(card, name) for name in getattr(card, "__slots__", ())}
