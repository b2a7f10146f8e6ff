"""What this floor hangs in the table of contents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vigie.network.api import Permission, who_may
from vigie.ui.api import NavItem, Section, register_nav


def hang_nav() -> None:
    """Add the pages of the trainings; each is shown to who may use it."""
    entries = (
        (_("Modules"), "learning:home", "cap", Permission.SEE_LEARNING, 10),
        (_("Séances"), "learning:sessions", "calendar", Permission.SEE_LEARNING, 20),
        (_("Attestations de formation"), "learning:certificates", "check", Permission.SIGN_CERTIFICATE, 30),
        (_("Bibliothèque de droit"), "learning:library", "scale", Permission.SEE_LEARNING, 40),
    )
    for label, url_name, icon, permission, order in entries:
        register_nav(NavItem(Section.LEARNING, label, url_name, icon=icon, order=order, visible=who_may(permission)))
