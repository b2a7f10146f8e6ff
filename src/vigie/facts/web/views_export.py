"""Take facts away: open formats, the password again, an entry in the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import now
from vigie.network.api import Permission, acting_of, check
from vigie.ui.api import ConfirmedForm, file_name

from ..exports import Detail, Format, dictionary, export
from ..queries.lists import statement_count
from ..queries.vocabulary import families
from ..rules.filters import FactFilter
from .reading import filter_of, names_of
from .sentence import labels_of, say_filter

TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/x-ndjson",
    Format.GEOJSON: "application/geo+json",
}
FORMATS = (
    (Format.XLSX.value, _("Tableur (xlsx), avec le dictionnaire des colonnes")),
    (Format.CSV.value, _("CSV, pour tout logiciel")),
    (Format.JSONL.value, _("JSON, une ligne par récit")),
    (Format.GEOJSON.value, _("GeoJSON, au centre des communes")),
)
DETAILS = (
    (Detail.COMMUNE_MONTH.value, _("Commune et mois pour les autres associations (conseillé)")),
    (Detail.FULL.value, _("Le jour et l’heure, tels qu’ils ont été partagés")),
)


class ExportForm(ConfirmedForm):
    """Which format, how closely, and the password of who takes the facts away."""

    kind = forms.ChoiceField(label=_("Format"), choices=FORMATS, widget=forms.RadioSelect, initial=Format.XLSX.value)
    detail = forms.ChoiceField(
        label=_("Précision"), choices=DETAILS, widget=forms.RadioSelect, initial=Detail.COMMUNE_MONTH.value
    )
    field_order = ("kind", "detail", "password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = _("Nous le redemandons : ce fichier sortira de Vigie.")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def export_page(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Say what would be taken away, ask for the password, send the file."""
    acting = acting_of(request)
    check(acting, Permission.EXPORT_FACTS)
    where = FactFilter.from_query(request.POST.get("query", "")) if request.method == "POST" else filter_of(request)
    form = ExportForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        moment = now()
        kind = Format(form.cleaned_data["kind"])
        pieces = export(acting=acting, where=where, kind=kind, detail=Detail(form.cleaned_data["detail"]), now=moment)
        name = file_name(f"vigie-faits-{moment:%Y-%m-%d}.{kind.value}")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(pieces, content_type=TYPES[kind], headers=headers)
    labels = labels_of(names_of(acting), {f.word.code: f.label for f in families()})
    context = {
        "form": form,
        "query": where.to_query(),
        "said": say_filter(where, labels),
        "total": statement_count(acting, where),
    }
    return render(request, "facts/export.html", context, status=400 if form.errors else 200)


@require_GET
def dictionary_file(request: HttpRequest) -> HttpResponse:
    """Send what each column of an export means."""
    check(acting_of(request), Permission.EXPORT_FACTS)
    headers = {"Content-Disposition": f'attachment; filename="{file_name("vigie-dictionnaire.csv")}"'}
    return HttpResponse(dictionary(), content_type="text/csv; charset=utf-8", headers=headers)
