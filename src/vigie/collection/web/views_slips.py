"""Print slips of four words, to hand out with a testimony taken without our field app."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from vigie.network.api import Acting, Permission, acting_of, check, organisation
from vigie.ui.api import file_name

from ..slips import MOST_SHEETS, NAME_LENGTH, PER_SHEET, slips_pdf


class SlipsForm(forms.Form):
    """How many sheets, under which name."""

    name = forms.CharField(
        label=_("Nom écrit sur le papier"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Court, et qui ne dit rien à qui fouille une poche. Il peut rester vide."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sheets = forms.IntegerField(
        label=_("Combien de feuilles ?"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=1,
        help_text=_("Huit papiers par feuille, à découper."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest) -> HttpResponse:
    """Ask how many sheets, then hand them over; the words on them are kept nowhere.

    Raises:
        Denied: ``network.denied.record_observation``.
    """
    acting = acting_of(request)
    check(acting, Permission.RECORD_OBSERVATION)
    address = request.build_absolute_uri(f"{get_script_prefix()}mots/{acting.organisation_slug}")
    form = SlipsForm(request.POST if request.method == "POST" else None, initial={"name": _short_name(acting)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        drawn = slips_pdf(name=said["name"].replace("\x00", ""), address=address, sheets=said["sheets"])
        response = HttpResponse(drawn, content_type="application/pdf")
        shown = content_disposition_header(as_attachment=False, filename=file_name("quatre-mots.pdf"))
        response.headers["Content-Disposition"] = shown or "inline"
        return response
    context = {"form": form, "address": address, "per_sheet": PER_SHEET}
    return render(request, "collection/slips.html", context, status=422 if form.errors else 200)


def _short_name(acting: Acting) -> str:
    return organisation(acting.organisation).short_name[:NAME_LENGTH]
