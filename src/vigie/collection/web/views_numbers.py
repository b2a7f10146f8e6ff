"""The page where an association writes the numbers its phones show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vigie.kernel.api import Invalid, now
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import toast

from ..actions.numbers import keep_numbers
from ..models import UsefulNumber
from ..queries.carnet import public_numbers
from ..rules.limits import MAX_NUMBER_NAME, MAX_NUMBER_PHONE, MAX_NUMBERS
from .inputs import tell


class NumbersForm(forms.Form):
    """Up to six lines: a name, a telephone number. An empty line is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(MAX_NUMBERS):
            self.fields[f"name_{place}"] = forms.CharField(
                label=gettext_lazy("Qui"), max_length=MAX_NUMBER_NAME, required=False
            )
            self.fields[f"phone_{place}"] = forms.CharField(
                label=gettext_lazy("Téléphone"),
                max_length=MAX_NUMBER_PHONE,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}),
            )
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off"}

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Return the fields by line, to show."""
        return [(self[f"name_{place}"], self[f"phone_{place}"]) for place in range(MAX_NUMBERS)]

    def written(self) -> list[tuple[int, str, str]]:
        """Return the lines in which something is written, each with its place on the page."""
        data = self.cleaned_data
        lines = ((place, data[f"name_{place}"], data[f"phone_{place}"]) for place in range(MAX_NUMBERS))
        return [line for line in lines if line[1] or line[2]]


@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """Show the numbers that phones show, and change the association's own."""
    acting = acting_of(request)
    check(acting, Permission.MANAGE_DEVICES)
    form = NumbersForm(request.POST or None, initial=_kept(acting.organisation))
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        toast(request, _("Numéros gardés. Les téléphones les recevront à leur prochaine connexion."))
        return redirect("collection:devices")
    context = {"form": form, "public": public_numbers()}
    return render(request, "collection/numbers.html", context, status=422 if form.errors else 200)


def _kept(organisation: str) -> dict[str, str]:
    rows = UsefulNumber.objects.filter(organisation_id=organisation)
    return {
        key: value
        for place, row in enumerate(rows)
        for key, value in ((f"name_{place}", row.name), (f"phone_{place}", row.phone))
    }


def _keep(request: HttpRequest, form: NumbersForm) -> bool:
    """Keep what is written; put a refusal beside the line it is about and return false."""
    lines = form.written()
    try:
        keep_numbers(acting=acting_of(request), numbers=[(name, phone) for _, name, phone in lines], now=now())
    except Invalid as refusal:
        kind, place = refusal.field.split("_") if refusal.field else ("", "")
        if place:
            refusal.field = f"{kind}_{lines[int(place)][0]}"
        tell(form, refusal)
        return False
    return True
