"""One search box for all floors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.network.api import acting_of

from ..search import find

LONGEST = 200
"""Characters looked for: more is a paste by mistake."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found, floor by floor."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    groups = find(text, acting=acting_of(request)) if any(letter.isalnum() for letter in text) else []
    return render(request, "desk/search.html", {"text": text, "groups": groups})
