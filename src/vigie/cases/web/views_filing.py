"""File a referral, correct what was noted, open the proof, write the answer."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vigie.kernel.api import Conflict, Denied, Invalid, Missing, Refusal, Refusals, now, today
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import file_name, say, toast
from vigie.vault.api import unlocked_of

from ..actions.filing import correct_filing, file_referral, open_proof, proof_type, record_outcome
from ..queries.access import enter
from ..queries.referrals import referral_of, referral_sheet
from ..rules.access import Deed
from ..rules.states import ReferralState
from .forms_referrals import DispatchForm, FilingForm, OutcomeForm
from .inputs import words_of
from .shell import around
from .views_referrals import COURTS, show

TYPES = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Note that a referral was filed, once nothing stops it."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.FILE)
    check(acting, Permission.FILE_REFERRAL)
    if referral_of(entered, referral_id).state != ReferralState.DRAFT.value:
        toast(request, say(Conflict("cases.already_filed")), level=messages.ERROR)
        return redirect("cases:referral", slug, referral_id)
    form = FilingForm(request.POST or None, request.FILES or None, initial={"filed_on": today()})
    if form.is_valid():
        try:
            file_referral(acting=acting, slug=slug, referral_id=referral_id, dispatch=form.dispatch(), now=now())
        except (Refusal, Refusals) as refusal:
            _tell(form, refusal)
        else:
            toast(request, _("La saisine est déposée. Ce qui est parti ne se reprend pas ; la suite se note ici."))
            return redirect("cases:referral", slug, referral_id)
    sheet = referral_sheet(acting, entered, referral_id, today=today())
    court = sheet.sheet.card.nature in COURTS
    context = {"form": form, "r": sheet, "card": sheet.sheet.card, "court": court, **around(entered, "referrals")}
    return render(request, "cases/referral_file.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Correct what was noted of a filing."""
    acting = acting_of(request)
    entered = enter(acting, slug, Deed.FILE)
    row = referral_of(entered, referral_id)
    initial = {name: getattr(row, name) for name in ("filed_on", "channel", "file_number", "remind_on")}
    form = DispatchForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        try:
            correct_filing(acting=acting, slug=slug, referral_id=referral_id, dispatch=form.dispatch(), now=now())
        except (Refusal, Refusals) as refusal:
            _tell(form, refusal)
        else:
            toast(request, _("C’est corrigé. Ce qui était noté avant reste dans l’histoire."))
            return redirect("cases:referral", slug, referral_id)
    context = {"form": form, "row": row, **around(entered, "referrals")}
    return render(request, "cases/referral_correct.html", context, status=400 if form.errors else 200)


@never_cache
@require_POST
def proof(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Give the proof of dispatch to whoever holds its key and says why."""
    moment, motive = now(), words_of(request, "motive")
    try:
        content = open_proof(
            acting=acting_of(request),
            unlocked=unlocked_of(request, now=moment),
            slug=slug,
            referral_id=referral_id,
            motive=motive,
            now=moment,
        )
    except (Denied, Invalid) as refusal:
        typed = {"motive": motive, "why": str(say(refusal)), "locked": refusal.code == "vault.locked"}
        return show(request, slug, referral_id, status=refusal.status, proof_refused=typed)
    kind = proof_type(content)
    answer = HttpResponse(content, content_type=TYPES.get(kind, "application/octet-stream"))
    name = file_name(f"preuve-{referral_id}.{kind or 'bin'}")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def outcome(request: HttpRequest, slug: str, referral_id: str) -> HttpResponse:
    """Write what the body answered; refused, it comes back on the page as it was typed."""
    acting = acting_of(request)
    row = referral_of(enter(acting, slug, Deed.WORK), referral_id)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        try:
            record_outcome(acting=acting, slug=slug, referral_id=row.id, now=now(), **form.cleaned_data)
        except Refusal as refusal:
            _tell(form, refusal)
        else:
            toast(request, _("La réponse est notée."))
            return redirect("cases:referral", slug, referral_id)
    return show(request, slug, referral_id, status=422, outcome_form=form)


def _tell(form: forms.Form, refusal: Refusal | Refusals) -> None:
    """Put refusals beside their fields, or on top; who may not, and what is not there, stay a page of their own."""
    if isinstance(refusal, Denied | Missing):
        raise refusal
    for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
        form.add_error(one.field if one.field in form.fields else None, say(one))
