"""Addresses of the field app, under ``/carnet/``."""

from django.urls import URLPattern, URLResolver, path

from . import app

app_name = "carnet"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", app.index, name="index"),
    path("sw.js", app.worker, name="worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("assets/<path:name>", app.asset, name="asset"),
    path("vider", app.emptied, name="emptied"),
]
