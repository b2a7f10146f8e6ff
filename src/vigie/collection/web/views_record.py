"""One record of the mailbag: read beside its form, corrected, coded, versed. Its content is in memory and in the answer only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from vigie.journal.api import history
from vigie.kernel.api import Invalid, Refusal, Refusals, VaultRef, now, today
from vigie.network.api import Permission, Role, acting_of, check, people_of
from vigie.ui.api import drop_draft, resumed, say, toast, unjudged
from vigie.vault.api import open_stream, unlocked_of

from ..actions.opening import Opened, file_of, open_record
from ..actions.versing import Coded, verse
from ..queries import mailbag as queries
from ..rules.identifiers import Choice, Kind, find, propose, pseudonymise
from ..rules.states import WAITING
from .coders import Coder, coder_for
from .coding import read_lists
from .motives import motive_of
from .views_mailbag import next_address, sitting
from .words import FLAGS, INSTEAD, KINDS, PERSON, REASONS_ASIDE, TROUBLES

DRAFT = "depouillement"
"""Name of the drafts of this page, one for each record."""
MEDIA_TYPES = {"image": "image/jpeg", "audio": "audio/mp4", "video": "video/mp4"}


@never_cache
def record(request: HttpRequest, record_id: str) -> HttpResponse:
    """Open a record, or act on it: borrow its text without what names people, add a happening, verse it."""
    acting = acting_of(request)
    check(acting, Permission.CLEAR_MAILBAG)
    moment = now()
    unlocked = unlocked_of(request, now=moment)
    row = queries.record_of(acting, record_id)
    if unlocked is None or not motive_of(request):
        about = {"card": queries.cards(acting, [row])[0], "written": _written(request), **sitting(request)}
        return _render(request, "collection/mailbag/closed.html", about)
    opened = open_record(
        acting=acting,
        unlocked=unlocked,
        record_id=record_id,
        motive=motive_of(request),
        screen=get_language() or "fr",
        now=moment,
    )
    if opened.trouble:
        return _render(
            request, "collection/mailbag/trouble.html", {"trouble": TROUBLES[opened.trouble], **_about(request, opened)}
        )
    draft = resumed(request, DRAFT, record_id)
    coder = coder_for(opened, read_lists(), request.POST if request.method == "POST" else draft)
    if request.method == "POST":
        return _act(request, opened, coder, moment)
    if draft is not None:
        unjudged(coder.forms)
    return _page(request, opened, coder)


def _written(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was being sent when the vault closed: the page keeps it, so that nothing is typed twice."""
    own = {"csrfmiddlewaretoken", "action"}
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]


def _act(request: HttpRequest, opened: Opened, coder: Coder, moment: dt.datetime) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "borrow":
        coder.set_summary(_borrowed(opened, request.POST.getlist("hide")))
        return _page(request, opened, coder)
    if action == "resume":
        return _page(request, opened, coder)
    if action == "happening":
        coder.add_happening()
        return _page(request, opened, coder)
    return _verse(request, opened, coder, moment)


def _verse(request: HttpRequest, opened: Opened, coder: Coder, moment: dt.datetime) -> HttpResponse:
    acting = acting_of(request)
    following = next_address(request, opened.record.id)
    coded: Coded | None = coder.coded()
    if coded is None:
        return _page(request, opened, coder, status=400)
    try:
        verse(
            acting=acting,
            opened=opened,
            coded=coded,
            now=moment,
            naming_accepted=bool(request.POST.get("naming_accepted")),
        )
    except (Invalid, Refusals) as refusal:
        return _page(request, opened, coder, status=400, refusals=_each(refusal))
    drop_draft(request, DRAFT, opened.record.id)
    toast(request, _("Versé."), undo_url=reverse("collection:record_undo", args=[opened.record.id]))
    return HttpResponseRedirect(following)


def _each(refusal: Refusal | Refusals) -> Sequence[Refusal]:
    return refusal.refusals if isinstance(refusal, Refusals) else [refusal]


def _borrowed(opened: Opened, hidden: Sequence[str]) -> str:
    """Return the longest text of a record, each stretch that was ticked replaced by what it is."""
    texts = opened.read.texts() if opened.read else []
    if opened.read is None or not texts:
        return ""
    answer = texts[0]
    words = {kind: f"[{label}]" for kind, label in INSTEAD.items()} | {Kind.NAME: str(PERSON)}
    spans = [s for s in find(answer.answer, opened.read.names) if f"{answer.path}:{s.start}-{s.end}" in hidden]
    choices: list[Choice] = propose(answer.answer, spans, words)
    return pseudonymise(answer.answer, choices)


def _page(
    request: HttpRequest, opened: Opened, coder: Coder, *, status: int = 200, refusals: Sequence[Refusal] = ()
) -> HttpResponse:
    names_left = any(refusal.code == "collection.names_left" for refusal in refusals)
    context = {
        "read": opened.read,
        "coder": coder,
        "kinds": KINDS,
        "files": [f for f in opened.files if f.sealed_ref],
        "refusals": [say(refusal) for refusal in refusals],
        "names_left": names_left,
        **_about(request, opened),
    }
    return _render(request, "collection/mailbag/record.html", context, status=status)


def _about(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Return what surrounds a record: its card, its twins, its neighbours, who protects children, what happened to it."""
    acting = acting_of(request)
    previous, following = queries.beside(acting, opened.record)
    day = today()
    return {
        "card": queries.cards(acting, [opened.record])[0],
        "waits": opened.record.state in WAITING,
        "twins": queries.cards(acting, queries.twins_of(opened.record)),
        "minor": opened.minor,
        "referents": people_of(acting.organisation, day=day, roles=frozenset({Role.CHILD_REFERENT}))
        if opened.minor
        else [],
        "previous": previous,
        "following": following,
        "flags": FLAGS,
        "reasons": REASONS_ASIDE,
        "entries": history(kind="record", object_id=opened.record.id),
        "motive": motive_of(request),
    }


def _render(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_GET
def record_file(request: HttpRequest, record_id: str, file_id: str) -> HttpResponse | StreamingHttpResponse:
    """Give one file of a record, opened with the motive of the sitting, to the browser and to no cache."""
    acting = acting_of(request)
    file = file_of(acting=acting, record_id=record_id, file_id=file_id)
    moment = now()
    if not motive_of(request):
        return redirect("collection:record", record_id)
    chunks = open_stream(
        unlocked=unlocked_of(request, now=moment), ref=VaultRef(file.sealed_ref), motive=motive_of(request), now=moment
    )
    kind = MEDIA_TYPES.get(file.kind)
    response = StreamingHttpResponse(chunks, content_type=kind or "application/octet-stream")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline" if kind else "attachment; filename=piece.bin"
    return response
