"""The help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import guide


@login_not_required
@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Show the list of help pages."""
    return render(request, "desk/guide.html", {"pages": guide.pages()})


@login_not_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one help page."""
    return render(request, "desk/guide_page.html", {"page": guide.page(name), "pages": guide.pages()})
