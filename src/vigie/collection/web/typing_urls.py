"""Addresses of what is typed in, under ``/terrain/``."""

from django.urls import path

from . import views_typing

urlpatterns = [
    path("coller/", views_typing.paste, name="paste"),
    path("papier/", views_typing.paper, name="paper"),
]
