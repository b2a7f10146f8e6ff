"""Being a member of a network: offering it, answering, ending it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vigie.kernel.api import OrgId, now
from vigie.ui.api import toast

from ..acting import Acting, check
from ..actions.memberships import (
    accept_membership,
    leave_network,
    offer_membership,
    refuse_membership,
    reopen_membership,
    withdraw_membership_offer,
)
from ..queries import organisation as find_organisation
from ..queries import organisation_page
from ..requests import acting_of
from ..rules.permissions import Permission
from .directory import page_of, possible_members
from .forms import MemberForm
from .journeys import attempt


@require_POST
def offer(request: HttpRequest) -> HttpResponse:
    """Offer an association to be a member of the network acted for."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_ORGANISATION)
    row = organisation_page(acting.organisation_slug)
    form = MemberForm(request.POST, others=possible_members(row))
    made: list[str] = []

    def act() -> None:
        made.append(offer_membership(acting=acting, member=OrgId(form.cleaned_data["member"]), now=now()))

    if attempt(form, act):
        undo = reverse("network:withdraw_offer", args=made)
        toast(
            request, _("Proposition envoyée. Cette association sera membre quand elle l’aura acceptée."), undo_url=undo
        )
        return _home(acting)
    return render(request, "network/organisation.html", {**page_of(request, row), "member_form": form})


@require_POST
def withdraw(request: HttpRequest, offer_id: str) -> HttpResponse:
    """Take an offer back."""
    acting = acting_of(request)
    withdraw_membership_offer(acting=acting, offer_id=offer_id, now=now())
    toast(request, _("Proposition retirée."))
    return _home(acting)


@require_POST
def accept(request: HttpRequest, offer_id: str) -> HttpResponse:
    """Accept to be a member."""
    acting = acting_of(request)
    network = accept_membership(acting=acting, offer_id=offer_id, now=now())
    told = _("Vous êtes membre. Ce que vous versez au réseau se voit désormais parmi ses membres.")
    toast(request, told, undo_url=reverse("network:leave_network", args=[network]))
    return _home(acting)


@require_POST
def refuse(request: HttpRequest, offer_id: str) -> HttpResponse:
    """Refuse to be a member."""
    acting = acting_of(request)
    refuse_membership(acting=acting, offer_id=offer_id, now=now())
    undo = reverse("network:reopen_offer", args=[offer_id])
    toast(request, _("Proposition refusée. Rien ne change pour votre association."), undo_url=undo)
    return _home(acting)


@require_POST
def reopen(request: HttpRequest, offer_id: str) -> HttpResponse:
    """Undo a refusal."""
    acting = acting_of(request)
    reopen_membership(acting=acting, offer_id=offer_id, now=now())
    toast(request, _("La proposition attend de nouveau votre réponse."))
    return _home(acting)


@require_POST
def leave(request: HttpRequest, network_id: str) -> HttpResponse:
    """End the membership of the association acted for."""
    acting = acting_of(request)
    network = find_organisation(network_id)
    leave_network(acting=acting, member=acting.organisation, network=network.id, now=now())
    toast(request, _("Votre association n’est plus membre. Ce qu’elle avait versé ne se voit plus dans ce réseau."))
    return _home(acting)


@require_POST
def remove(request: HttpRequest, member_id: str) -> HttpResponse:
    """End an association's membership of the network acted for."""
    acting = acting_of(request)
    leave_network(acting=acting, member=OrgId(member_id), network=acting.organisation, now=now())
    toast(request, _("Cette association n’est plus membre."))
    return _home(acting)


def _home(acting: Acting) -> HttpResponse:
    return redirect("network:organisation", slug=acting.organisation_slug)
