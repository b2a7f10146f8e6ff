"""What this floor hangs in the table of contents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vigie.network.api import Permission, who_may
from vigie.ui.api import NavItem, Section, register_nav


def hang_nav() -> None:
    """Add the pages of publications; each is shown to who may use it."""
    entries = (
        (_("Bulletins"), "publication:bulletins", "megaphone", Permission.SEE_PUBLICATIONS, 10),
        (_("Citations"), "publication:quotes", "notebook", Permission.SEE_PUBLICATIONS, 20),
        (_("À vérifier et signer"), "publication:to_check", "check", Permission.SIGN_RELEASE, 30),
        (_("Registre"), "publication:ledger", "notebook", Permission.SEE_PUBLICATIONS, 40),
    )
    for label, url_name, icon, permission, order in entries:
        register_nav(NavItem(Section.PUBLICATION, label, url_name, icon=icon, order=order, visible=who_may(permission)))
