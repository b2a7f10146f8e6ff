"""Dossiers themselves."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/"), name="dossiers"),
    path("<slug:slug>", RedirectView.as_view(pattern_name="cases:mandates"), name="dossier"),
]
