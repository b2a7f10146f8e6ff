"""``vigie manage nouvelle_association``: one more association in this house, and the link of its first administrator."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from vigie.kernel.api import OrgId, Refusal, atomic, now
from vigie.ui.api import say

from ...actions.invitations import welcome_organisation
from ...actions.memberships import offer_from_house
from ...queries import organisation


class Command(BaseCommand):
    """Welcome an association; with ``--reseau``, offer it to be a member of a network: its first administrator answers."""

    help = "Fait entrer une association et affiche le lien de la première personne qui l’administrera."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the association's name, its network, and the address people type."""
        parser.add_argument("association")
        parser.add_argument("--reseau", default="", help="nom d’adresse du réseau qui lui propose d’être membre")
        parser.add_argument("--adresse", default="http://127.0.0.1:8000", help="adresse à laquelle Vigie répond")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the link.

        Raises:
            CommandError: it has an administrator already, or there is no such network.
        """
        name = options["association"].strip()
        slug = slugify(name)[:60]
        try:
            network = organisation(options["reseau"]) if options["reseau"] else None
            with atomic():
                made = welcome_organisation(organisation_name=name, slug=slug, now=now())
                if network is not None:
                    offer_from_house(member=OrgId(organisation(slug).id), network=network.id, now=now())
        except Refusal as refusal:
            raise CommandError(say(refusal)) from refusal
        self.stdout.write(_("Ouvrez ce lien dans les sept jours. Il ne sert qu’une fois :"))
        self.stdout.write(options["adresse"].rstrip("/") + reverse("invitation", args=[made.token]))
