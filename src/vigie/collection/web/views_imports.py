"""Import a spreadsheet in three steps: the file, what its columns mean, what was understood. Then it runs, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from vigie.journal.api import job
from vigie.kernel.api import Invalid, now
from vigie.network.api import Acting, Permission, acting_of, check
from vigie.ui.api import paginate, say, toast

from ..actions import imports
from ..actions.understanding import say_problem
from ..models import Import
from ..queries.imports import RowTrouble, import_of, imports_of, troubles_of
from ..rules.columns import Column, ColumnMap
from ..rules.importing import ImportState
from ..tables import MAX_BYTES
from ..tasks import record_rows
from .coding import AUDIENCES
from .inputs import audience_of
from .targets import names, target_choices

SHOWN_ROWS = 20
SHOWN_PROBLEMS = 60


class UploadForm(forms.Form):
    """The file, and what to call this import."""

    file = forms.FileField(
        label=gettext_lazy("Quel fichier ?"),
        help_text=gettext_lazy("XLSX, CSV ou ODS, 20 Mo au plus. Il est scellé dès son arrivée."),
    )
    label = forms.CharField(
        label=gettext_lazy("Comment l’appeler ?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Par exemple « suivi 2017 ». Aucun nom de personne."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def import_list(request: HttpRequest) -> HttpResponse:
    """Show the imports of one's association; take a file."""
    acting = acting_of(request)
    check(acting, Permission.IMPORT_FACTS)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = _receive(acting, form)
        except Invalid as refusal:
            form.add_error("file", say(refusal))
        else:
            return redirect("collection:import_columns", row.id)
    elif request.method == "POST" and _cut_short(request):
        form.errors["file"] = form.error_class([say(_too_large())])
    page = paginate(request, imports_of(acting), per_page=30)
    context = {"form": form, "page": page, "states": ImportState}
    return render(request, "collection/imports/list.html", context, status=400 if form.errors else 200)


def _cut_short(request: HttpRequest) -> bool:
    """Say whether the file was left unread on its way in, being larger than the server takes."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES and "file" not in request.FILES


def _too_large() -> Invalid:
    return Invalid("collection.table.too_large", megabytes=MAX_BYTES // 1024 // 1024)


def _receive(acting: Acting, form: UploadForm) -> Import:
    file = form.cleaned_data["file"]
    if file.size > MAX_BYTES:
        raise _too_large()
    return imports.receive_file(acting=acting, content=file.read(), label=form.cleaned_data["label"], now=now())


def columns(request: HttpRequest, import_id: str) -> HttpResponse:
    """Say what each column means and how far the observations may go."""
    acting = acting_of(request)
    row = import_of(acting, import_id)
    if row.state != ImportState.DRAFT:
        return redirect("collection:import", row.id)
    mapping, samples = imports.read_columns(acting=acting, import_id=row.id)
    if request.method == "POST":
        chosen = _chosen(request, mapping)
        audience = audience_of(request.POST.get("audience", ""))
        imports.set_mapping(acting=acting, import_id=row.id, mapping=chosen, audience=audience, now=now())
        return redirect("collection:import_preview", row.id)
    rows = [(n, heading, column, samples[heading]) for n, (heading, column) in enumerate(mapping.columns.items())]
    context = {
        "row": row,
        "rows": rows,
        "targets": target_choices(),
        "audiences": AUDIENCES,
        "external": mapping.external,
    }
    return _private(render(request, "collection/imports/columns.html", context))


def _chosen(request: HttpRequest, mapping: ColumnMap) -> ColumnMap:
    known = {code for _group, choices in target_choices() for code, _label in choices}
    chosen = {}
    for position, heading in enumerate(mapping.columns):
        target = request.POST.get(f"to_{position}", "")
        chosen[heading] = Column(target if target in known else "", shared=f"shared_{position}" in request.POST)
    return replace(mapping, columns=chosen, external="external" in request.POST)


@require_GET
def preview(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show the first rows as they are understood, and everything that is wrong."""
    acting = acting_of(request)
    row = import_of(acting, import_id)
    if row.state != ImportState.DRAFT:
        return redirect("collection:import", row.id)
    try:
        row, shown = imports.preview_import(acting=acting, import_id=import_id, now=now())
    except Invalid as refusal:
        toast(request, say(refusal), level=40)
        return redirect("collection:import_columns", import_id)
    problems = [(p, say_problem(p)) for p in shown.problems[:SHOWN_PROBLEMS]]
    context = {
        "row": row,
        "rows": shown.rows[:SHOWN_ROWS],
        "total": len(shown.rows),
        "fit": shown.fit,
        "left_out": len(shown.rows) - shown.fit,
        "problems": problems,
        "more_problems": max(0, len(shown.problems) - SHOWN_PROBLEMS),
        "audience": dict(AUDIENCES)[row.audience],
        "names": names(),
    }
    return _private(render(request, "collection/imports/preview.html", context))


@require_POST
def begin(request: HttpRequest, import_id: str) -> HttpResponse:
    """Start the import in the background."""
    acting = acting_of(request)
    link = reverse("collection:import", args=[import_id])
    row = imports.begin_import(acting=acting, import_id=import_id, now=now(), link=link)
    record_rows.enqueue(acting.actor, acting.organisation, row.id)
    return redirect("collection:import", row.id)


@require_GET
def detail(request: HttpRequest, import_id: str) -> HttpResponse:
    """Show an import: how far it has come, what it gave, what was left out, what an undo kept."""
    acting = acting_of(request)
    row = import_of(acting, import_id)
    if row.state == ImportState.DRAFT:
        return redirect("collection:import_columns", row.id)
    context: dict[str, Any] = {
        "row": row,
        "job": _job(acting, row),
        "troubles": _said(troubles_of(row)[:200]),
        "audience": dict(AUDIENCES)[row.audience],
        "undoable": imports.may_undo(row, now()),
    }
    return render(request, "collection/imports/detail.html", context)


def _job(acting: Acting, row: Import) -> object | None:
    if not row.job or row.created_by != acting.actor:
        return None
    return job(row.job, acting=acting)


def _said(troubles: Sequence[RowTrouble]) -> list[tuple[RowTrouble, str]]:
    """Return each trouble with its sentence; what the cell held is in the sealed file, not here."""
    return [(trouble, _sentence(trouble)) for trouble in troubles]


def _sentence(trouble: RowTrouble) -> str:
    refusal = Invalid(trouble.code)
    refusal.params |= dict.fromkeys(("seen", "code", "day", "place", "unit"), "…")
    return say(refusal)


@require_POST
def undo(request: HttpRequest, import_id: str) -> HttpResponse:
    """Take back an import."""
    done = imports.undo(acting=acting_of(request), import_id=import_id, now=now())
    words = ngettext("%(n)s relevé retiré.", "%(n)s relevés retirés.", done.deleted) % {"n": done.deleted}
    if done.kept:
        kept = ngettext(
            "%(n)s gardé : quelqu’un y a travaillé depuis.",
            "%(n)s gardés : quelqu’un y a travaillé depuis.",
            len(done.kept),
        )
        words += " " + kept % {"n": len(done.kept)}
    toast(request, words)
    return redirect("collection:import", import_id)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
