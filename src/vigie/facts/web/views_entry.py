"""Type in what was seen: a relevé, a tournée."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, FuzzyDate, Refusal, Refusals, new_id, now, today
from vigie.network.api import Acting, Audience, Permission, acting_of, can, check
from vigie.ui.api import drop_draft, paginate, resumed, toast, unjudged

from ..actions.bin import delete_shifts, restore_shifts
from ..actions.recording import record_observation, record_shift
from ..queries.lists import shift_card, shift_rows
from ..rules.drafts import ObservationDraft
from .fields import tell
from .forms_entry import NewObservationForm, ShiftForm
from .reading import choices_of, place_labels
from .views_detail import TYPED_HERE

DRAFT, SHIFT_DRAFT = "releve", "tournee"
"""Names of the drafts of this page and of the tournée's."""


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Type in a relevé. What was typed comes back on error; a form sent twice makes one relevé."""
    acting = acting_of(request)
    if not can(acting, Permission.CODE_FACTS):
        check(acting, Permission.RECORD_OBSERVATION)
    initial = {"date": FuzzyDate.day(today()), "key": new_id(), "source_link": "0102", "audience": Audience.OWNER.value}
    draft = resumed(request, DRAFT)
    form = NewObservationForm(
        request.POST if request.method == "POST" else draft,
        choices=choices_of(acting),
        may_share=can(acting, Permission.CODE_FACTS),
        initial=initial,
    )
    if draft is not None:
        unjudged([form])
    elif form.is_valid() and (saved := _record(request, acting, form)):
        drop_draft(request, DRAFT)
        return saved
    return render(request, "facts/entry.html", {"form": form}, status=400 if form.errors else 200)


def _record(request: HttpRequest, acting: Acting, form: NewObservationForm) -> HttpResponse | None:
    draft = ObservationDraft(
        statement=form.content(),
        circumstances=form.circumstances(),
        audience=Audience(form.cleaned_data.get("audience") or Audience.OWNER),
        external_key=f"{TYPED_HERE}{form.cleaned_data['key']}",
    )
    try:
        statement_id = record_observation(acting=acting, draft=draft, now=now())
    except Conflict:
        toast(request, _("Ce relevé était déjà enregistré : il n’y est qu’une fois."))
        return redirect("facts:statements")
    except (Refusal, Refusals) as refusal:
        tell(form, refusal)
        return None
    toast(request, _("Le relevé est enregistré."))
    again = "again" in request.POST
    return redirect("facts:new") if again else redirect("facts:statement", statement_id)


@require_GET
def shift_list(request: HttpRequest) -> HttpResponse:
    """List the tournées: what gives figures their coverage."""
    acting = acting_of(request)
    page = paginate(request, shift_rows(acting))
    context = {
        "page": page,
        "shifts": [shift_card(row, acting) for row in page.rows],
        "may_record": can(acting, Permission.RECORD_OBSERVATION),
        "may_delete": can(acting, Permission.DELETE_FACTS),
    }
    return render(request, "facts/shifts.html", context)


@require_POST
def drop_shift(request: HttpRequest, shift_id: str) -> HttpResponse:
    """Put a tournée in the bin, and offer to take it back."""
    delete_shifts(acting=acting_of(request), shift_ids=[shift_id], now=now())
    toast(
        request,
        _("La tournée est à la corbeille : elle ne compte plus dans aucun chiffre."),
        undo_url=reverse("facts:restore_shift", args=[shift_id]),
    )
    return redirect("facts:shifts")


@require_POST
def restore_shift(request: HttpRequest, shift_id: str) -> HttpResponse:
    """Take a tournée out of the bin."""
    restore_shifts(acting=acting_of(request), shift_ids=[shift_id], now=now())
    toast(request, _("La tournée est revenue à sa place."))
    return redirect("facts:shifts")


@require_http_methods(["GET", "POST"])
def new_shift(request: HttpRequest) -> HttpResponse:
    """Type in a tournée."""
    acting = acting_of(request)
    check(acting, Permission.RECORD_OBSERVATION)
    draft = resumed(request, SHIFT_DRAFT)
    form = ShiftForm(
        request.POST if request.method == "POST" else draft,
        communes=place_labels(),
        may_share=can(acting, Permission.CODE_FACTS),
        initial={"day": FuzzyDate.day(today())},
    )
    if draft is not None:
        unjudged([form])
    elif form.is_valid():
        try:
            record_shift(acting=acting, draft=form.draft(), now=now())
        except (Refusal, Refusals) as refusal:
            tell(form, refusal)
        else:
            drop_draft(request, SHIFT_DRAFT)
            toast(request, _("La tournée est enregistrée."))
            return redirect("facts:shifts")
    return render(request, "facts/shift_entry.html", {"form": form}, status=400 if form.errors else 200)
