"""What the terminal says once the demonstration is ready: one line per role."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..worldfile import folder
from .network import told


def welcome(address: str) -> str:
    """Return the address, who can sign in, and what each may try."""
    key = "try_en" if (get_language() or "fr").startswith("en") else "try_fr"
    people = told()["people"]
    width = max(len(p["username"]) for p in people)
    lines = [
        "",
        _("Vigie, démonstration. Tout est inventé : associations, personnes, faits."),
        _("Adresse : %(address)s") % {"address": address},
        _("Mot de passe pour tous : %(password)s") % {"password": told()["password"]},
        _("Phrase du coffre pour tous : %(passphrase)s") % {"passphrase": told()["passphrase"]},
        "",
        *(f"  {p['username']:<{width}}  {p[key]}" for p in people),
        "",
        _("Ctrl+C arrête. Les données sont dans le dossier %(folder)s, à supprimer quand vous voulez.")
        % {"folder": folder()},
        "",
    ]
    return "\n".join(lines)
