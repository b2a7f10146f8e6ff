"""``vigie dossier bundle``: a dossier's exhibits written into a folder, by somebody who holds the keys."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .house import answer, json_option, open_house, organisation_option, spoken
from .words import _

if TYPE_CHECKING:
    from vigie.network.api import Acting

MISSING = {
    "not_ready": _("copie pas encore relue"),
    "closed": _("copie qui ne s’ouvre pas"),
    "changed": _("fichier qui a changé"),
}


@click.command(
    "bundle",
    help=_(
        "Écrit les pièces d’un dossier dans un dossier vide : copies caviardées EN CLAIR, originaux toujours scellés, inventaire, empreintes."
    ),
)
@click.argument("slug")
@click.option("--out", required=True, type=click.Path(path_type=Path), help=_("Le dossier à remplir, nouveau ou vide."))
@organisation_option
@click.option(
    "--person", required=True, metavar="NAME", help=_("L’identifiant de la personne, nommée dans le dossier.")
)
@click.option(
    "--motive", required=True, help=_("Pourquoi, en une phrase ; elle est écrite au registre des ouvertures.")
)
@click.option(
    "--passphrase-fd", type=int, default=None, help=_("Lit la phrase secrète sur ce descripteur, sans la demander.")
)
@json_option
@spoken
def bundle(
    slug: str, out: Path, organisation: str, person: str, motive: str, passphrase_fd: int | None, as_json: bool
) -> None:
    """Write the folder; whoever's passphrase it is answers for it in the register."""
    open_house()
    from vigie.cases.api import write_folder
    from vigie.kernel.api import now

    acting = _acting(organisation, person)
    written = write_folder(
        acting=acting, passphrase=_passphrase(passphrase_fd), slug=slug, motive=motive, folder=out, now=now()
    )
    missing = [{"exhibit": t.number, "title": t.title, "why": t.why} for t in written.troubles]
    if as_json:
        answer({"folder": str(out), "copies": written.copies, "originals": written.originals, "missing": missing})
        return
    told = {"folder": out, "copies": written.copies, "originals": written.originals}
    click.echo(_("Écrit dans %(folder)s : %(copies)s copies en clair, %(originals)s originaux scellés.") % told)
    for trouble in written.troubles:
        said = {"number": trouble.number, "why": MISSING.get(trouble.why, trouble.why)}
        click.echo(_("Il manque la copie de la pièce n° %(number)s : %(why)s.") % said, err=True)


def _acting(organisation: str, person: str) -> Acting:
    """Return a person acting for an association.

    Raises:
        Missing: ``network.no_organisation``; ``cases.not_named_by``.
    """
    from vigie.kernel.api import Missing, today
    from vigie.network.api import acting_for, people_of
    from vigie.network.api import organisation as find

    card = find(organisation)
    found = next((one for one in people_of(card.id, day=today()) if one.username == person), None)
    if found is None:
        raise Missing("cases.not_named_by", person=person)
    return acting_for(person_id=found.id, organisation_id=card.id, day=today())


def _passphrase(descriptor: int | None) -> str:
    """Ask for the passphrase without showing it, or read the first line of a descriptor. It is never an argument."""
    if descriptor is None:
        return str(click.prompt(_("Phrase secrète"), hide_input=True, err=True))
    try:
        with os.fdopen(descriptor, encoding="utf-8") as file:
            return file.readline().rstrip("\n")
    except OSError as error:
        raise click.ClickException(_("Ce descripteur ne se lit pas.")) from error
