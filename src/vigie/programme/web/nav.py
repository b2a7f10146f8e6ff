"""What this floor hangs in the table of contents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vigie.network.api import Permission, who_may
from vigie.ui.api import NavItem, Section, register_nav


def hang_nav() -> None:
    """Add the pages of the programme."""
    sees = who_may(Permission.SEE_PROGRAMME)
    register_nav(NavItem(Section.MISSIONS, _("Missions"), "programme:missions", icon="ship", order=10, visible=sees))
    register_nav(NavItem(Section.MISSIONS, _("Appels"), "programme:calls", icon="megaphone", order=20, visible=sees))
    runs = who_may(Permission.RUN_PROGRAMME)
    for words, name, icon, order, who in (
        (_("Mes volontaires"), "programme:followed", "people", 30, sees),
        (_("Blog"), "programme:posts", "edit", 25, sees),
        (_("Fiches d’expérience"), "programme:library", "notebook", 35, sees),
        (_("À payer"), "programme:to_pay", "calendar", 40, runs),
    ):
        register_nav(NavItem(Section.MISSIONS, words, name, icon=icon, order=order, visible=who))
