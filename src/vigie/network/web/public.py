"""Communiqués and campaigns as anyone reads them: no account, no cookie, no script."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.kernel.api import PARIS
from vigie.ui.api import file_name, render_pdf, say_day

from ..models import Campaign, Communique
from ..queries.communiques import date_of, public_campaign, published, published_one
from ..words_life import ACTION_NAMES

View = Callable[..., HttpResponse]


def for_anyone(view: View) -> View:
    """Open a page to everyone, in the language its address asks for: French, or English with ``?l=en``."""

    @login_not_required
    @wraps(view)
    def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override("en" if request.GET.get("l") == "en" else "fr"):
            answer = view(request, *args, **kwargs)
            answer.headers["Content-Language"] = translation.get_language() or "fr"
            return answer

    return cast("View", open_to_all)


@for_anyone
@require_safe
def communique_list(request: HttpRequest) -> HttpResponse:
    """Show every published communiqué."""
    lines = [(row, _title(row), row.published_at) for row in published()]
    return render(request, "network/public/communiques.html", {"lines": lines, **_page()})


@for_anyone
@require_safe
def communique_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one published communiqué."""
    return render(request, "network/public/communique.html", {**told(published_one(slug)), **_page()})


@for_anyone
@require_safe
def communique_pdf(_request: HttpRequest, slug: str) -> HttpResponse:
    """Return one published communiqué on paper."""
    row = published_one(slug)
    said = told(row)
    data = {
        "title": said["title"],
        "kind": _("Communiqué"),
        "lead": str(said["day"]),
        "paragraphs": said["paragraphs"],
        "signed_by": _("Signataires"),
        "signatories": said["signatories"],
        "contact": row.contact,
        "contact_label": _("Contact"),
    }
    answer = HttpResponse(render_pdf("network/communique.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name(f"communique-{row.slug}.pdf")}"'
    return answer


@for_anyone
@require_safe
def campaign_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one public campaign."""
    row: Campaign = public_campaign(slug)
    context = {
        "row": row,
        "signatories": [str(o.name) for o in row.signatories.all()],
        "actions": [(a, ACTION_NAMES[a.kind], date_of(a)) for a in row.actions.all()],
    }
    return render(request, "network/public/campaign.html", {**context, **_page()})


def told(row: Communique) -> dict[str, Any]:
    """Return what a communiqué says in the language of the moment; in French where English is not written."""
    english = translation.get_language() == "en" and bool(row.body_en)
    body = row.body_en if english else row.body
    day = row.published_at.astimezone(PARIS).date() if row.published_at else None
    return {
        "row": row,
        "title": _title(row),
        "written_in": "en" if english else "fr",
        "paragraphs": [" ".join(part.split("\n")) for part in body.replace("\r", "").split("\n\n") if part.strip()],
        "signatories": [s.organisation.name for s in row.signatures.all()],
        "day": say_day(day) if day else "",
        "published_at": row.published_at,
    }


def _title(row: Communique) -> str:
    return row.title_en if translation.get_language() == "en" and row.title_en else row.title


def _page() -> dict[str, str]:
    english = translation.get_language() == "en"
    return {"language": "en" if english else "fr", "other": "?" if english else "?l=en"}
