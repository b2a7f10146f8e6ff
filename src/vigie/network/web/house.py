"""The journal, and the page that opens the house."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.journal.api import recent
from vigie.kernel.api import now
from vigie.ui.api import paginate, toast

from ..acting import check
from ..actions.set_up import KEYHOLDERS, SetUpDraft, complete_setup, save_setup
from ..hooks import keyholder_count
from ..models import SetUp
from ..queries import set_up_page
from ..requests import acting_of
from ..rules.permissions import Permission
from ..words import CHARTER, FLOORS
from .forms import SetUpForm
from .history import lines_of
from .journeys import attempt

KEPT = 1000


@require_safe
def journal(request: HttpRequest) -> HttpResponse:
    """Show what was done for the association, newest first, as sentences."""
    acting = acting_of(request)
    check(acting, Permission.SEE_JOURNAL)
    floor = request.GET.get("partie", "")
    floor = floor if floor in FLOORS else ""
    page = paginate(request, recent(organisation=acting.organisation, floor=floor, limit=KEPT))
    tabs = [(_("Tout"), "?"), *((str(said), f"?partie={code}") for code, said in FLOORS.items())]
    context = {
        "page": page,
        "lines": lines_of(page.rows),
        "tabs": tabs,
        "current": f"?partie={floor}" if floor else "?",
    }
    return render(request, "network/journal.html", context)


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Fill the page that opens the house: keep a part of it, or open."""
    acting = acting_of(request)
    check(acting, Permission.SET_UP)
    row = set_up_page()
    form = SetUpForm(request.POST or None, initial=_shown(row))
    holders = keyholder_count(acting.organisation)
    if request.method == "POST":
        opens = "open" in request.POST

        def act() -> None:
            draft = SetUpDraft(**form.cleaned_data)
            save_setup(acting=acting, draft=draft, now=now())
            if opens:
                complete_setup(acting=acting, draft=draft, keyholders=holders, now=now())

        if attempt(form, act):
            toast(request, _("Vigie est ouverte à votre association.") if opens else _("Enregistré."))
            return redirect("desk:home" if opens else "network:setup")
    context = {"form": form, "row": row, "holders": holders, "needed": KEYHOLDERS, "ready": holders >= KEYHOLDERS}
    return render(request, "network/setup.html", context)


def _shown(row: SetUp) -> dict[str, str]:
    charter = row.charter or "\n".join(str(point) for point in CHARTER)
    return {
        "controller": row.controller,
        "joint_agreement": row.joint_agreement,
        "rights_contact": row.rights_contact,
        "host": row.host,
        "charter": charter,
    }
