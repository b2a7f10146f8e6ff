"""People of the association acted for: roles, rights, invitations, departures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import LANGUAGES, ActorId, Invalid, now, today
from vigie.ui.api import toast

from ..acting import Acting, check
from ..actions.invitations import invite, withdraw_invitation
from ..actions.leaving import add_responsibility, hand_over, person_leaves
from ..actions.returning import invite_back
from ..actions.roles import end_capability, end_role, grant_capability, grant_role
from ..models import Responsibility
from ..queries import ColleagueCard, colleague_card, colleagues, open_responsibilities, waiting_invitations
from ..requests import acting_of
from ..rules.permissions import CapabilityCode, Permission, Role, may_grant
from ..words import CAPABILITIES, ROLE_HELP, ROLES
from .forms import CapabilityForm, InviteForm, ResponsibilityForm, RoleForm
from .history import object_history
from .journeys import attempt


def said(card: ColleagueCard) -> dict[str, object]:
    """Return a colleague with their roles and rights in words."""
    return {
        "card": card,
        "roles": [ROLES[role] for role in card.roles],
        "rights": [CAPABILITIES[code] for code in card.capabilities],
    }


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Show everyone who has a role in the association today, and the invitations that wait."""
    acting = acting_of(request)
    invites = acting.can(Permission.INVITE_PEOPLE)
    waiting = waiting_invitations(acting.organisation, now=now()) if invites else []
    context = {
        "people": [said(card) for card in colleagues(acting.organisation, day=today())],
        "waiting": [(row, [ROLES[Role(r)] for r in row.roles]) for row in waiting],
        "invites": invites,
        "manages": acting.can(Permission.MANAGE_ORGANISATION),
    }
    return render(request, "network/people.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invite_person(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link, once."""
    acting = acting_of(request)
    check(acting, Permission.INVITE_PEOPLE)
    form = InviteForm(request.POST or None, granter=acting.roles)
    made: list[str] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(invite(acting=acting, name=data["name"], roles=[Role(r) for r in data["roles"]], now=now()).token)

    if request.method == "POST" and attempt(form, act):
        link = request.build_absolute_uri(reverse("invitation", args=[made[0]]))
        context = {"link": link, "name": form.cleaned_data["name"], "acting": acting}
        return render(request, "network/invited.html", context)
    return render(request, "network/invite.html", {"form": form})


@never_cache
@require_POST
def make_return_link(request: HttpRequest, person_id: str) -> HttpResponse:
    """Make a link by which a colleague chooses a new password, and show it, once."""
    acting = acting_of(request)
    token = invite_back(acting=acting, person_id=ActorId(person_id), now=now()).token
    card = colleague_card(acting.organisation, person_id, day=today())
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return render(request, "network/return_link.html", {"link": link, "card": card})


@require_POST
def withdraw(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(acting=acting_of(request), invitation_id=invitation_id, now=now())
    toast(request, _("Invitation retirée : le lien ne sert plus."))
    return redirect("network:people")


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """Show one colleague, and what may be given or taken."""
    acting = acting_of(request)
    card = colleague_card(acting.organisation, person_id, day=today())
    return render(request, "network/person.html", _person_context(acting, card))


@require_POST
def give_role(request: HttpRequest, person_id: str) -> HttpResponse:
    """Give a role."""
    role = _role(request)
    grant_role(acting=acting_of(request), person_id=ActorId(person_id), role=role, now=now())
    toast(request, _("Rôle donné : %(role)s.") % {"role": ROLES[role]})
    return redirect("network:person", person_id=person_id)


@require_POST
def take_role(request: HttpRequest, person_id: str) -> HttpResponse:
    """Take a role."""
    acting, role = acting_of(request), _role(request)
    end_role(acting=acting, person_id=ActorId(person_id), role=role, now=now())
    toast(request, _("Rôle retiré : %(role)s.") % {"role": ROLES[role]})
    gone = person_id not in {card.id for card in colleagues(acting.organisation, day=today())}
    return redirect("network:people") if gone else redirect("network:person", person_id=person_id)


@require_POST
def give_capability(request: HttpRequest, person_id: str) -> HttpResponse:
    """Grant a dated right."""
    acting = acting_of(request)
    form = CapabilityForm(request.POST)

    def act() -> None:
        data = form.cleaned_data
        grant_capability(
            acting=acting,
            person_id=ActorId(person_id),
            code=CapabilityCode(data["code"]),
            ends=data["ends"],
            reason=data["reason"],
            now=now(),
        )

    if attempt(form, act):
        toast(request, _("Droit accordé."))
        return redirect("network:person", person_id=person_id)
    card = colleague_card(acting.organisation, person_id, day=today())
    return render(request, "network/person.html", {**_person_context(acting, card), "capability_form": form})


@require_POST
def take_capability(request: HttpRequest, person_id: str) -> HttpResponse:
    """Take a dated right."""
    code = request.POST.get("code", "")
    if code not in set(CapabilityCode):
        raise Invalid("network.no_such_right")
    end_capability(acting=acting_of(request), person_id=ActorId(person_id), code=CapabilityCode(code), now=now())
    toast(request, _("Droit retiré."))
    return redirect("network:person", person_id=person_id)


@require_POST
def add_charge(request: HttpRequest, person_id: str) -> HttpResponse:
    """Note that a colleague answers for something."""
    acting = acting_of(request)
    form = ResponsibilityForm(request.POST)

    def act() -> None:
        label = form.cleaned_data["label"]
        add_responsibility(acting=acting, person_id=ActorId(person_id), kind="other", label=label, now=now())

    if attempt(form, act):
        return redirect("network:person", person_id=person_id)
    card = colleague_card(acting.organisation, person_id, day=today())
    return render(request, "network/person.html", {**_person_context(acting, card), "charge_form": form})


@require_POST
def pass_on(request: HttpRequest, responsibility_id: str) -> HttpResponse:
    """Hand a responsibility over."""
    to = ActorId(request.POST.get("to", ""))
    hand_over(acting=acting_of(request), responsibility_id=responsibility_id, to=to, now=now())
    toast(request, _("Responsabilité transmise."))
    return redirect("network:person", person_id=to)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, person_id: str) -> HttpResponse:
    """Note that a colleague leaves: ask first, then list what they answered for."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_ORGANISATION)
    card = colleague_card(acting.organisation, person_id, day=today())
    if request.method == "GET":
        charges = open_responsibilities(person_id=person_id, organisation=acting.organisation)
        return render(request, "network/leave.html", {"card": card, "charges": charges})
    left = person_leaves(acting=acting, person_id=ActorId(person_id), now=now())
    toast(request, _("%(name)s n’a plus de rôle ici.") % {"name": card.name})
    return redirect("network:charges") if left else redirect("network:people")


@require_safe
def charges(request: HttpRequest) -> HttpResponse:
    """Show what people answer for in the association, those who left first."""
    acting = acting_of(request)
    here = colleagues(acting.organisation, day=today())
    ids = {card.id for card in here}
    rows = Responsibility.objects.filter(organisation_id=acting.organisation, handed_over_on=None)
    lines = sorted(((row, row.person_id in ids) for row in rows.select_related("person")), key=lambda line: line[1])
    context = {"lines": lines, "people": here, "manages": acting.can(Permission.MANAGE_ORGANISATION)}
    return render(request, "network/charges.html", context)


def _role(request: HttpRequest) -> Role:
    asked = request.POST.get("role", "")
    if asked not in set(Role):
        raise Invalid("network.no_role_given")
    return Role(asked)


def _person_context(acting: Acting, card: ColleagueCard) -> dict[str, object]:
    return {
        **said(card),
        "spoken": [LANGUAGES[code].name for code in card.spoken if code in LANGUAGES],
        "held": [(r, ROLES[r], ROLE_HELP[r], may_grant(acting.roles, r)) for r in card.roles],
        "rights": [(code, CAPABILITIES[code]) for code in card.capabilities],
        "manages": acting.can(Permission.MANAGE_ORGANISATION),
        "may_help": all(may_grant(acting.roles, role) for role in card.roles),
        "role_form": RoleForm(granter=acting.roles, held=card.roles),
        "capability_form": CapabilityForm(),
        "charge_form": ResponsibilityForm(),
        "charges": open_responsibilities(person_id=card.id, organisation=acting.organisation),
        "history": object_history(acting, "person", card.id),
        "others": [c for c in colleagues(acting.organisation, day=today()) if c.id != card.id],
    }
