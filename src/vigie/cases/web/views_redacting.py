"""The box brush, and the second person's look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vigie.kernel.api import Invalid, Media, Refusal, now, whole_number
from vigie.network.api import acting_of
from vigie.ui.api import toast
from vigie.vault.api import unlocked_of

from ..actions.exhibits import find
from ..actions.redacting import (
    accept_exhibit,
    boxes_mark,
    keep_boxes,
    produce_whole,
    redact,
    redact_again,
    send_back,
)
from ..queries.access import Entered, enter
from ..queries.exhibits import exhibit
from ..rules.access import Deed
from ..rules.exhibits import Treatment
from ..rules.filetypes import KINDS, FileKind
from ..rules.states import ExhibitState
from .forms_exhibits import SendBackForm, posted_boxes, tell
from .shell import around
from .views_exhibits import TAB, drawn, vault_around

EMPTY_ROWS = 3
"""Lines offered to who draws without JavaScript."""


@never_cache
@require_http_methods(["GET", "POST"])
def brush(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Draw boxes over one page; burn them all in, or say that there is nothing to hide."""
    entered = enter(acting_of(request), slug, Deed.WORK)
    card = exhibit(entered, exhibit_id)
    if card.state is not ExhibitState.TO_REDACT or not card.can_redact:
        return redirect("cases:exhibit", slug, exhibit_id)
    page = _page(request, card.pages)
    form = SendBackForm({}) if request.method == "POST" else SendBackForm()
    if request.method == "POST":
        try:
            return _drawn(request, slug, exhibit_id, page, card.pages)
        except Refusal as refusal:
            if refusal.status in {403, 404} and refusal.code != "vault.locked":
                raise
            tell(form, refusal)
    return _brush_page(request, entered, exhibit_id, page, form)


def _page(request: HttpRequest, pages: int) -> int:
    """Return the page asked for, from 0, within the exhibit."""
    return min(max(whole_number(request.GET.get("page"), otherwise=1), 1), pages) - 1


def _drawn(request: HttpRequest, slug: str, exhibit_id: str, page: int, pages: int) -> HttpResponse:
    acting, moment, what = acting_of(request), now(), request.POST.get("do", "keep")
    if what == "nothing":
        if posted_boxes(request.POST):
            raise Invalid("cases.boxes_there")
        unlocked = unlocked_of(request, now=moment)
        redact(acting=acting, unlocked=unlocked, slug=slug, exhibit_id=exhibit_id, nothing=True, now=moment)
        return _proposed(request, slug, exhibit_id)
    kept = keep_boxes(
        acting=acting,
        slug=slug,
        exhibit_id=exhibit_id,
        page=page,
        boxes=posted_boxes(request.POST),
        base=request.POST.get("base"),
        now=moment,
    )
    if what == "burn":
        unlocked = unlocked_of(request, now=moment)
        redact(acting=acting, unlocked=unlocked, slug=slug, exhibit_id=exhibit_id, now=moment)
        return _proposed(request, slug, exhibit_id)
    toast(request, _("Les zones sont gardées : %(n)s en tout.") % {"n": kept})
    following = min(page + 2, pages) if what == "next" else page + 1
    return redirect(f"{reverse('cases:exhibit_redact', args=[slug, exhibit_id])}?page={following}")


def _proposed(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    toast(request, _("La copie est faite et scellée. Une autre personne doit la relire avant qu’elle soit produite."))
    return redirect("cases:exhibit", slug, exhibit_id)


def _brush_page(request: HttpRequest, entered: Entered, exhibit_id: str, page: int, form: SendBackForm) -> HttpResponse:
    card, row = exhibit(entered, exhibit_id), find(entered.dossier, exhibit_id)
    boxes = _posted_back(request) if form.errors else [_percent(box) for box in row.boxes if box["page"] == page]
    counts = [sum(box["page"] == number for box in row.boxes) for number in range(card.pages)]
    context = {
        **around(entered, TAB),
        **vault_around(request),
        **drawn(card),
        "form": form,
        "page_number": page + 1,
        "pages": list(enumerate(counts, start=1)),
        "boxes": boxes,
        "base": boxes_mark(row),
        "empty_rows": range(EMPTY_ROWS),
        "other_boxes": sum(counts) - counts[page],
    }
    return render(request, "cases/exhibits/redact.html", context, status=422 if form.errors else 200)


def _posted_back(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what was drawn, as it was, when it was not taken."""
    lines = zip(*(request.POST.getlist(name) for name in "xywh"), strict=False)
    return [dict(zip("xywh", line, strict=True)) for line in lines if any(map(str.strip, line))]


def _percent(box: dict[str, Any]) -> dict[str, str]:
    return {name: f"{box[name] * 100:.2f}" for name in "xywh"}


@require_POST
def whole(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Say that an exhibit is produced as it is, or its file handed apart."""
    moment, asked = now(), request.POST.get("treatment", "")
    treatment = Treatment(asked) if asked in set(Treatment) else Treatment.NONE
    produce_whole(
        acting=acting_of(request),
        unlocked=unlocked_of(request, now=moment),
        slug=slug,
        exhibit_id=exhibit_id,
        treatment=treatment,
        now=moment,
    )
    toast(request, _("C’est noté. Une autre personne doit le confirmer."))
    return redirect("cases:exhibit", slug, exhibit_id)


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Look at what would be produced; accept it, or send it back."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.WORK)
    card = exhibit(entered, exhibit_id)
    if card.state is not ExhibitState.TO_REVIEW:
        return redirect("cases:exhibit", slug, exhibit_id)
    form = SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _reviewed(request, slug, exhibit_id, form.cleaned_data["note"])
        except Refusal as refusal:
            if refusal.status in {403, 404} and refusal.code != "vault.locked":
                raise
            tell(form, refusal)
    shown = card.working_type == Media.PDF or KINDS.get(card.working_type) is FileKind.PHOTO
    context = {
        **around(entered, TAB),
        **vault_around(request),
        **drawn(card),
        "form": form,
        "mine": card.redacted_by == acting.actor,
        "sheets": range(1, card.pages + 1) if shown else [],
    }
    return render(request, "cases/exhibits/review.html", context, status=422 if form.errors else 200)


def _reviewed(request: HttpRequest, slug: str, exhibit_id: str, note: str) -> HttpResponse:
    acting, moment = acting_of(request), now()
    if request.POST.get("do") == "accept":
        accept_exhibit(
            acting=acting,
            unlocked=unlocked_of(request, now=moment),
            slug=slug,
            exhibit_id=exhibit_id,
            working_sha256=request.POST.get("copy", ""),
            now=moment,
        )
        toast(request, _("La pièce est prête."))
    else:
        send_back(acting=acting, slug=slug, exhibit_id=exhibit_id, words=note, now=moment)
        toast(request, _("La pièce est renvoyée, avec votre note."))
    return redirect("cases:exhibit", slug, exhibit_id)


@require_POST
def again(request: HttpRequest, slug: str, exhibit_id: str) -> HttpResponse:
    """Take an exhibit back to be prepared."""
    redact_again(acting=acting_of(request), slug=slug, exhibit_id=exhibit_id, now=now())
    toast(request, _("La pièce est reprise : vos zones sont toujours là."))
    return redirect("cases:exhibit", slug, exhibit_id)
