"""Who speaks what, and how the public reaches an association."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import now, today
from vigie.ui.api import toast

from ..acting import check
from ..actions.directory import SpeakerDraft, ask_speaker, hide_languages, set_contacts, show_languages
from ..queries.contacts import SpeakerCard, contacts_of, my_showing, speakers
from ..requests import acting_of
from ..rules.permissions import Permission
from ..rules.vocabulary import SPOKEN
from ..words_life import LANGUAGE_NAMES, LEVEL_NAMES
from .forms_life import ContactsForm, SpeakerForm, WordsForm
from .journeys import attempt


@require_safe
def speakers_page(request: HttpRequest) -> HttpResponse:
    """Show who speaks what in the circle, narrowed by language."""
    acting = acting_of(request)
    language = request.GET.get("langue", "")
    language = language if language in SPOKEN else ""
    everyone = speakers(acting, day=today())
    shown = [card for card in everyone if not language or language in dict(card.languages)]
    heard = [code for card in everyone for code, _level in card.languages]
    facets = [
        (LANGUAGE_NAMES[code], "?" if code == language else f"?langue={code}", heard.count(code), code == language)
        for code in SPOKEN
        if code in heard
    ]
    context = {
        "lines": [(card, spoken_words(card)) for card in shown],
        "facets": facets,
        "in_force": [(LANGUAGE_NAMES[language], "?")] if language else [],
        "shows": my_showing(acting) is not None,
        "form": WordsForm(),
    }
    return render(request, "network/speakers.html", context)


@require_http_methods(["GET", "POST"])
def my_languages(request: HttpRequest) -> HttpResponse:
    """Choose what I show of the languages I speak."""
    acting = acting_of(request)
    held = my_showing(acting)
    form = SpeakerForm(request.POST or None, held=held, name=acting.name)

    def act() -> None:
        data = form.cleaned_data
        draft = SpeakerDraft(data["shown_as"], form.spoken(), interprets=data["interprets"], note=data["note"])
        show_languages(acting=acting, draft=draft, now=now())

    if request.method == "POST" and attempt(form, act):
        toast(request, _("Vos langues se voient dans le réseau, sous le nom choisi."))
        return redirect("network:speakers")
    return render(request, "network/my_languages.html", {"form": form, "held": held})


@require_POST
def hide(request: HttpRequest) -> HttpResponse:
    """Show nothing any more."""
    hide_languages(acting=acting_of(request), now=now())
    toast(request, _("Vos langues ne se voient plus. Rien n’en est gardé."))
    return redirect("network:speakers")


@require_POST
def ask(request: HttpRequest, speaker_id: str) -> HttpResponse:
    """Leave a word for someone who speaks a language."""
    ask_speaker(acting=acting_of(request), speaker_id=speaker_id, words=request.POST.get("words", ""), now=now())
    toast(request, _("Votre mot est laissé. La personne répondra si elle le souhaite."))
    return redirect("network:speakers")


@require_http_methods(["GET", "POST"])
def contacts(request: HttpRequest) -> HttpResponse:
    """Change how the public reaches the association."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_ORGANISATION)
    form = ContactsForm(request.POST or None, held=contacts_of(acting.organisation))
    if request.method == "POST" and attempt(
        form, lambda: set_contacts(acting=acting, contacts=form.drafts(), now=now())
    ):
        toast(request, _("Contacts publics enregistrés."))
        return redirect("network:organisation", slug=acting.organisation_slug)
    return render(request, "network/contacts_form.html", {"form": form, "slug": acting.organisation_slug})


def spoken_words(card: SpeakerCard) -> str:
    """Return the languages someone shows, in words: "arabe (couramment), anglais (bien)"."""
    return ", ".join(f"{LANGUAGE_NAMES[code]} ({LEVEL_NAMES[level]})" for code, level in card.languages)
