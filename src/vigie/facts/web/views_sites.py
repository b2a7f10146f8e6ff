"""Living sites, under the names their association gave them. Never an address, never a point on a map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, Missing, Refusal, now, today
from vigie.network.api import Acting, Audience, Permission, acting_of, can, check
from vigie.ui.api import say, toast

from ..actions.sites import add_site_alias, close_site, open_site, rename_site
from ..queries.cards import SiteCard
from ..queries.lists import sites
from ..queries.vocabulary import all_terms
from ..rules.drafts import SiteDraft
from .fields import PlaceField, named, offer, tell
from .reading import place_labels


class SiteForm(forms.Form):
    """A living site to open."""

    pseudonym = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=60,
        help_text=gettext_lazy(
            "Un nom que votre association est seule à comprendre : ni rue, ni entreprise, ni repère."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    place = PlaceField(label=gettext_lazy("Quelle commune ?"))
    kind = forms.ChoiceField(label=gettext_lazy("De quoi s’agit-il ?"))
    owner_type = forms.ChoiceField(label=gettext_lazy("À qui est le terrain ?"))
    opened_on = forms.DateField(
        label=gettext_lazy("Depuis quel jour ?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    shared = forms.BooleanField(
        label=gettext_lazy("Montrer ce nom au réseau"),
        required=False,
        help_text=gettext_lazy("Sinon, seule votre association le voit ; les faits se partagent à la commune."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = all_terms()
        for name, dimension in (("kind", "site_kind"), ("owner_type", "land")):
            offer(self, name, named(terms.get(dimension, {}).values()))
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        place.names = place_labels()

    @property
    def communes(self) -> list[str]:
        """Names to choose from."""
        place = self.fields["place"]
        assert isinstance(place, PlaceField)
        return list(place.names.values())

    def draft(self) -> SiteDraft:
        """Return what was typed."""
        data = self.cleaned_data
        return SiteDraft(
            pseudonym=data["pseudonym"],
            place=data["place"],
            kind=data["kind"],
            owner_type=data["owner_type"],
            opened_on=data["opened_on"],
            audience=Audience.NETWORK if data["shared"] else Audience.OWNER,
        )


@require_GET
def site_list(request: HttpRequest) -> HttpResponse:
    """List the living sites that may be seen."""
    acting = acting_of(request)
    found = sites(acting, closed=True)
    context = {
        "open_sites": [site for site in found if site.closed_on is None],
        "closed_sites": [site for site in found if site.closed_on is not None],
        "kinds": all_terms().get("site_kind", {}),
        "may_record": can(acting, Permission.RECORD_OBSERVATION),
    }
    return render(request, "facts/sites.html", context)


@require_http_methods(["GET", "POST"])
def new_site(request: HttpRequest) -> HttpResponse:
    """Open a living site."""
    acting = acting_of(request)
    check(acting, Permission.RECORD_OBSERVATION)
    form = SiteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            site_id = open_site(acting=acting, draft=form.draft(), now=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Le lieu de vie est ouvert."))
            return redirect("facts:site", site_id)
    return render(request, "facts/site_entry.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def site(request: HttpRequest, site_id: str) -> HttpResponse:
    """Show one living site, its other names, and what one may do with it."""
    acting = acting_of(request)
    found = _site(acting, site_id)
    terms = all_terms()
    context = {
        "site": found,
        "kind": terms.get("site_kind", {}).get(found.kind),
        "land": terms.get("land", {}).get(found.owner_type),
        "may_change": found.own and can(acting, Permission.CODE_FACTS),
        "today": today(),
    }
    return render(request, "facts/site.html", context)


def _site(acting: Acting, site_id: str) -> SiteCard:
    found = next((card for card in sites(acting, closed=True) if card.id == site_id), None)
    if found is None:
        raise Missing("facts.no_site")
    return found


@require_POST
def change_site(request: HttpRequest, site_id: str) -> HttpResponse:
    """Add a name, rename, close or reopen: whichever button was pressed."""
    acting, name = acting_of(request), request.POST.get("name", "")
    try:
        _change(acting, site_id, request.POST.get("what", ""), name)
    except (Invalid, Conflict) as refusal:
        toast(request, say(refusal), level=messages.ERROR)
    else:
        toast(request, _("C’est noté."))
    return redirect("facts:site", site_id)


def _change(acting: Acting, site_id: str, what: str, name: str) -> None:
    if what == "alias":
        add_site_alias(acting=acting, site_id=site_id, name=name, now=now())
    elif what == "rename":
        rename_site(acting=acting, site_id=site_id, pseudonym=name, now=now())
    elif what in {"close", "reopen"}:
        close_site(acting=acting, site_id=site_id, day=today() if what == "close" else None, now=now())
    else:
        raise Invalid("facts.site_change")
