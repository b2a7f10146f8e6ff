"""``vigie form`` and ``vigie device``: what goes on a volunteer's phone."""

from __future__ import annotations

import os
from pathlib import Path

import click

from .house import answer, json_option, open_house, organisation_option, spoken
from .words import _


@click.group(help=_("Formulaires (XLSForm)."))
def form() -> None:
    """Group the commands about forms."""


@form.command("publish", help=_("Publie un XLSForm pour une association."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@organisation_option
@json_option
@spoken
def publish(file: Path, organisation: str, as_json: bool) -> None:
    """Publish a form, or a new version of it."""
    open_house()
    from vigie.collection.api import publish_form
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_system

    acting = acting_system(organisation=organisation, day=today())
    published = publish_form(acting=acting, xlsx=file.read_bytes(), now=now())
    values = {
        "form_id": published.form_id,
        "version": published.version,
        "title": published.title,
        "id": published.id,
        "warnings": list(published.warnings),
        "shares": published.shares,
    }
    if as_json:
        answer(values)
    else:
        click.echo(_("Publié : %(title)s, version %(version)s.") % values)


@click.group(help=_("Téléphones de terrain."))
def device() -> None:
    """Group the commands about phones."""


@device.command("add", help=_("Ajoute un téléphone : adresse et code QR pour ODK Collect."))
@organisation_option
@click.option("--name", required=True, help=_("Un nom qui ne désigne personne : « téléphone 3 »."))
@click.option("--url", "base_url", default=None, help=_("L’adresse publique de Vigie."))
@json_option
@spoken
def add(organisation: str, name: str, base_url: str | None, as_json: bool) -> None:
    """Add a phone; its token is shown once."""
    open_house()
    from vigie.collection.api import add_device
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_system

    acting = acting_system(organisation=organisation, day=today())
    made = add_device(acting=acting, name=name, now=now(), base_url=base_url or _base_url())
    if as_json:
        answer({"server_url": made.server_url, "qr": made.qr_text, "token_id": made.token_id})
    else:
        click.echo(_("Adresse à saisir dans ODK Collect (montrée une seule fois) :"))
        click.echo(made.server_url)


@device.command("revoke", help=_("Retire un téléphone : il ne peut plus rien envoyer."))
@click.argument("token_id")
@json_option
@spoken
def revoke(token_id: str, as_json: bool) -> None:
    """Revoke a phone's token."""
    open_house()
    from vigie.collection.api import device_organisation, revoke_device
    from vigie.kernel.api import now, today
    from vigie.network.api import acting_system

    acting = acting_system(organisation=device_organisation(token_id), day=today())
    revoke_device(acting=acting, token_id=token_id, now=now())
    if as_json:
        answer({"revoked": token_id})
    else:
        click.echo(_("Ce téléphone ne peut plus rien envoyer. Rien n’est effacé à distance."))


def _base_url() -> str:
    return os.environ.get("VIGIE_URL") or f"http://127.0.0.1:{os.environ.get('VIGIE_PORT') or 8000}"
