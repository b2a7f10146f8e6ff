"""Sharing agreements of the association acted for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import OrgId, now, today
from vigie.ui.api import toast

from ..acting import Acting, check
from ..actions.agreements import end_agreement, make_agreement, sign_agreement
from ..models import Agreement
from ..queries import agreement_in_force, agreements_of, organisations
from ..requests import acting_of
from ..rules.permissions import Permission
from .forms import AgreementForm
from .history import object_histories
from .journeys import attempt


@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Show the agreements the association is party to, and which bind today."""
    acting = acting_of(request)
    rows = agreements_of(acting.organisation)
    told = object_histories(acting, "agreement", [row.id for row in rows])
    context = {
        "lines": [{**_line(row, acting), "history": told.get(row.id, [])} for row in rows],
        "manages": acting.can(Permission.MANAGE_AGREEMENTS),
    }
    return render(request, "network/agreements.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose an agreement to other associations."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_AGREEMENTS)
    others = [(o.id, o.name) for o in organisations(using_vigie=True) if o.id != acting.organisation]
    form = AgreementForm(request.POST or None, others=[(str(i), name) for i, name in others], today=today())

    def act() -> None:
        data = form.cleaned_data
        parties = [OrgId(i) for i in data.pop("organisations")]
        make_agreement(acting=acting, organisations=parties, now=now(), **data)

    if request.method == "POST" and attempt(form, act):
        toast(request, _("Accord proposé. Il lie les associations quand toutes ont signé."))
        return redirect("network:agreements")
    return render(request, "network/agreement_form.html", {"form": form, "others": others})


@require_POST
def sign(request: HttpRequest, agreement_id: str) -> HttpResponse:
    """Sign for the association."""
    sign_agreement(acting=acting_of(request), agreement_id=agreement_id, now=now())
    toast(request, _("Accord signé pour votre association."))
    return redirect("network:agreements")


@require_POST
def end(request: HttpRequest, agreement_id: str) -> HttpResponse:
    """End an agreement."""
    end_agreement(acting=acting_of(request), agreement_id=agreement_id, now=now())
    toast(request, _("L’accord ne lie plus personne. Ce qui avait été partagé à ce titre ne se voit plus."))
    return redirect("network:agreements")


def _line(row: Agreement, acting: Acting) -> dict[str, object]:
    signed = {signature.organisation_id for signature in row.signatures.all()}
    parties = list(row.organisations.all())
    ended = row.ends is not None and row.ends < today()
    return {
        "row": row,
        "parties": ", ".join(str(party) for party in parties),
        "waiting": [str(party) for party in parties if party.id not in signed],
        "in_force": agreement_in_force(row, today()),
        "ended": ended,
        "to_sign": acting.organisation not in signed and not ended,
    }
