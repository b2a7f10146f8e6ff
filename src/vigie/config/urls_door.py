"""The door's addresses alone, for the middleware that leads phones there; ``urls`` holds the same."""

from django.urls import include, path

urlpatterns = [path("k/", include("vigie.collection.web.door_urls"))]
