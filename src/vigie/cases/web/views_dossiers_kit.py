"""The litigation kit: the papers an association shows each time, sealed, with the day each runs out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Denied, Missing, Refusal, now, today
from vigie.network.api import Acting, Permission, acting_of, check
from vigie.ui.api import toast
from vigie.vault.api import has_keys, is_keyholder, unlocked_of

from ..actions.kit import PaperDraft, keep_paper, open_paper
from ..models import KitItem
from ..queries.kit import kit, paper
from ..queries.lists import workable
from .forms_dossiers import MotiveForm, PaperForm, tell
from .words import PAPER_HELP, PAPERS


@require_GET
def kit_page(request: HttpRequest) -> HttpResponse:
    """List the papers of one's association, kind by kind, those replaced folded."""
    acting = acting_of(request)
    held = kit(acting, today=today())
    groups = [
        {
            "kind": kind,
            "label": PAPERS[kind],
            "help": PAPER_HELP[kind],
            "current": [card for card in cards if card.state != "replaced"],
            "replaced": [card for card in cards if card.state == "replaced"],
        }
        for kind, cards in held.items()
    ]
    context = {
        "groups": groups,
        "organisation": acting.organisation_name,
        "founded": has_keys(acting.organisation),
        "holder": is_keyholder(acting),
    }
    return render(request, "cases/kit.html", context)


@require_http_methods(["GET", "POST"])
def add_paper(request: HttpRequest) -> HttpResponse:
    """Add a paper to the kit."""
    acting = acting_of(request)
    check(acting, Permission.KEEP_KIT)
    kind = request.GET.get("papier", "")
    return _keep(request, acting, initial={"kind": kind, "title": PAPERS.get(kind, "")})


@require_http_methods(["GET", "POST"])
def replace_paper(request: HttpRequest, item_id: str) -> HttpResponse:
    """Put a newer paper in the place of one, which is kept."""
    acting = acting_of(request)
    row = paper(acting, item_id)
    initial = {"kind": row.kind, "title": row.title, "dossier": row.dossier.slug if row.dossier else ""}
    return _keep(request, acting, initial=initial, replaces=row)


def _keep(
    request: HttpRequest, acting: Acting, *, initial: dict[str, Any], replaces: KitItem | None = None
) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*sent, dossiers=list(workable(acting).values_list("slug", "title")), initial=initial)
    if form.is_valid():
        told = form.cleaned_data
        draft = PaperDraft(
            kind=told["kind"],
            title=told["title"],
            data=told["file"].read(),
            dated=told["dated"],
            valid_until=told["valid_until"],
            dossier=told["dossier"],
        )
        try:
            keep_paper(acting=acting, draft=draft, replaces=replaces.id if replaces else "", now=now())
        except Refusal as refusal:
            if isinstance(refusal, Denied | Missing):
                raise
            tell(form, refusal)
        else:
            toast(request, _("Le papier est scellé dans la trousse."))
            return redirect("cases:kit")
    context = {"form": form, "replaces": replaces, "founded": has_keys(acting.organisation)}
    return render(request, "cases/kit_add.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def open_paper_page(request: HttpRequest, item_id: str) -> HttpResponse:
    """Ask why, then give the paper in clear to the person who holds the key, and to no cache."""
    acting = acting_of(request)
    row = paper(acting, item_id)
    moment = now()
    unlocked = unlocked_of(request, now=moment)
    form = MotiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            opened = open_paper(
                acting=acting, unlocked=unlocked, item_id=item_id, motive=form.cleaned_data["motive"], now=moment
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            response = HttpResponse(opened.data, content_type=opened.content_type)
            response["Cache-Control"] = "no-store"
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Disposition"] = f'attachment; filename="{opened.filename}"'
            return response
    context = {
        "form": form,
        "row": row,
        "label": PAPERS[row.kind],
        "locked": unlocked is None,
        "holder": is_keyholder(acting),
        "unlock_url": f"{reverse('vault:unlock')}?next={request.path}",
    }
    return render(request, "cases/kit_open.html", context, status=400 if form.errors else 200)
