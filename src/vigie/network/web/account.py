"""One's own account: coming in, the charter, for whom one acts, leaving the seat to someone else."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vigie.journal.api import mark_read, notifications
from vigie.kernel.api import ActorId, Missing, now, today
from vigie.ui.api import say, toast

from ..acting import acting_for
from ..actions.invitations import accept_invitation, accept_invitation_as, read_invitation
from ..actions.profile import accept_charter, change_profile
from ..actions.returning import come_back
from ..hooks import needs_second_factor
from ..models import Person
from ..queries import organisations_of, set_up_page
from ..words import CHARTER, ROLES, role_name
from .forms import JoinForm, NewPasswordForm, ProfileForm
from .journeys import attempt, forget_shared_browser, safe_next
from .middleware import SESSION_KEY

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show one's profile and how one's sign-in is protected."""
    person = Person.objects.get(pk=request.user.pk)
    shown = {"name": person.name, "language": person.language, "spoken": person.spoken}
    form = ProfileForm(request.POST or None, initial=shown)
    if request.method == "POST" and attempt(form, lambda: _change(person, form)):
        toast(request, _("Profil enregistré."))
        response = redirect("account")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response
    acting = getattr(request, "acting", None)
    context = {
        "form": form,
        "person": person,
        "factors": set(Authenticator.objects.filter(user=person).values_list("type", flat=True)),
        "required": acting is not None and needs_second_factor(acting),
        "organisations": organisations_of(person.id, day=today()),
    }
    return render(request, "network/account.html", context)


@require_http_methods(["GET", "POST"])
def charter(request: HttpRequest) -> HttpResponse:
    """Show the charter, and note that it is accepted."""
    onward = safe_next(request, reverse("desk:home"))
    if request.method == "POST":
        accept_charter(person_id=ActorId(str(request.user.pk)), now=now())
        return redirect(onward)
    lines = set_up_page().charter.splitlines()
    accepted = Person.objects.get(pk=request.user.pk).charter_accepted_at
    context = {"points": [line for line in lines if line.strip()] or CHARTER, "next": onward, "accepted": accepted}
    return render(request, "network/charter.html", context)


@require_http_methods(["GET", "POST"])
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Choose the association one acts for, among those where one has a role today."""
    onward = safe_next(request, reverse("desk:home"))
    mine = organisations_of(str(request.user.pk), day=today())
    if request.method == "POST":
        asked = request.POST.get("organisation", "")
        if asked not in {card.id for card in mine}:
            raise Missing("network.no_role")
        request.session[SESSION_KEY] = asked
        return redirect(onward)
    choices = [(card, _roles_in(request, card.id)) for card in mine]
    return render(request, "network/choose_organisation.html", {"choices": choices, "next": onward})


@require_http_methods(["GET", "POST"])
def switch_person(request: HttpRequest) -> HttpResponse:
    """Leave the seat to someone else on the same machine: nothing of this session remains."""
    if request.method == "GET":
        return render(request, "network/switch_person.html")
    return _leave(request, reverse(settings.LOGIN_URL))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    return _leave(request, reverse(settings.LOGIN_URL))


@require_http_methods(["GET", "POST"])
def notifications_page(request: HttpRequest) -> HttpResponse:
    """Show what was left for this person, and mark it as read."""
    person = ActorId(str(request.user.pk))
    if request.method == "POST":
        mark_read(person=person, now=now())
        return redirect("notifications")
    left = [(card, say(Missing(card.code, **card.params))) for card in notifications(person=person, limit=100)]
    unread = any(not card.read for card, _said in left)
    return render(request, "network/notifications.html", {"left": left, "unread": unread})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let a guest in: a new person makes their account, someone who is signed in joins as themself."""
    offer = read_invitation(token=token, now=now())
    if offer.returning:
        return _return(request, token, offer.returning)
    form = None if request.user.is_authenticated else JoinForm(request.POST or None, initial={"name": offer.name})
    if request.method == "POST":
        entered = _join_as(request, token) if form is None else _join(request, token, form)
        if entered:
            request.session[SESSION_KEY] = offer.organisation.id
            return redirect("desk:home")
    context = {"offer": offer, "form": form, "roles": [ROLES[role] for role in sorted(offer.roles)]}
    return render(request, "network/invitation.html", context)


def _return(request: HttpRequest, token: str, username: str) -> HttpResponse:
    """Let someone choose a new password; they then sign in with it, and with their second factor."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: come_back(token=token, password=form.cleaned_data["password"], now=now())
    ):
        toast(request, _("Mot de passe changé. Connectez-vous."))
        logout(request)
        return redirect(settings.LOGIN_URL)
    return render(request, "network/return.html", {"form": form, "username": username})


def _join_as(request: HttpRequest, token: str) -> bool:
    accept_invitation_as(token=token, person_id=ActorId(str(request.user.pk)), now=now())
    return True


def _join(request: HttpRequest, token: str, form: JoinForm) -> bool:
    made: list[str] = []

    def accept() -> None:
        data = form.cleaned_data
        card = accept_invitation(
            token=token,
            username=data["username"],
            name=data["name"],
            password=data["password"],
            language=getattr(request, "LANGUAGE_CODE", "fr"),
            spoken=data["spoken"],
            now=now(),
        )
        made.append(card.id)

    if not attempt(form, accept):
        return False
    login(request, Person.objects.get(id=made[0]), backend=BACKEND)
    return True


def _change(person: Person, form: ProfileForm) -> None:
    data = form.cleaned_data
    change_profile(
        person_id=ActorId(person.id), name=data["name"], language=data["language"], spoken=data["spoken"], now=now()
    )


def _roles_in(request: HttpRequest, organisation_id: str) -> list[str]:
    acting = acting_for(person_id=str(request.user.pk), organisation_id=organisation_id, day=today())
    return [role_name(role) for role in sorted(acting.roles)]


def _leave(request: HttpRequest, onward: str) -> HttpResponse:
    logout(request)
    response = redirect(onward)
    forget_shared_browser(response)
    return response
