"""Addresses of the collection floor."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "collection"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("vigie.collection.web.forms_urls")),
]
