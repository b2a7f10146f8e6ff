"""Addresses of the field app, under ``/carnet/``."""

from django.urls import URLPattern, URLResolver, path, re_path

from . import app

app_name = "carnet"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", app.index, name="index"),
    path("sw.js", app.worker, name="worker"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    re_path(r"^(?P<name>icon[a-z0-9-]*\.(?:png|svg))$", app.icon, name="icon"),
    path("assets/<path:name>", app.asset, name="asset"),
    path("vider", app.emptied, name="emptied"),
]
