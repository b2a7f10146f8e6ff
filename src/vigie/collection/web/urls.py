"""Addresses of the collection floor."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "collection"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("vigie.collection.web.forms_urls")),
    path("", include("vigie.collection.web.typing_urls")),
    path("depouillement/", include("vigie.collection.web.mailbag_urls")),
    path("imports/", include("vigie.collection.web.import_urls")),
]
