"""``vigie manage premiere_personne``: the link by which the first administrator comes in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from vigie.kernel.api import Refusal, now
from vigie.ui.api import say

from ...actions.invitations import open_house


class Command(BaseCommand):
    """Make the first association and print its first invitation."""

    help = "Affiche le lien d’invitation de la première personne, qui administrera l’association."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the association's name and the address people type."""
        parser.add_argument("association", nargs="?", help="nom de l’association ; demandé s’il manque")
        parser.add_argument("--adresse", default="http://127.0.0.1:8000", help="adresse à laquelle Vigie répond")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the link.

        Raises:
            CommandError: there is someone in the house already, or no name was given.
        """
        name = (options["association"] or input(_("Nom de l’association : "))).strip()
        if not slugify(name):
            raise CommandError(_("Il faut le nom de l’association."))
        try:
            invited = open_house(organisation_name=name, slug=slugify(name)[:60], now=now())
        except Refusal as refusal:
            raise CommandError(say(refusal)) from refusal
        link = options["adresse"].rstrip("/") + reverse("invitation", args=[invited.token])
        self.stdout.write(_("Ouvrez ce lien dans les sept jours. Il ne sert qu’une fois :"))
        self.stdout.write(link)
