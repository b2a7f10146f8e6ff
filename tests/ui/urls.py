"""The frame's own addresses, and views that are refused in every way."""

import errno

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from vigie.kernel.api import Conflict, Denied, Invalid, Missing, Refusals

REFUSALS = {
    "denied": Denied("test.denied"),
    "invalid": Invalid("test.invalid", field="where", place="Calais"),
    "conflict": Conflict("test.conflict"),
    "missing": Missing("test.missing"),
    "several": Refusals([Invalid("test.invalid", place="Calais"), Invalid("test.unspoken")]),
    "full": OSError(errno.ENOSPC, "no space"),
    "no text": DataError("PostgreSQL text fields cannot contain NUL: Amina"),
    "no day": OverflowError("date value out of range"),
    "other": OSError(errno.EIO, "broken"),
}


def refuse(request: HttpRequest, why: str) -> HttpResponse:
    raise REFUSALS[why]


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/errors/page.html", {"sentences": ["Une phrase."]})


urlpatterns = [
    path("ui/", include("vigie.ui.web.urls")),
    path("refuse/<str:why>", refuse),
    path("faits/", page, name="facts"),
    path("faits/releves/", page, name="observations"),
]
handler404 = "vigie.ui.web.views.missing"
handler500 = "vigie.ui.web.views.broken"
