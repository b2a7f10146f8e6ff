"""What the network hangs on every page: its section, and who acts for whom."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from vigie.kernel.api import WorldName, today, world
from vigie.ui.api import NavItem, Section, Who, register_nav, register_unit, register_who

from ..acting import Acting
from ..queries import organisations_of
from ..rules.permissions import Permission


def register() -> None:
    """Register the navigation and the name in the masthead."""
    register_nav(NavItem(Section.NETWORK, _("Annuaire"), "network:directory", order=1))
    register_nav(
        NavItem(
            Section.NETWORK,
            _("Mon association"),
            "network:people",
            order=2,
            visible=_has_role,
            also=("network:charges",),
        )
    )
    register_nav(NavItem(Section.NETWORK, _("Accords"), "network:agreements", order=3, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("Lieux"), "network:places", order=4))
    register_nav(NavItem(Section.NETWORK, _("Journal"), "network:journal", order=5, visible=_sees_journal))
    register_nav(NavItem(Section.NETWORK, _("Passations"), "network:successions", order=7, visible=_has_role))
    _register_life()
    register_who(who)
    register_nav(NavItem(Section.NETWORK, _("Mise en route"), "network:setup", order=6, visible=_sets_up))


def _register_life() -> None:
    """Register what associations do together."""
    register_nav(NavItem(Section.NETWORK, _("Qui parle quoi"), "network:speakers", order=11, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("Entraide"), "network:listings", order=12, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("Groupes"), "network:groups", order=13, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("Réunions"), "network:meetings", order=14, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("Agenda"), "network:calendar", order=15, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("Communiqués"), "network:communiques", order=16, visible=_has_role))
    register_nav(
        NavItem(
            Section.NETWORK,
            _("Campagnes"),
            "network:campaigns",
            order=17,
            visible=_has_role,
            also=("network:register",),
        )
    )
    register_nav(NavItem(Section.NETWORK, _("Outils communs"), "network:tools", order=18, visible=_has_role))
    register_nav(NavItem(Section.NETWORK, _("La frontière en dates"), "network:border", order=19))
    register_unit("organisation", lambda n: ngettext("%(n)s association", "%(n)s associations", n))


def who(request: HttpRequest) -> Who | None:
    """Say who is signed in and for which association they act."""
    if not request.user.is_authenticated:
        return None
    acting = getattr(request, "acting", None)
    return Who(
        organisation=acting.organisation_name if isinstance(acting, Acting) else _("Aucune association"),
        person=str(request.user),
        switch_organisation_url=reverse("choose_organisation") if _acts_for_several(request) else "",
        switch_person_url=reverse("switch_person"),
        account_url=reverse("account"),
        sign_out_url=reverse("sign_out"),
    )


def _acts_for_several(request: HttpRequest) -> bool:
    """Say whether there is a choice of association; worked out once per request, the frame asks twice."""
    known = getattr(request, "acts_for_several", None)
    if known is None:
        known = len(organisations_of(str(request.user.pk), day=today())) > 1
        request.acts_for_several = known  # type: ignore[attr-defined] # kept for the rest of the request
    return bool(known)


def _has_role(request: HttpRequest) -> bool:
    return isinstance(getattr(request, "acting", None), Acting)


def _sees_journal(request: HttpRequest) -> bool:
    acting = getattr(request, "acting", None)
    return isinstance(acting, Acting) and acting.can(Permission.SEE_JOURNAL)


def _sets_up(request: HttpRequest) -> bool:
    acting = getattr(request, "acting", None)
    return world().name is WorldName.REAL and isinstance(acting, Acting) and acting.can(Permission.SET_UP)
