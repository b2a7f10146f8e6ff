"""``vigie dossier``: an association's dossiers, for a script on the machine."""

from __future__ import annotations

import click

from .bundles import bundle
from .house import answer, json_option, open_house, organisation_option, spoken
from .words import _


@click.group(help=_("Dossiers d’une association."))
def dossier() -> None:
    """Group what is done with dossiers."""


dossier.add_command(bundle)


@dossier.command(
    "list",
    help=_("Liste les dossiers d’une association : état, faits, pièces, prochaine échéance. Personne n’y est nommé."),
)
@organisation_option
@json_option
@spoken
def list_(organisation: str, as_json: bool) -> None:
    """List the dossiers of one association; people are counted, never named."""
    open_house()
    from vigie.cases.api import dossiers_of
    from vigie.kernel.api import now
    from vigie.network.api import organisation as find

    card = find(organisation)
    rows = dossiers_of(card.id, now=now())
    if as_json:
        answer({"organisation": card.slug, "dossiers": rows})
        return
    for row in rows:
        state = _("fermé") if row["state"] == "closed" else _("ouvert")
        click.echo(f"{row['slug']}\t{state}\t{row['title']}")
    if not rows:
        click.echo(_("Aucun dossier."))
