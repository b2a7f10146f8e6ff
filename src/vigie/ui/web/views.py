"""Language, theme, and the pages shown when something went wrong."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from vigie.kernel.api import parse_vague_date, today

from ..context import THEME_COOKIE, THEMES
from ..phrases import PHRASES
from ..speech import say_date

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the screens and come back."""
    return set_language(request)


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Change the theme and come back; anything but light or dark follows the machine."""
    asked = request.POST.get("theme", "")
    response = HttpResponseRedirect(_way_back(request))
    if asked in THEMES:
        response.set_cookie(
            THEME_COOKIE, asked, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe else "/"


@require_GET
def understand_date(request: HttpRequest) -> HttpResponse:
    """Say how a date would be understood, as a fragment shown under its field."""
    text = next((str(value) for value in request.GET.values()), "")
    try:
        said = say_date(parse_vague_date(text, today=today())) if text.strip() else ""
    except ValueError:
        return render(
            request, "ui/components/understood.html", {"said": "", "doubt": PHRASES["ui.date_not_understood"]}
        )
    return render(request, "ui/components/understood.html", {"said": said, "doubt": ""})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """Show that what came in was not understood."""
    return render(request, "ui/errors/400.html", {"sentences": []}, status=400)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """Show that the person may not do this."""
    return render(request, "ui/errors/403.html", {"sentences": []}, status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """Show that nothing is here, or nothing for this person."""
    return render(request, "ui/errors/404.html", {"sentences": []}, status=404)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- Django names it
    """Show that the house broke; leans on nothing that may be broken too."""
    return HttpResponse(render_to_string("ui/errors/500.html"), status=500)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django names it
    """Show that a form had been open for too long, and that nothing was sent."""
    return render(request, "ui/errors/csrf.html", {"sentences": []}, status=403)
