"""Sealed papers of an attestation: sent straight into the vault, opened for a motive, erased."""

from __future__ import annotations

from itertools import chain

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from vigie.kernel.api import Conflict, Denied, Invalid, Missing, OrgId, VaultRef, now
from vigie.network.api import acting_of
from vigie.ui.api import file_name, say, toast
from vigie.vault.api import open_sealed, open_stream, unlocked_of

from ..actions.attestations import LABELS, drop_paper, keep_paper
from ..documents.attestations import aid_sheet
from ..models import Attestation
from ..queries.access import Entered, enter
from ..queries.attestations import REFS, attestation_of, card_of
from ..rules.access import Deed
from ..rules.attestations import UPLOADED, Paper
from ..rules.filetypes import suffix
from ..rules.papers import content_type
from .forms_statements import MotiveForm, tell
from .shell import around
from .uploads import SealingHandler
from .words_attestations import PAPERS


@csrf_exempt
@require_POST
def send(request: HttpRequest, slug: str, attestation_id: str, paper: str) -> HttpResponse:
    """Seal a paper as its bytes come. Who may send it is asked before the body is read; the token of the form, within."""
    kind = _paper(paper)
    entered = enter(acting_of(request), slug, Deed.WORK)
    attestation_of(entered.dossier, attestation_id)
    if kind not in UPLOADED:
        raise Missing("cases.no_paper")
    handler = SealingHandler(request, organisation=OrgId(entered.dossier.organisation_id), label=LABELS[kind])
    request.upload_handlers = [handler]
    try:
        return _keep(request, slug, attestation_id, kind, handler)
    finally:
        handler.drop()


@csrf_protect
def _keep(request: HttpRequest, slug: str, attestation_id: str, kind: Paper, handler: SealingHandler) -> HttpResponse:
    _read = request.FILES
    try:
        keep_paper(
            acting=acting_of(request),
            slug=slug,
            attestation_id=attestation_id,
            paper=kind,
            sealed=handler.sealed(),
            now=now(),
        )
    except (Invalid, Conflict) as refusal:
        toast(request, say(refusal))
    else:
        toast(request, _("Le papier est scellé."))
    return redirect("cases:attestation", slug, attestation_id)


@never_cache
@require_http_methods(["GET", "POST"])
def open_paper(request: HttpRequest, slug: str, attestation_id: str, paper: str) -> HttpResponseBase:
    """Ask why a paper is opened, then give it. It opens for the dossier's association, with its key."""
    kind = _paper(paper)
    acting = acting_of(request)
    entered = enter(acting, slug)
    row = attestation_of(entered.dossier, attestation_id)
    if not getattr(row, REFS[kind]) or acting.organisation != entered.dossier.organisation_id:
        raise Missing("cases.no_paper")
    form = MotiveForm(request.POST if request.method == "POST" else None)
    locked = False
    if form.is_valid():
        try:
            return _opened(request, row, kind, form.cleaned_data["motive"])
        except Denied as refusal:
            locked = refusal.code == "vault.locked"
            tell(form, [refusal])
        except Invalid as refusal:
            tell(form, [refusal])
    context = {**_around(entered, row), "form": form, "what": PAPERS[kind], "paper": kind.value, "locked": locked}
    return render(request, "cases/attestations/open.html", context, status=400 if form.errors else 200)


@require_POST
def drop(request: HttpRequest, slug: str, attestation_id: str, paper: str) -> HttpResponse:
    """Erase a paper."""
    drop_paper(acting=acting_of(request), slug=slug, attestation_id=attestation_id, paper=_paper(paper), now=now())
    toast(request, _("Le papier est effacé."))
    return redirect("cases:attestation", slug, attestation_id)


def _opened(request: HttpRequest, row: Attestation, kind: Paper, motive: str) -> HttpResponseBase:
    moment = now()
    ref, unlocked = VaultRef(getattr(row, REFS[kind])), unlocked_of(request, now=moment)
    answer: HttpResponseBase
    if kind is Paper.AID:
        text = open_sealed(unlocked=unlocked, ref=ref, motive=motive, now=moment).decode()
        end = "pdf"
        answer = HttpResponse(aid_sheet(text, witness=row.witness), content_type="application/pdf")
    else:
        pieces = open_stream(unlocked=unlocked, ref=ref, motive=motive, now=moment)
        head = next(pieces, b"")
        told = content_type(head)
        end = suffix(told)
        answer = StreamingHttpResponse(chain([head], pieces), content_type=told or "application/octet-stream")
    name = file_name(f"{kind.value}-{row.id[:8]}.{end}")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _around(entered: Entered, row: Attestation) -> dict[str, object]:
    return {**around(entered, "attestations"), "card": card_of(row)}


def _paper(code: str) -> Paper:
    if code not in set(Paper):
        raise Missing("cases.no_paper")
    return Paper(code)
