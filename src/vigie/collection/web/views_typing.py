"""Paste a message, key in a sheet of paper: a relevé in a minute, without a phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vigie.facts.api import ForceDraft, ObservationDraft, Origin
from vigie.kernel.api import Invalid, Refusal, Refusals, now, today, whole_number
from vigie.network.api import Audience, Permission, acting_of, can, check, place_names
from vigie.ui.api import drop_draft, resumed, say, toast, unjudged

from ..actions.typing import LONGEST, record_typed
from ..rules.messages import Reading, pieces, read_message
from .coding import ObservationCoding, read_lists
from .words import MARKS

PAPER_KEY = "collection_paper"
PASTE_DRAFT, PAPER_DRAFT = "message", "papier"
"""Names of the drafts of these pages."""
KEPT_FIELDS = ("date", "place", "site", "mode", "operation_type", "audience")
"""What stays from one line of a sheet to the next."""


def paste(request: HttpRequest) -> HttpResponse:
    """Paste a message; read it; correct; record."""
    check(acting_of(request), Permission.RECORD_OBSERVATION)
    if request.method != "POST":
        return _begin(request)
    reading = _read(request.POST.get("text", ""))
    if request.POST.get("action") != "record":
        return _understood(request, reading, _form_of(request, reading))
    form = ObservationCoding(request.POST, lists=read_lists())
    if not form.is_valid():
        return _understood(request, reading, form, status=400)
    return _record(request, form, reading)


def _read(text: str) -> Reading:
    return read_message(text[:LONGEST], today=today(), places=place_names())


def _begin(request: HttpRequest) -> HttpResponse:
    """Ask for a message; or go back to one that was read. Before it is read no draft is kept: its sender is in it."""
    draft = resumed(request, PASTE_DRAFT)
    if draft is None:
        return render(request, "collection/typing/paste.html", {"longest": LONGEST})
    form = ObservationCoding(draft, lists=read_lists())
    unjudged([form])
    return _understood(request, _read(draft.get("text", "")), form)


def _record(request: HttpRequest, form: ObservationCoding, reading: Reading) -> HttpResponse:
    try:
        record_typed(
            acting=acting_of(request),
            coded=_with_forces(form, reading),
            text=reading.text,
            origin=Origin.MESSAGE,
            now=now(),
            naming_accepted=bool(request.POST.get("naming_accepted")),
        )
    except (Invalid, Refusals) as refusal:
        return _understood(request, reading, form, status=400, refusals=_each(refusal))
    drop_draft(request, PASTE_DRAFT)
    toast(request, _("Relevé enregistré. Qui l’a envoyé n’est gardé nulle part."))
    return redirect("collection:paste")


def _each(refusal: Refusal | Refusals) -> list[Refusal]:
    return list(refusal.refusals) if isinstance(refusal, Refusals) else [refusal]


def _form_of(request: HttpRequest, reading: Reading) -> ObservationCoding:
    audience = Audience.NETWORK if can(acting_of(request), Permission.CODE_FACTS) else Audience.OWNER
    return ObservationCoding(lists=read_lists(), initial={**_initial(reading), "audience": audience})


def _initial(reading: Reading) -> Mapping[str, Any]:
    return {
        "date": reading.day,
        "time_from": reading.time_from,
        "time_to": reading.time_to,
        "place": reading.place,
        "acts": list(reading.acts),
        "forces": [force.code for force in reading.forces],
        **{f"count_{unit}": count for unit, count in reading.counts.items()},
    }


def _with_forces(form: ObservationCoding, reading: Reading) -> ObservationDraft:
    """Return what was coded, with the officers and vehicles that the message counts of the forces kept."""
    known = {f.code: ForceDraft(f.code, f.officers, f.vehicles) for f in reading.forces}
    coded = form.observation()
    forces = tuple(known.get(force.code, force) for force in coded.statement.forces)
    return replace(coded, statement=replace(coded.statement, forces=forces))


def _understood(
    request: HttpRequest,
    reading: Reading,
    form: ObservationCoding,
    *,
    status: int = 200,
    refusals: list[Refusal] | None = None,
) -> HttpResponse:
    context = {
        "reading": reading,
        "pieces": [(words, mark.kind.value if mark else "") for words, mark in pieces(reading)],
        "marks": MARKS,
        "form": form,
        "text": request.POST.get("text", "")[:LONGEST],
        "draft_token": (request.POST or form.data).get("draft", ""),
        "refusals": [say(r) for r in refusals or []],
        "names_left": any(r.code == "collection.names_left" for r in refusals or []),
        "codes": can(acting_of(request), Permission.CODE_FACTS),
    }
    response = render(request, "collection/typing/understood.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def paper(request: HttpRequest) -> HttpResponse:
    """Key in the lines of a sheet one after the other: the day and the place stay, the line number goes up."""
    check(acting_of(request), Permission.RECORD_OBSERVATION)
    line = whole_number(request.POST.get("line"), otherwise=1)
    if request.method != "POST":
        return _first_line(request)
    if request.POST.get("action") == "restart":
        return redirect("collection:paper")
    form = ObservationCoding(request.POST, lists=read_lists())
    if not form.is_valid():
        return _sheet(request, form, line, status=400)
    try:
        record_typed(
            acting=acting_of(request),
            coded=form.observation(details={"paper_line": line}),
            text=request.POST.get("words", ""),
            origin=Origin.PAPER,
            now=now(),
            naming_accepted=bool(request.POST.get("naming_accepted")),
        )
    except (Invalid, Refusals) as refusal:
        return _sheet(request, form, line, status=400, refusals=_each(refusal))
    drop_draft(request, PAPER_DRAFT)
    kept = {name: form.cleaned_data[name] for name in KEPT_FIELDS}
    toast(request, _("Ligne %(line)s enregistrée.") % {"line": line})
    return _sheet(request, ObservationCoding(lists=read_lists(), initial=kept), line + 1)


def _first_line(request: HttpRequest) -> HttpResponse:
    """Begin a sheet; or go back to the line of its draft."""
    draft = resumed(request, PAPER_DRAFT)
    if draft is None:
        return _sheet(request, ObservationCoding(lists=read_lists(), initial={"audience": _audience(request)}), 1)
    form = ObservationCoding(draft, lists=read_lists())
    unjudged([form])
    return _sheet(request, form, whole_number(draft.get("line"), otherwise=1), words=draft.get("words", ""))


def _audience(request: HttpRequest) -> Audience:
    return Audience.NETWORK if can(acting_of(request), Permission.CODE_FACTS) else Audience.OWNER


def _sheet(
    request: HttpRequest,
    form: ObservationCoding,
    line: int,
    *,
    status: int = 200,
    refusals: list[Refusal] | None = None,
    words: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "line": line,
        "refusals": [say(r) for r in refusals or []],
        "names_left": any(r.code == "collection.names_left" for r in refusals or []),
        "codes": can(acting_of(request), Permission.CODE_FACTS),
        "words": request.POST.get("words", "") if status != 200 else words,
    }
    response = render(request, "collection/typing/paper.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
