"""The desk in the navigation."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import NavItem, Section, register_nav


def hang_nav() -> None:
    """Put the home page and what was taken back into the navigation."""
    register_nav(NavItem(Section.HOME, _("Accueil"), "desk:home", icon="house"))
    register_nav(
        NavItem(
            Section.HOME, _("Ce qui est retiré"), "desk:withdrawals", icon="undo", order=5, visible=_sees_withdrawals
        )
    )
    register_nav(
        NavItem(
            Section.HOME, _("Nos chiffres de l’année"), "desk:figures", icon="chart", order=10, visible=_sees_figures
        )
    )
    register_nav(
        NavItem(
            Section.NETWORK, _("Partir avec ses données"), "desk:leaving", icon="exit", order=30, visible=_may_leave
        )
    )


def _may_leave(request: HttpRequest) -> bool:
    return getattr(request, "acting", None) is not None and can(acting_of(request), Permission.LEAVE_HOUSE)


def _sees_figures(request: HttpRequest) -> bool:
    return getattr(request, "acting", None) is not None and can(acting_of(request), Permission.SEE_ACTIVITY)


def _sees_withdrawals(request: HttpRequest) -> bool:
    return getattr(request, "acting", None) is not None and can(acting_of(request), Permission.SEE_WITHDRAWALS)
