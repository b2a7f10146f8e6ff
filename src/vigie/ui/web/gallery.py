"""Every component on one page, in development."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    """Show it."""
    return render(request, "ui/gallery.html", {})
