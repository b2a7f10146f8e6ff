"""Exhibits of a dossier."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
