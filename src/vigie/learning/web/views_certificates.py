"""Certificates: who is ready, sign, take back, print."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import now, today, whole_number
from vigie.network.api import acting_of
from vigie.ui.api import file_name, toast

from ..actions.certificates import revoke_certificate, sign_certificate
from ..documents.printed import certificate_pdf
from ..queries.certificates import candidates, certificate
from ..queries.studies import module
from ..rules.certificates import CHOICES, VALID_MONTHS
from .reading import ASKED


@require_GET
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Show the people of the association: what they have, what is missing, until when they are certified."""
    acting = acting_of(request)
    rows = [
        (one, [ASKED[asked] for asked in one.missing], one.person == acting.actor)
        for one in candidates(acting, day=today())
    ]
    return render(request, "learning/certificates.html", {"rows": rows, "months": CHOICES, "usual": VALID_MONTHS})


@require_POST
def sign(request: HttpRequest, person_id: str) -> HttpResponse:
    """Sign."""
    months = whole_number(request.POST.get("months", str(VALID_MONTHS)))
    sign_certificate(acting=acting_of(request), person_id=person_id, months=months, now=now())
    toast(request, _("L’attestation est signée, et le droit donné jusqu’à sa fin."))
    return redirect("learning:certificates")


@require_POST
def revoke(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """Take back."""
    because = request.POST.get("because", "")
    revoke_certificate(acting=acting_of(request), certificate_id=certificate_id, because=because, now=now())
    toast(request, _("L’attestation est retirée, et le droit avec elle."))
    return redirect("learning:certificates")


@require_GET
def pdf(request: HttpRequest, certificate_id: str) -> HttpResponse:
    """Print."""
    card = certificate(acting_of(request), certificate_id, day=today())
    answer = HttpResponse(certificate_pdf(card, module(card.module)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(f"attestation-{card.number}.pdf")}"'
    return answer
