"""The page of the four words: no account, no cookie, no script; six languages; the same answer for everyone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources import files
from typing import Any, cast

import yaml
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from vigie.kernel.api import FOUR, LANGUAGES, Missing, is_listed, near_words, plain_word, today
from vigie.network.api import OrganisationCard, organisation, organisations
from vigie.vault.api import has_keys

from ..asking import Busy, ask
from .limits import TooMany, count_try

View = Callable[..., HttpResponse]
LONGEST_CONTACT = 500
POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "font-src": ["'self'"],
    "img-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "script-src": None,
    "connect-src": None,
    "media-src": None,
    "manifest-src": None,
}
"""Nothing runs on this page."""


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Return all that the page says, by language."""
    told = files("vigie.desk").joinpath("data/words.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(told))


def for_anyone(view: View) -> View:
    """Open a page to whoever has its address, and leave no trace of it: not kept by a browser, no address passed on.

    There is no session to protect from another site's form, so no token, which would be a cookie.
    """

    @csrf_exempt
    @login_not_required
    @csp_replace(POLICY)
    @sensitive_post_parameters()
    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return cast("View", open_to_all)


@dataclass(slots=True)
class Word:
    """One of the four inputs: what was typed, what is wrong with it, the words it was perhaps meant to be."""

    number: int
    label: str
    typed: str = ""
    wrong: str = ""
    near: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Return the word as the list writes it."""
        return plain_word(self.typed)


@dataclass(slots=True)
class Form:
    """What was typed. It is given back whole, whatever is wrong with it, and kept nowhere."""

    words: list[Word]
    stop: bool = False
    call: bool = False
    contact: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def bad(self) -> bool:
        """Say whether something is to be corrected."""
        return bool(self.wrong) or any(word.wrong for word in self.words)


@for_anyone
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Ask which association gave the paper."""
    say = _say(request)
    context = {"organisations": organisations(using_vigie=True), "form": None, **say}
    return render(request, "desk/words/choose.html", context)


@for_anyone
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the four words and what the person wants; note it and say so, in the same words for everyone.

    Raises:
        Missing: ``network.no_organisation``.
    """
    house = organisation(slug)
    if not house.uses_vigie or house.slug != slug:
        raise Missing("network.no_organisation", slug=slug)
    say = _say(request)
    form = _read(request.POST, say["say"])
    if request.method != "POST" or "langue" in request.POST:
        return _page(request, house, form, say)
    if "prendre" in request.POST:
        _take(form, request.POST["prendre"])
        return _page(request, house, form, say)
    _judge(form, say["say"], house)
    if form.bad:
        form.wrong["again"] = say["say"]["again"]
        return _page(request, house, form, say, status=422)
    return _note(request, house, form, say)


def _note(request: HttpRequest, house: OrganisationCard, form: Form, say: dict[str, Any]) -> HttpResponse:
    try:
        count_try(request)
        ask(
            organisation=house.id,
            words=[word.plain for word in form.words],
            stops=form.stop,
            contact=form.contact if form.call else "",
            day=today(),
        )
    except (TooMany, Busy) as refusal:
        form.wrong["again"] = say["say"]["busy" if isinstance(refusal, Busy) else "too_many"]
        return _page(request, house, form, say, status=refusal.status)
    return render(request, "desk/words/done.html", {**say, "house": house, "form": form, "languages": []})


def _page(
    request: HttpRequest, house: OrganisationCard, form: Form, say: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, "desk/words/page.html", {"house": house, "form": form, **say}, status=status)


def _read(sent: Mapping[str, str], say: Mapping[str, Any]) -> Form:
    words = [
        Word(number, label, sent.get(f"mot{number}", "").replace("\x00", "")[:60])
        for number, label in enumerate(say["word"], start=1)
    ]
    contact = sent.get("contact", "").replace("\x00", "").strip()
    return Form(words, "arreter" in sent, "rappeler" in sent or bool(contact), contact)


def _take(form: Form, chosen: str) -> None:
    """Put a suggested word in its place."""
    number, _colon, word = chosen.partition(":")
    if number in {str(n) for n in range(1, FOUR + 1)} and is_listed(word):
        form.words[int(number) - 1].typed = word


def _judge(form: Form, say: Mapping[str, Any], house: OrganisationCard) -> None:
    for word in form.words:
        if not word.typed.strip():
            word.wrong = say["missing"]
        elif not is_listed(word.plain):
            word.near = near_words(word.plain)
            word.wrong = say["unknown"] if word.near else say["unknown_alone"]
    if not (form.stop or form.call):
        form.wrong["wishes"] = say["wish_needed"]
    if form.call and not form.contact:
        form.wrong["contact"] = say["contact_needed"]
    elif len(form.contact) > LONGEST_CONTACT:
        form.wrong["contact"] = say["contact_long"]
    elif form.call and not has_keys(house.id):
        form.wrong["contact"] = say["no_keys"]


def _say(request: HttpRequest) -> dict[str, Any]:
    """Return what a page needs to speak: the language asked for, else the first the browser names, else French."""
    asked = request.POST.get("langue") or request.POST.get("l") or request.GET.get("l", "")
    wanted = [asked, *(p.split(";")[0].strip()[:2] for p in request.headers.get("Accept-Language", "").split(","))]
    code = next((c for c in wanted if c in LANGUAGES), "fr")
    return {"say": texts()[code], "language": LANGUAGES[code], "languages": list(LANGUAGES.values())}
