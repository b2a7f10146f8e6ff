"""What each role comes for, one click from home."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.network.api import Acting, Permission, can

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A way in: what one does there, where, with which right, under which icon."""

    label: Text
    hint: Text
    url_name: str
    icon: str
    permission: Permission

    @property
    def url(self) -> str:
        """Return the address, or nothing while no page answers."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(
        _("Noter ce que j’ai vu"),
        _("Un relevé en moins de deux minutes."),
        "facts:new",
        "plus",
        Permission.RECORD_OBSERVATION,
    ),
    Shortcut(
        _("Coller un message"),
        _("Le message du groupe devient un relevé."),
        "collection:paste",
        "notebook",
        Permission.RECORD_OBSERVATION,
    ),
    Shortcut(
        _("Dépouiller"),
        _("Relire, coder, verser ce qui est arrivé."),
        "collection:mailbag",
        "inbox",
        Permission.CLEAR_MAILBAG,
    ),
    Shortcut(
        _("Chercher un fait"), _("Par date, commune, acte, force."), "facts:statements", "search", Permission.SEE_FACTS
    ),
    Shortcut(
        _("Ouvrir mes dossiers"),
        _("Ce qui manque, la prochaine échéance."),
        "cases:dossiers",
        "folder",
        Permission.SEE_CASES,
    ),
    Shortcut(
        _("Lire les chiffres"),
        _("Avec leur unité, leur précision, leur couverture."),
        "facts:figures",
        "chart",
        Permission.SEE_FACTS,
    ),
    Shortcut(_("Voir la carte"), _("Par commune, jamais un lieu de vie."), "facts:map", "map", Permission.SEE_FACTS),
    Shortcut(
        _("Importer un tableau"),
        _("Avec aperçu, et retour en arrière."),
        "collection:imports",
        "upload",
        Permission.IMPORT_FACTS,
    ),
    Shortcut(
        _("Préparer un téléphone"),
        _("Une carte à imprimer, un code à lire."),
        "collection:devices",
        "phone",
        Permission.MANAGE_DEVICES,
    ),
    Shortcut(
        _("Inviter quelqu’un"), _("Un lien, valable une fois."), "network:invite", "people", Permission.INVITE_PEOPLE
    ),
)


def shortcuts_of(acting: Acting) -> list[Shortcut]:
    """Return what this person may do here."""
    return [s for s in SHORTCUTS if can(acting, s.permission) and s.url]
