"""Who holds the keys, and how that changes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Missing, Refusal, now
from vigie.network.api import Acting, Permission, acting_of, can, check
from vigie.ui.api import toast

from ..actions.keys import (
    add_keyholder,
    change_passphrase,
    found_keys,
    offer_keyholder,
    remove_keyholder,
    rewrap_pending,
)
from ..actions.unlocking import unlock
from ..cookies import set_cookie
from ..passphrases import passphrase_words
from ..queries import key_state, keyholders
from ..requests import unlocked_of
from .forms import ChangePassphraseForm, NewPassphraseForm, tell

Text = str | Promise
BATCHES = 4
"""Of 500 objects: what one press of the button moves, in about two seconds."""


@never_cache
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Show the state of one's association's keys."""
    acting = acting_of(request)
    holders = keyholders(acting.organisation)
    mine = next((card for card in holders if card.person == acting.actor), None)
    context = {
        "state": key_state(acting.organisation),
        "holders": holders,
        "mine": mine,
        "unlocked": unlocked_of(request, now=now()),
        "may_manage": can(acting, Permission.MANAGE_KEYS),
        "may_offer": can(acting, Permission.OPEN_SEALED) and mine is None,
        "after": request.GET.get("suite", ""),
    }
    return render(request, "vault/keys.html", context)


def _new_passphrase(
    request: HttpRequest,
    form: NewPassphraseForm,
    *,
    act: Callable[[NewPassphraseForm], HttpResponse],
    title: Text,
    lead: Text,
    verb: Text,
) -> HttpResponse:
    """Show a passphrase that was drawn, take its copy, do what it is for."""
    if form.is_valid():
        try:
            return act(form)
        except Refusal as refusal:
            tell(form, refusal)
    offered = form.data.get("offered") or form.initial["offered"]
    context = {"form": form, "words": offered.split(), "title": title, "lead": lead, "verb": verb}
    return render(request, "vault/passphrase.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, kind: type[NewPassphraseForm] = NewPassphraseForm) -> NewPassphraseForm:
    return kind(request.POST if request.method == "POST" else None, initial={"offered": passphrase_words()})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Found the association's key."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_KEYS)

    def act(form: NewPassphraseForm) -> HttpResponse:
        found_keys(acting=acting, passphrase=form.cleaned_data["offered"], now=now())
        toast(request, _("La clé est fondée. Il faut maintenant une deuxième personne pour la détenir."))
        return _opened(acting, form.cleaned_data["offered"])

    return _new_passphrase(
        request,
        _form(request),
        act=act,
        title=gettext_lazy("Fonder la clé"),
        lead=gettext_lazy("Voici votre phrase secrète. Elle ouvrira tout ce que votre association scelle."),
        verb=gettext_lazy("Fonder la clé"),
    )


def _opened(acting: Acting, passphrase: str) -> HttpResponse:
    """Go to the state of the keys, the vault open."""
    response = redirect("vault:keys")
    set_cookie(response, unlock(acting=acting, passphrase=passphrase, now=now()).cookie)
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """Offer oneself as a keyholder."""
    acting = acting_of(request)
    check(acting, Permission.OPEN_SEALED)

    def act(form: NewPassphraseForm) -> HttpResponse:
        offer_keyholder(acting=acting, passphrase=form.cleaned_data["offered"], now=now())
        toast(request, _("Votre proposition est faite. Une personne qui détient la clé doit donner son accord."))
        return redirect("vault:keys")

    return _new_passphrase(
        request,
        _form(request),
        act=act,
        title=gettext_lazy("Se proposer pour détenir la clé"),
        lead=gettext_lazy(
            "Voici votre phrase secrète. Elle ouvrira le coffre dès qu’une personne aura donné son accord."
        ),
        verb=gettext_lazy("Me proposer"),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Change one's passphrase."""
    acting = acting_of(request)

    def act(form: NewPassphraseForm) -> HttpResponse:
        data = form.cleaned_data
        change_passphrase(acting=acting, old=data["old"], new=data["offered"], now=now())
        toast(request, _("Votre phrase secrète est changée. L’ancienne n’ouvre plus rien : détruisez son papier."))
        return _opened(acting, data["offered"])

    return _new_passphrase(
        request,
        _form(request, ChangePassphraseForm),
        act=act,
        title=gettext_lazy("Changer de phrase secrète"),
        lead=gettext_lazy("Voici la nouvelle. Elle remplace l’ancienne dès que vous l’aurez recopiée."),
        verb=gettext_lazy("Changer"),
    )


@require_POST
def agree(request: HttpRequest, holder_id: str) -> HttpResponse:
    """Agree to a new keyholder."""
    add_keyholder(acting=acting_of(request), unlocked=unlocked_of(request, now=now()), holder_id=holder_id, now=now())
    toast(request, _("C’est fait. Cette personne peut maintenant ouvrir le coffre avec sa phrase secrète."))
    return redirect("vault:keys")


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, holder_id: str) -> HttpResponse:
    """Say what taking a place back means, then do it."""
    acting = acting_of(request)
    card = next((card for card in keyholders(acting.organisation) if card.id == holder_id), None)
    if card is None:
        raise Missing("vault.no_holder")
    if card.person != acting.actor:
        check(acting, Permission.MANAGE_KEYS)
    if request.method == "POST":
        remove_keyholder(acting=acting, holder_id=holder_id, now=now())
        toast(request, _("C’est fait. Cette personne n’ouvre plus le coffre."))
        return redirect("vault:keys")
    context = {"card": card, "mine": card.person == acting.actor, "state": key_state(acting.organisation)}
    return render(request, "vault/remove.html", context)


@require_POST
def rewrap(request: HttpRequest) -> HttpResponse:
    """Move some of what was sealed to an earlier key to the one in use."""
    moved, after = 0, request.POST.get("after", "")
    for _batch in range(BATCHES):
        step = rewrap_pending(unlocked=unlocked_of(request, now=now()), now=now(), after=after)
        moved, after = moved + step.done, step.next
        if not after:
            break
    words = ngettext(
        "%(count)s contenu passé à la nouvelle clé.", "%(count)s contenus passés à la nouvelle clé.", moved
    )
    toast(request, words % {"count": moved})
    here = reverse("vault:keys")
    return redirect(f"{here}?suite={after}" if after else here)
