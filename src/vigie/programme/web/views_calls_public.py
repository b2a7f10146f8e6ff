"""Calls as anyone reads them: the list, one call, its poster, its files, the feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vigie.kernel.api import FileRef, Missing, NoFile, read_file, today
from vigie.ui.api import file_name

from ..documents.posters import poster_pdf
from ..queries.cards import PublicCall, open_calls, public_attachment, public_call, public_calls
from ..rules.calls import Openness
from ..rules.texts import said
from ..wording import say_deadline
from .page_of_call import page_of
from .public import public


@public
@require_GET
def calls(request: HttpRequest) -> HttpResponse:
    """List the calls, the open ones first."""
    cards = public_calls(day=today())
    taking = {Openness.OPEN, Openness.SOON, Openness.LATE}
    context = {
        "open": [card for card in cards if card.openness in taking],
        "past": [card for card in cards if card.openness not in taking],
    }
    return render(request, "programme/public/calls.html", context)


@public
@require_GET
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call; closed or archived, it says so first and offers the open ones."""
    shown = public_call(slug, day=today())
    others = open_calls(day=today(), but=slug) if not shown.takes else []
    context = {**page_of(shown), "others": others, "linked": _linked(request, shown)}
    return render(request, "programme/public/call.html", context)


def _linked(request: HttpRequest, shown: PublicCall) -> dict[str, object]:
    """Return the call as linked data: an offer of volunteering, as schema.org says it."""
    row, language = shown.call, _language()
    operator = row.session.programme.operator
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "employmentType": "VOLUNTEER",
        "title": said(row.title, language),
        "description": said(row.summary, language) or said(row.title, language),
        "inLanguage": language,
        "url": request.build_absolute_uri(reverse("programme_public:call", args=[row.slug])),
        "hiringOrganization": {"@type": "Organization", "name": operator.name, "url": operator.website or None},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressRegion": row.area, "addressCountry": row.country},
        },
        "datePosted": row.published_at.date().isoformat() if row.published_at else None,
        "validThrough": shown.deadline.end.isoformat() if shown.deadline else None,
        "totalJobOpenings": row.positions,
    }
    return {name: value for name, value in data.items() if value is not None}


@public
@require_GET
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the call as a poster."""
    shown = public_call(slug, day=today())
    address = request.build_absolute_uri(reverse("programme_public:call", args=[slug]))
    return pdf_answer(poster_pdf(shown, address=address), f"{slug}.pdf")


@public
@require_GET
def attachment(request: HttpRequest, slug: str, attachment_id: str) -> HttpResponse:  # noqa: ARG001 -- a view
    """Give a file of a call.

    Raises:
        Missing: ``programme.no_file``.
    """
    row = public_attachment(slug, attachment_id)
    try:
        data = read_file(FileRef(row.file))
    except NoFile:
        raise Missing("programme.no_file") from None
    answer = HttpResponse(data, content_type=row.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(row.name)}"'
    return answer


@public
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Give the calls as RSS."""
    language = _language()
    made = Rss201rev2Feed(
        title=_("Appels à volontaires"),
        link=request.build_absolute_uri(reverse("programme_public:calls")),
        description=_("Les appels des programmes d’échange, les ouverts d’abord."),
        language=language,
    )
    for card in public_calls(day=today()):
        row = card.call
        address = request.build_absolute_uri(reverse("programme_public:call", args=[row.slug]))
        summary = said(row.summary, language)
        made.add_item(
            title=said(row.title, language),
            link=address,
            unique_id=address,
            description=" ".join(part for part in (f"{say_deadline(card.openness, card.deadline)}.", summary) if part),
            pubdate=row.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def pdf_answer(data: bytes, name: str) -> HttpResponse:
    """Return a PDF to look at."""
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name(name)}"'
    return answer


def _language() -> str:
    return (get_language() or "fr").split("-")[0]
