"""Bodies, under /dossiers/instances."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
