"""What came and could not be taken as a record: why, what is kept, what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import now
from vigie.network.api import Acting, acting_of
from vigie.ui.api import toast
from vigie.vault.api import unlocked_of

from ..actions import sorting
from ..models import FormVersion
from ..queries.mailbag import quarantined
from .motives import motive_of, proposed_motive
from .views_mailbag import sitting
from .words import QUARANTINE


@require_GET
def quarantine(request: HttpRequest) -> HttpResponse:
    """Show what is in quarantine with its reason and the next step."""
    acting = acting_of(request)
    rows = [(kept, *QUARANTINE[kept.reason]) for kept in quarantined(acting)[:200]]
    context = {"rows": rows, "versions": _versions(acting), **sitting(request)}
    return render(request, "collection/mailbag/quarantine.html", context)


def _versions(acting: Acting) -> list[FormVersion]:
    rows = FormVersion.objects.select_related("form").order_by("form__title", "-published_at")
    return [row for row in rows if row.form.organisation_id in {None, acting.organisation}]


@require_POST
def sort(request: HttpRequest, quarantine_id: str) -> HttpResponse:
    """Attach something to a version of a form, or set it aside."""
    acting, moment = acting_of(request), now()
    if request.POST.get("action") == "aside":
        sorting.set_aside(acting=acting, quarantine_id=quarantine_id, now=moment)
        toast(request, _("Mis de côté. Rien n’est perdu."))
        return redirect("collection:quarantine")
    made = sorting.attach(
        acting=acting,
        unlocked=unlocked_of(request, now=moment),
        quarantine_id=quarantine_id,
        version_id=request.POST.get("version", ""),
        motive=motive_of(request) or proposed_motive(),
        now=moment,
    )
    toast(request, _("Rattaché : il attend maintenant d’être relu."))
    return redirect("collection:record", made.id)
