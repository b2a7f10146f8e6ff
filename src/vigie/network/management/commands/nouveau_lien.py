"""``vigie manage nouveau_lien``: let someone back in who lost their password and whom nobody else may help."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from vigie.kernel.api import Refusal, now
from vigie.ui.api import say

from ...actions.returning import invite_back_from_machine


class Command(BaseCommand):
    """Print a link by which someone chooses a new password."""

    help = "Affiche un lien par lequel une personne choisit un nouveau mot de passe."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the sign-in name and the address people type."""
        parser.add_argument("identifiant")
        parser.add_argument("--adresse", default="http://127.0.0.1:8000", help="adresse à laquelle Vigie répond")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the link.

        Raises:
            CommandError: nobody of this name.
        """
        try:
            made = invite_back_from_machine(username=options["identifiant"], now=now())
        except Refusal as refusal:
            raise CommandError(say(refusal)) from refusal
        self.stdout.write(_("Donnez ce lien à la personne elle-même. Il sert une fois, pendant sept jours :"))
        self.stdout.write(options["adresse"].rstrip("/") + reverse("invitation", args=[made.token]))
