"""What this floor hangs in the table of contents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vigie.network.api import Permission, who_may
from vigie.ui.api import NavItem, Section, register_nav


def hang_nav() -> None:
    """Add the pages of facts; each is shown to who may use it."""
    entries = (
        (_("Relevés et témoignages"), "facts:statements", "eye", Permission.SEE_FACTS),
        (_("Chronologie"), "facts:chronology", "calendar", Permission.SEE_FACTS),
        (_("Carte"), "facts:map", "map", Permission.SEE_FACTS),
        (_("Chiffres"), "facts:figures", "chart", Permission.SEE_FACTS),
        (_("Planning"), "facts:plans", "people", Permission.PLAN_OBSERVATION),
        (_("Tournées"), "facts:shifts", "calendar", Permission.SEE_FACTS),
        (_("Lieux de vie"), "facts:sites", "tent", Permission.SEE_FACTS),
        (_("Arrêtés et pratiques"), "facts:orders", "document", Permission.SEE_FACTS),
        (_("Doublons possibles"), "facts:duplicates", "link", Permission.LINK_EVENTS),
        (_("Mineur·es : à valider"), "facts:minors", "person", Permission.VALIDATE_MINOR),
        (_("Vocabulaire"), "facts:vocabulary", "table", Permission.SEE_FACTS),
        (_("Corbeille"), "facts:bin", "bin", Permission.DELETE_FACTS),
    )
    for order, (label, url_name, icon, permission) in enumerate(entries):
        register_nav(NavItem(Section.FACTS, label, url_name, icon=icon, order=order * 10, visible=who_may(permission)))
