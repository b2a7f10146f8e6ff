"""``vigie import`` and ``vigie export``: spreadsheets in, open formats out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .house import answer, json_option, open_house, organisation_option, spoken
from .words import _


@click.group("import", help=_("Importe un tableau existant."))
def import_() -> None:
    """Group the imports."""


@import_.command("observations", help=_("Importe des relevés depuis un fichier XLSX, CSV ou ODS."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@organisation_option
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Correspondance des colonnes (YAML)."),
)
@click.option("--dry-run", is_flag=True, help=_("Montre ce qui serait importé, sans rien écrire."))
@json_option
@spoken
def observations(file: Path, organisation: str, mapping: Path | None, dry_run: bool, as_json: bool) -> None:
    """Import observations; a second import of the same rows adds nothing."""
    open_house()
    from vigie.collection.api import import_observations
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_system

    result = import_observations(
        acting=acting_system(organisation=organisation, day=today()),
        content=file.read_bytes(),
        filename=file.name,
        mapping=mapping.read_text(encoding="utf-8") if mapping else None,
        dry_run=dry_run,
        now=now(),
    )
    values = {
        "import_id": result.import_id,
        "rows": result.rows,
        "created": result.created,
        "known": result.known,
        "errors": [{"row": e.row, "column": e.column, "message": e.message} for e in result.errors],
    }
    if as_json:
        answer(values)
        return
    click.echo(_("%(rows)s lignes lues, %(created)s relevés créés, %(known)s déjà connus.") % values)
    for error in result.errors:
        place = _("Ligne %(row)s, %(column)s :") % {"row": error.row, "column": error.column}
        click.echo(f"{place} {error.message}", err=True)


@click.group(help=_("Exporte dans un format ouvert."))
def export() -> None:
    """Group the exports."""


@export.command(
    "facts", help=_("Exporte les faits codés que l’association peut voir, avec unités, précisions et origine.")
)
@click.option(
    "--format", "kind", type=click.Choice(["csv", "xlsx", "jsonl", "geojson"]), default="csv", show_default=True
)
@click.option(
    "--organisation", default=None, metavar="SLUG", help=_("L’association qui exporte ; toutes sans cette option.")
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help=_("Le fichier ; sinon la sortie.")
)
@spoken
def facts(kind: str, organisation: str | None, out: Path | None) -> None:
    """Export facts as a stream."""
    open_house()
    from vigie.facts.api import export_for_machine
    from vigie.kernel.api import now

    chunks = export_for_machine(organisation=organisation, kind=kind, now=now())
    if out is None:
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        return
    with out.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    click.echo(_("Exporté dans %(file)s") % {"file": out})
