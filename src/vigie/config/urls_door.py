"""Addresses of the door and of the field app alone, for the middleware that leads phones there; ``urls`` holds the same."""

from django.urls import include, path

urlpatterns = [
    path("k/", include("vigie.collection.web.door_urls")),
    path("carnet/", include("vigie.collection.web.app_urls")),
]
