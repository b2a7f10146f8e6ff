"""The exhibits of a dossier: the table, adding, naming, numbering, proving."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import PARIS, Invalid, OrgId, Refusal, now
from vigie.network.api import Acting, acting_of, person_names
from vigie.ui.api import say_day, say_time, toast
from vigie.vault.api import unlocked_of

from ..actions.exhibits import (
    Naming,
    add_from_fact,
    add_uploaded,
    move_exhibit,
    name_exhibit,
    remove_exhibit,
    renumber_by_date,
    restore_exhibit,
)
from ..actions.verifying import Verdict, verify_exhibits
from ..phrases_exhibits import DEFAULT_TITLES, DONE, ICONS, PROBLEMS, STATES, TREATMENTS, VERDICTS
from ..queries.access import Entered, enter
from ..queries.exhibits import ExhibitCard, exhibit, exhibits, media_offered, removed_exhibits, told_of
from ..queries.reading import facts_of
from ..rules.access import Deed
from ..rules.exhibits import UNDO
from ..rules.states import ExhibitState
from .exhibit_upload import SealingUpload
from .forms_exhibits import NamingForm, UploadForm, tell
from .inputs import words_of
from .shell import around

TAB = "exhibits"


def drawn(card: ExhibitCard) -> dict[str, Any]:
    """Return an exhibit with the words a page says of it."""
    words, mark, icon = STATES[card.state.value]
    return {
        "card": card,
        "kind": DEFAULT_TITLES[card.kind],
        "icon": ICONS[card.kind],
        "state": words,
        "state_mark": mark,
        "state_icon": icon,
        "treatment": TREATMENTS[card.treatment.value],
        "problem": PROBLEMS.get(card.problem, ""),
        "short": card.sha256[:12],
        "taken": _said_moment(str(card.capture.get("taken") or "")),
    }


def _said_moment(told: str) -> str:
    """Say the moment a device wrote (``2018:01:15 07:12:00``, its own clock); as it stands when it is no moment."""
    try:
        moment = dt.datetime.strptime(told, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 -- the device says no zone
    except ValueError:
        return told
    return f"{say_day(moment.date())}, {say_time(moment.time())}"


def vault_around(request: HttpRequest) -> dict[str, Any]:
    """Return whether this request holds the vault open, and where one goes to open it."""
    return {
        "vault_open": unlocked_of(request, now=now()) is not None,
        "unlock_url": f"{reverse('vault:unlock')}?next={request.path}",
    }


@never_cache
@require_safe
def exhibit_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the exhibits by number."""
    entered = enter(acting_of(request), slug)
    return render(request, "cases/exhibits/list.html", _listed(request, entered))


def _listed(request: HttpRequest, entered: Entered) -> dict[str, Any]:
    cards = exhibits(entered)
    return {
        **around(entered, TAB),
        **vault_around(request),
        "rows": [drawn(card) for card in cards],
        "removed": removed_exhibits(entered, since=now() - UNDO),
        "to_redact": sum(card.state is ExhibitState.TO_REDACT for card in cards),
        "to_review": sum(card.state is ExhibitState.TO_REVIEW for card in cards),
        "altered": sum(card.altered_at is not None for card in cards),
    }


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a file, or a medium of a fact. The file is sealed while it is read, hence before its form token is checked."""
    entered = enter(acting_of(request), slug, Deed.WORK)
    upload = SealingUpload(OrgId(entered.dossier.organisation_id))
    request.upload_handlers = [upload]
    try:
        answer: HttpResponse = _add(request, entered, upload)
    finally:
        upload.abort()
    return answer


@csrf_protect
def _add(request: HttpRequest, entered: Entered, upload: SealingUpload) -> HttpResponse:
    if request.method != "POST":
        return _adding(request, entered, UploadForm())
    form = UploadForm(request.POST)
    form.is_valid()
    naming = Naming(words_of(request, "title"), words_of(request, "source"))
    try:
        exhibit_id = _taken(request, entered, upload, naming)
    except Refusal as refusal:
        tell(form, refusal)
        return _adding(request, entered, form, status=422)
    return _added(request, entered.dossier.slug, exhibit_id)


def _taken(request: HttpRequest, entered: Entered, upload: SealingUpload, naming: Naming) -> str:
    if upload.refusal is not None:
        raise upload.refusal
    if upload.look is None or upload.writer is None:
        raise Invalid("cases.exhibit_no_file", field="file")
    return add_uploaded(
        acting=acting_of(request),
        slug=entered.dossier.slug,
        writer=upload.writer,
        look=upload.look,
        naming=naming,
        now=now(),
    )


def _adding(request: HttpRequest, entered: Entered, form: UploadForm, *, status: int = 200) -> HttpResponse:
    offers = media_offered(acting_of(request), entered, today=now().astimezone(PARIS).date())
    told = [{"offer": offer, "kind": DEFAULT_TITLES[offer.kind], "icon": ICONS[offer.kind]} for offer in offers]
    context = {**around(entered, TAB), **vault_around(request), "form": form, "offers": told}
    return render(request, "cases/exhibits/add.html", context, status=status)


def _added(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    toast(request, _("La pièce est ajoutée. Son original est scellé, personne n’y touchera."))
    return redirect("cases:exhibit", slug, exhibit_id)


@require_POST
def from_fact(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an exhibit of a medium of a fact."""
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug, Deed.WORK)
    form = UploadForm()
    try:
        exhibit_id = add_from_fact(
            acting=acting,
            unlocked=unlocked_of(request, now=moment),
            slug=slug,
            fact_id=request.POST.get("fact", ""),
            sealed_ref=request.POST.get("medium", ""),
            naming=Naming(),
            now=moment,
        )
    except Refusal as refusal:
        if refusal.status in {403, 404}:
            raise
        form = UploadForm({})
        tell(form, refusal)
        return _adding(request, entered, form, status=422)
    return _added(request, slug, exhibit_id)


@never_cache
@require_http_methods(["GET", "POST"])
def detail(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Show one exhibit, what was done to it, what comes next; change its name."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK if request.method == "POST" else Deed.READ)
    card = exhibit(entered, exhibit_id)
    told = _facts_to_name(acting, entered, card)
    if request.method == "POST":
        form = NamingForm(request.POST, facts=told)
        if form.is_valid():
            naming = Naming(**form.cleaned_data)
            name_exhibit(acting=acting, slug=slug, exhibit_id=exhibit_id, naming=naming, now=now())
            toast(request, _("C’est changé."))
            return redirect("cases:exhibit", slug, exhibit_id)
    else:
        known = {"title": card.title, "source": card.source, "dated": card.dated, "fact": card.fact}
        form = NamingForm(initial=known, facts=told)
    context = {
        **around(entered, TAB),
        **vault_around(request),
        **drawn(card),
        "form": form,
        "mine": card.redacted_by == acting.actor,
        "own_key": card.owner == acting.organisation,
        "log": _log(exhibit_id),
    }
    return render(request, "cases/exhibits/detail.html", context, status=422 if form.errors else 200)


def _facts_to_name(acting: Acting, entered: Entered, card: ExhibitCard) -> list[tuple[str, str]]:
    """Return the facts that an exhibit may be said to show: those one may read, and the one it shows already."""
    found = facts_of(acting, [entered.dossier.id])[entered.dossier.id]
    told = {fact.id: fact.name for fact in found if fact.name}
    return list({**told, **({card.fact: card.kept_as} if card.fact else {})}.items())


def _log(exhibit_id: str) -> list[dict[str, Any]]:
    """Return what was done to an exhibit, with who and how many boxes."""
    entries = told_of(exhibit_id)
    names = person_names(entry.actor for entry in entries)
    return [
        {
            "words": DONE[entry.verb],
            "name": names.get(entry.actor, ""),
            "at": entry.at,
            "boxes": entry.detail.get("boxes"),
            "treatment": TREATMENTS.get(str(entry.detail.get("treatment") or ""), "")
            if entry.detail.get("treatment")
            else "",
        }
        for entry in entries
        if entry.verb in DONE
    ]


@require_POST
def move(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Move an exhibit up or down."""
    step = -1 if request.POST.get("step") == "up" else 1
    move_exhibit(acting=acting_of(request), slug=slug, exhibit_id=exhibit_id, step=step, now=now())
    return redirect("cases:exhibits", slug)


@require_POST
def renumber(request: HttpRequest, slug: str) -> HttpResponse:
    """Number by date."""
    changed = renumber_by_date(acting=acting_of(request), slug=slug, now=now())
    words = ngettext("%(n)s pièce a changé de numéro.", "%(n)s pièces ont changé de numéro.", changed) % {"n": changed}
    toast(request, words if changed else _("Les pièces étaient déjà dans l’ordre des dates."))
    return redirect("cases:exhibits", slug)


@require_POST
def remove(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Take an exhibit out; it can come back."""
    remove_exhibit(acting=acting_of(request), slug=slug, exhibit_id=exhibit_id, now=now())
    undo = reverse("cases:exhibit_restore", args=[slug, exhibit_id])
    toast(request, _("La pièce est retirée du dossier. Son original n’a pas bougé."), undo_url=undo)
    return redirect("cases:exhibits", slug)


@require_POST
def restore(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Put an exhibit back."""
    restore_exhibit(acting=acting_of(request), slug=slug, exhibit_id=exhibit_id, now=now())
    toast(request, _("La pièce est revenue à sa place."))
    return redirect("cases:exhibits", slug)


@never_cache
@require_POST
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    """Prove every exhibit, and name those that are not what they were."""
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug)
    checks = verify_exhibits(acting=acting, unlocked=unlocked_of(request, now=moment), slug=slug, now=moment)
    said = [
        {"check": check, "words": VERDICTS[check.verdict][0], "mark": VERDICTS[check.verdict][1]} for check in checks
    ]
    context = {
        **around(entered, TAB),
        "checks": said,
        "altered_found": [check for check in checks if check.verdict is Verdict.ALTERED],
        "at": moment,
    }
    return render(request, "cases/exhibits/verified.html", context)
