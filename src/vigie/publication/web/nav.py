"""What this floor hangs in the table of contents."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vigie.network.api import Acting, Permission
from vigie.ui.api import NavItem, Section, register_nav


def _who_may(permission: Permission) -> Callable[[HttpRequest], bool]:
    def visible(request: HttpRequest) -> bool:
        acting = getattr(request, "acting", None)
        return isinstance(acting, Acting) and acting.can(permission)

    return visible


def hang_nav() -> None:
    """Add the pages of publications; each is shown to who may use it."""
    entries = (
        (_("Bulletins"), "publication:bulletins", "megaphone", Permission.SEE_PUBLICATIONS, 10),
        (_("Citations"), "publication:quotes", "notebook", Permission.SEE_PUBLICATIONS, 20),
        (_("À vérifier et signer"), "publication:to_check", "check", Permission.SIGN_RELEASE, 30),
        (_("Registre"), "publication:ledger", "notebook", Permission.SEE_PUBLICATIONS, 40),
    )
    for label, url_name, icon, permission, order in entries:
        register_nav(
            NavItem(Section.PUBLICATION, label, url_name, icon=icon, order=order, visible=_who_may(permission))
        )
