"""Ce qui a été produit: objectives and themes crossed with what came out, and what each thing serves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vigie.kernel.api import Invalid, now, today
from vigie.network.api import Permission, acting_of, can
from vigie.ui.api import toast

from ..actions.outputs import link_output, unlink_output
from ..models import Programme
from ..queries.access import programme_of
from ..queries.outputs import Output, output, outputs, themes_of
from ..rules.outputs import LINKED, OutputKind, Row, crossed, fold_theme
from ..rules.texts import said
from ..wording_life import OUTPUT_KINDS
from .forms import tell

YEARS = 10


class LinkForm(forms.Form):
    """What an output serves."""

    objectives = forms.MultipleChoiceField(
        label=gettext_lazy("Objectifs du programme servis"), required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.CharField(
        label=gettext_lazy("Thèmes"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Séparés par des virgules."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if programme.objectives:
            self.fields["objectives"].choices = [(o["id"], _said(o)) for o in programme.objectives]  # type: ignore[attr-defined]
        else:
            del self.fields["objectives"]


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Cross objectives and themes with what came out, of a year or of all; list what is behind a cell."""
    acting = acting_of(request)
    programme = programme_of(acting, slug)
    year = _year(request)
    found = outputs(acting, programme, now=now(), year=year)
    aim, theme = request.GET.get("objectif"), request.GET.get("theme")
    kind = request.GET.get("sorte", "")
    themes = themes_of(programme, found)
    aims = [one["id"] for one in programme.objectives]
    by_aim = crossed(aims, [(one.kind, one.ties.objectives) for one in found])
    by_theme = crossed(
        [fold_theme(one) for one in themes],
        [(one.kind, {fold_theme(theme) for theme in one.ties.themes}) for one in found],
    )
    kinds = [one for one in OutputKind if any(out.kind is one for out in found)]
    base = {"annee": str(year)} if year else {}
    labels = {one["id"]: _said(one) for one in programme.objectives}
    context = {
        "programme": programme,
        "year": year,
        "years": range(today().year, today().year - YEARS, -1),
        "kinds": [OUTPUT_KINDS[one] for one in kinds],
        "aims": _table(by_aim, kinds, labels, "objectif", base),
        "themes": _table(by_theme, kinds, {fold_theme(one): one for one in themes}, "theme", base),
        "found": [_listed(one, labels) for one in found if _behind(one, aim, theme, kind, aims)],
        "narrowed": _narrowed(aim, theme, labels),
        "runs": can(acting, Permission.RUN_PROGRAMME) and programme.operator_id == acting.organisation,
        "linked": {one.value for one in LINKED},
    }
    return render(request, "programme/outputs.html", context)


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, slug: str, kind: str, object_id: str) -> HttpResponse:
    """Say what one output serves, or let it serve again what its mission serves."""
    acting = acting_of(request)
    programme = programme_of(acting, slug, run=True)
    one = output(acting, programme, kind, object_id, now=now())
    named = {"programme": slug, "kind": kind, "object_id": object_id}
    initial = {"objectives": one.ties.objectives, "themes": ", ".join(one.ties.themes)}
    form = LinkForm(request.POST or None, initial=initial, programme=programme)
    if request.method == "POST" and request.POST.get("do") == "forget":
        unlink_output(acting=acting, now=now(), **named)
        return redirect("programme:outputs", slug)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            link_output(
                acting=acting,
                objectives=data.get("objectives", []),
                themes=data["themes"].split(","),
                now=now(),
                **named,
            )
        except Invalid as refusal:
            tell(form, refusal)
        else:
            toast(request, _("C’est relié."))
            return redirect("programme:outputs", slug)
    context = {"programme": programme, "output": one, "kind": OUTPUT_KINDS[one.kind], "form": form}
    return render(request, "programme/output_link.html", context, status=400 if form.errors else 200)


def _said(text: dict[str, str]) -> str:
    return said(text, (get_language() or "fr").split("-")[0])


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("annee", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2018") else 0


def _table(
    rows: Sequence[Row], kinds: Sequence[OutputKind], labels: dict[str, str], name: str, base: dict[str, str]
) -> list[dict[str, object]]:
    """Return the rows of a crossing, to show: each number leads to what it counts."""
    return [
        {
            "label": labels.get(row.key, ""),
            "url": f"?{urlencode({**base, name: row.key})}#liste",
            "total": row.total,
            "cells": [
                (row.counts.get(kind, 0), f"?{urlencode({**base, name: row.key, 'sorte': kind.value})}#liste")
                for kind in kinds
            ],
        }
        for row in rows
    ]


def _behind(one: Output, aim: str | None, theme: str | None, kind: str, aims: Sequence[str]) -> bool:
    """Say whether an output is behind a cell. An empty aim or theme is that of what serves none."""
    if kind and one.kind != kind:
        return False
    served = [each for each in one.ties.objectives if each in aims]
    if aim is not None and not (aim in served if aim else not served):
        return False
    return theme is None or (one.serves_theme(theme) if theme else not one.ties.themes)


def _narrowed(aim: str | None, theme: str | None, labels: dict[str, str]) -> str:
    if aim is not None:
        return labels.get(aim, "") or _("sans objectif")
    if theme is not None:
        return theme or _("sans thème")
    return ""


def _listed(one: Output, labels: dict[str, str]) -> tuple[Output, str, list[str]]:
    return one, str(OUTPUT_KINDS[one.kind]), [labels[aim] for aim in one.ties.objectives if aim in labels]
