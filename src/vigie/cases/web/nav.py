"""What this floor hangs on the frame: its pages, and what it does with the facts shown elsewhere."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vigie.network.api import Permission, who_may
from vigie.ui.api import NavItem, ObjectAction, Section, register_nav, register_object_action


def hang_nav() -> None:
    """Add the pages of the dossiers; each is shown to who may use it."""
    sees = who_may(Permission.SEE_CASES)
    keeps = who_may(Permission.KEEP_KIT)
    register_nav(NavItem(Section.CASES, _("Dossiers"), "cases:dossiers", icon="folder", visible=sees))
    register_nav(
        NavItem(Section.CASES, _("Trousse contentieuse"), "cases:kit", icon="archive", order=90, visible=keeps)
    )
    register_nav(NavItem(Section.CASES, _("Échéances"), "cases:my_deadlines", icon="calendar", order=30, visible=sees))
    register_nav(NavItem(Section.CASES, _("Instances"), "cases:bodies", icon="scale", order=40, visible=sees))
    register_object_action(
        ObjectAction(
            "statement", "gather", _("Ajouter à un dossier"), "cases:add_to_dossier", icon="folder", visible=sees
        )
    )
