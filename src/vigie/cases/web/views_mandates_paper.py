"""The signed paper of a mandate: brought later, opened for a motive."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import Refusal, now
from vigie.network.api import acting_of
from vigie.ui.api import file_name, say, toast
from vigie.vault.api import is_keyholder, unlocked_of

from ..actions.mandate_papers import SignedPaper, add_mandate_paper, open_mandate_paper, own_mandate
from ..queries.access import enter
from .forms_mandates import SignedPaperForm
from .forms_statements import MotiveForm
from .shell import around


@never_cache
@require_http_methods(["GET", "POST"])
def signed_paper(request: HttpRequest, slug: str, mandate_id: str) -> HttpResponse:
    """Ask for the scan while there is none; then ask why it is opened, and give it."""
    acting, moment = acting_of(request), now()
    entered = enter(acting, slug)
    mandate = own_mandate(acting, slug, mandate_id)
    there = bool(mandate.paper_ref)
    form = _form(request, opens=there)
    unlocked = unlocked_of(request, now=moment)
    if form.is_valid():
        where: dict[str, Any] = {"acting": acting, "slug": slug, "mandate_id": mandate_id, "now": moment}
        try:
            if there:
                return _given(open_mandate_paper(unlocked=unlocked, motive=form.cleaned_data["motive"], **where))
            add_mandate_paper(paper=form.cleaned_data["paper"].read(), **where)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))
        else:
            toast(request, _("Le papier signé est scellé pour votre association."))
            return redirect("cases:mandates", slug)
    context = {
        **around(entered, "mandates"),
        "form": form,
        "mandate": mandate,
        "there": there,
        "holds_key": is_keyholder(acting),
        "locked": unlocked is None,
        "unlock_url": f"{reverse('vault:unlock')}?next={request.path}",
    }
    return render(request, "cases/mandate_signed.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, *, opens: bool) -> MotiveForm | SignedPaperForm:
    if request.method != "POST":
        return MotiveForm() if opens else SignedPaperForm()
    return MotiveForm(request.POST) if opens else SignedPaperForm(request.POST, request.FILES)


def _given(paper: SignedPaper) -> HttpResponse:
    response = HttpResponse(paper.data, content_type=paper.content_type or "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file_name(paper.name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
