"""Bulletins: the list, beginning one, writing it, reading it as it will be or was published, its files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Conflict, Invalid, Missing, OrgId, Refusal, now, today
from vigie.network.api import Permission, Relation, acting_of, can, check, places, relation
from vigie.ui.api import drop_draft, resumed, say, toast

from ..actions.bulletins import Written, publish, start, submit, write
from ..actions.checks import SIGNATURES, agreements
from ..documents.figures import chart_svg, map_svg, moves
from ..documents.making import KINDS, file_names, kept, make
from ..documents.telling import pages_of
from ..models import Bulletin
from ..queries.bulletins import bulletins, card_of, readable, release_of
from ..rules.contents import LANGUAGES
from ..rules.months import months_before
from ..rules.states import BulletinState
from .words import STATES, zone_name
from .writing import read, writing_context, written_of

DRAFT = "bulletin"
"""Name of the drafts of the page on which one is written."""


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the bulletins, newest month first."""
    acting = acting_of(request)
    cards = bulletins(acting)
    names = {zone: zone_name(zone) for zone in {card.zone for card in cards}}
    rows = [(card, names[card.zone], STATES[card.state]) for card in cards]
    return render(
        request, "publication/bulletins.html", {"rows": rows, "may_write": can(acting, Permission.WRITE_BULLETIN)}
    )


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Choose a month and a zone."""
    acting = acting_of(request)
    check(acting, Permission.WRITE_BULLETIN)
    refusal: Refusal | None = None
    given = {"month": request.POST.get("month", ""), "zone": request.POST.get("zone", "")}
    if request.method == "POST":
        try:
            made = start(acting=acting, month=given["month"], zone=given["zone"], now=now())
        except (Invalid, Conflict) as refused:
            refusal = refused
        else:
            return redirect("publication:bulletin", made)
    past = months_before(today().replace(day=1), 12)[:-1]
    context = {
        "months": [f"{month:%Y-%m}" for month in past],
        "given": given if refusal else {"month": f"{past[-1]:%Y-%m}", "zone": ""},
        "zones": places(kind="zone"),
        "error": say(refusal) if refusal else "",
        "wrong": refusal.field if refusal else "",
        "existing": str(refusal.params.get("bulletin", "")) if refusal else "",
    }
    return render(request, "publication/new_bulletin.html", context, status=_status(refusal))


@require_http_methods(["GET", "POST"])
def bulletin_page(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Write a draft; a bulletin that is being checked or is out is read."""
    acting = acting_of(request)
    row = readable(acting, bulletin_id)
    if row.state != BulletinState.DRAFT or not _own(request, row) or not can(acting, Permission.WRITE_BULLETIN):
        if request.method == "POST":
            write(acting=acting, bulletin_id=bulletin_id, written=Written({}), now=now())
        return read_page(request, bulletin_id)
    moment = now()
    if request.method == "GET":
        typed = resumed(request, DRAFT, bulletin_id)
        return _writing(request, row, written_of(row) if typed is None else read(typed, acting, row, now=moment))
    written = read(request.POST, acting, row, now=moment)
    try:
        write(acting=acting, bulletin_id=bulletin_id, written=written, now=moment)
    except (Invalid, Conflict) as refusal:
        base = row.updated_at.isoformat()
        again = Written(written.words, written.facts, written.quotes, base)
        return _writing(request, row, again, refusal)
    drop_draft(request, DRAFT, bulletin_id)
    toast(request, _("Le bulletin est enregistré."))
    return redirect("publication:bulletin", bulletin_id)


@require_GET
def read_page(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Show a bulletin as it is or would be published, the texts to copy, its files."""
    acting = acting_of(request)
    row = readable(acting, bulletin_id)
    pages = pages_of(acting, row, now=now())
    language = _language(request)
    page = pages.page(language)
    writes = can(acting, Permission.WRITE_BULLETIN) and _own(request, row)
    context = {
        "bulletin": card_of(row, acting),
        "zone": zone_name(row.zone),
        "state": STATES[row.state],
        "pages": pages,
        "page": page,
        "language": language,
        "languages": [("fr", _("Lire en français")), ("en", _("Lire en anglais"))],
        "moves": moves(page),
        "chart": mark_safe(chart_svg(page)),  # noqa: S308 -- drawn by us, words escaped
        "map": mark_safe(map_svg(page)),  # noqa: S308 -- the same
        "files": file_names(pages),
        "release": release_of(row),
        "may_write": writes,
        "may_publish": writes and row.state == BulletinState.CHECKING and len(agreements(row)) >= SIGNATURES,
        "may_sign": row.state == BulletinState.CHECKING and _own(request, row) and can(acting, Permission.SIGN_RELEASE),
    }
    return render(request, "publication/read_bulletin.html", context)


@require_POST
def submit_it(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Give a bulletin to two people."""
    acting = acting_of(request)
    try:
        submit(acting=acting, bulletin_id=bulletin_id, now=now())
    except (Invalid, Conflict) as refusal:
        row = readable(acting, bulletin_id)
        if row.state != BulletinState.DRAFT:
            raise
        return _writing(request, row, written_of(row), refusal, title=_("Le bulletin n’est pas soumis"))
    toast(request, _("Le bulletin est figé. Deux personnes peuvent maintenant le lire et le signer."))
    return redirect("publication:bulletin", bulletin_id)


@require_POST
def publish_it(request: HttpRequest, bulletin_id: str) -> HttpResponse:
    """Publish what was signed."""
    made = publish(acting=acting_of(request), bulletin_id=bulletin_id, now=now())
    toast(request, _("Le bulletin est publié : il est dans le registre, avec ses fichiers."))
    return redirect("publication:release", made)


@require_GET
def file(request: HttpRequest, bulletin_id: str, name: str) -> HttpResponse:
    """Hand out a file: as it was made when the bulletin was published, else made now and marked as a draft."""
    acting = acting_of(request)
    pages = pages_of(acting, readable(acting, bulletin_id), now=now())
    if name not in file_names(pages):
        raise Missing("publication.no_file")
    content = kept(name, pages.content_hash) if not pages.draft else None
    kind = name.rsplit(".", 1)[1]
    response = HttpResponse(content or make(pages, name), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _writing(
    request: HttpRequest, row: Bulletin, written: Written, refusal: Refusal | None = None, *, title: str = ""
) -> HttpResponse:
    acting = acting_of(request)
    context: dict[str, Any] = {
        "bulletin": card_of(row, acting),
        "zone": zone_name(row.zone),
        "refused": title or _("Rien n’est enregistré encore"),
        **writing_context(acting, row, written, now=now(), refusal=refusal),
    }
    return render(request, "publication/bulletin.html", context, status=_status(refusal))


def _status(refusal: Refusal | None) -> int:
    if refusal is None:
        return 200
    return 409 if isinstance(refusal, Conflict) else 400


def _own(request: HttpRequest, row: Bulletin) -> bool:
    return relation(acting_of(request), OrgId(row.organisation_id)) is Relation.OWNER


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("langue", "")
    return asked if asked in LANGUAGES else "en" if (get_language() or "fr").startswith("en") else "fr"
