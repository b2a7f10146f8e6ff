"""``vigie bulletin``: the month of a zone as files."""

from __future__ import annotations

from pathlib import Path

import click

from .house import open_house, spoken
from .words import _


@click.command(
    help=_(
        "Écrit le bulletin d’un mois d’une zone : HTML, PDF, tableaux CSV et JSON. BROUILLON tant qu’il n’est pas publié."
    )
)
@click.option("--month", required=True, metavar="AAAA-MM", help=_("Le mois."))
@click.option("--zone", default="", metavar="SLUG", help=_("La zone ; tout le littoral sans cette option."))
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help=_("Le dossier où écrire."))
@click.option(
    "--organisation",
    default=None,
    metavar="SLUG",
    help=_("L’association qui publie ; la seule de la maison sans cette option."),
)
@click.option(
    "--language", type=click.Choice(["fr", "en"]), default=None, help=_("Une langue ; les deux sans cette option.")
)
@spoken
def bulletin(month: str, zone: str, out: Path, organisation: str | None, language: str | None) -> None:
    """Write the files of a bulletin."""
    open_house()
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_system, organisations
    from vigie.publication.api import bulletin_files

    slug = organisation or next((o.slug for o in organisations(using_vigie=True)), "")
    acting = acting_system(organisation=slug, day=today())
    files = bulletin_files(acting=acting, month=month, zone=zone, language=language, now=now())
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
        click.echo(str(out / name))
