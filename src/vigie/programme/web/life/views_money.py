"""Allowances: the lines, who pays, the receipt, the table to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Conflict, Denied, Invalid, now, today
from vigie.network.api import acting_of
from vigie.ui.api import file_name, toast

from ...actions.life import paying as acts
from ...documents.life.tables import Row, as_csv, as_xlsx, money_rows
from ...models import Mission
from ...queries.life.access import InLife, life_of
from ...queries.life.reading import may_see_money, money_of, payers_of, receipt_of
from ...rules.life.schedule import LineKind
from ..forms import euros_of, tell
from .common import attempt, frame, given, uploaded
from .forms import PayForm, SharesForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def seen(request: HttpRequest, slug: str) -> InLife:
    """Return a mission whose amounts one sees.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_life``, ``programme.no_money``.
    """
    entered = life_of(acting_of(request), slug)
    if not may_see_money(entered):
        raise Denied("programme.no_money")
    return entered


@require_http_methods(["GET", "POST"])
def allowances(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the allowances of a mission; pay one with its receipt."""
    entered = seen(request, slug)
    acting = acting_of(request)
    form = PayForm(request.POST or None, request.FILES or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            acts.pay_line(
                acting=acting,
                slug=slug,
                number=data["number"],
                on=data["on"],
                how=data["how"],
                receipt=uploaded(request, "receipt"),
                now=now(),
            )
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("Le versement est noté."))
            return redirect("programme:allowances", slug)
    return render(
        request, "programme/life/allowances.html", _shown(request, entered, form), status=400 if form.is_bound else 200
    )


def _shown(request: HttpRequest, entered: InLife, form: PayForm) -> dict[str, object]:
    acting = acting_of(request)
    money = money_of(entered.mission, day=today())
    mine = {
        line.number for line in money.lines if any(s.organisation_id == acting.organisation for s in line.shares.all())
    }
    pays = not entered.volunteer and (entered.runs or (entered.staff and bool(mine)))
    payable = [line for line in money.lines if line.state == "due" and (entered.runs or line.number in mine)]
    asked = request.POST.get("number") or request.GET.get("ligne", "")
    chosen = next((line for line in payable if str(line.number) == asked), payable[0] if payable else None)
    return {
        **frame(entered, "allowances"),
        "money": money,
        "left": money.total - money.paid,
        "form": form if pays and chosen else None,
        "chosen": chosen,
        "payable": {line.number for line in payable} if pays else set(),
        "today": today(),
    }


@require_http_methods(["GET", "POST"])
def shares(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay the schedule and say who pays which part."""
    acting = acting_of(request)
    entered = life_of(acting, slug, run=True)
    houses = _houses(entered.mission)
    initial = {
        f"{kind.value}-{house}": euros_of(cents)
        for kind in LineKind
        for house, cents in payers_of(entered.mission, kind)
    }
    form = SharesForm(request.POST or None, initial=initial, houses=houses)
    if request.method == "POST" and form.is_valid():
        try:
            parts = {kind: form.parts(kind.value) for kind in LineKind}
            acts.plan_allowances(acting=acting, slug=slug, shares=parts, now=now())
        except (Invalid, Conflict) as refusal:
            tell(form, refusal)
        else:
            toast(request, _("L’échéancier est posé."))
            return redirect("programme:allowances", slug)
    context = {**frame(entered, "allowances"), "form": form, "session": entered.mission.session}
    return render(request, "programme/life/shares.html", context, status=400 if form.is_bound else 200)


def _houses(mission: Mission) -> list[tuple[str, str]]:
    rows = mission.partners.select_related("organisation")
    return list({str(p.organisation_id): str(p.organisation) for p in rows}.items())


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the receipt of an allowance; add one to a line already paid."""
    entered = seen(request, slug)
    acting = acting_of(request)
    if request.method == "POST":
        data = uploaded(request, "receipt") or b""
        attempt(
            request,
            lambda: acts.add_receipt(acting=acting, slug=slug, number=number, receipt=data, now=now()),
            _("Le reçu est gardé, chiffré."),
        )
        return redirect("programme:allowances", slug)
    data, media = receipt_of(entered.mission, number)
    return given(data, media, f"recu-{slug}-{number}")


@require_GET
def money_table(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the allowances of a mission as a table."""
    entered = seen(request, slug)
    rows = money_rows(entered.mission, money_of(entered.mission, day=today()))
    return table_answer(rows, f"indemnites-{slug}", ending, _("Indemnités"))


def table_answer(rows: list[Row], name: str, ending: str, title: str) -> HttpResponse:
    """Return a table as CSV or XLSX."""
    data = as_xlsx(rows, title) if ending == "xlsx" else as_csv(rows)
    answer = HttpResponse(data, content_type=XLSX if ending == "xlsx" else "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(f"{name}.{ending}")}"'
    return answer
