"""Bodies, under /dossiers/instances; a person's answer about one body."""

from django.urls import URLPattern, path

from . import views_bodies

urlpatterns: list[URLPattern] = [
    path("instances", views_bodies.body_list, name="bodies"),
    path("instances/<slug:code>", views_bodies.body, name="body"),
    path("instances/<slug:code>/verifier", views_bodies.verify, name="verify_body"),
    path("accords/<str:statement>/<slug:code>", views_bodies.consent, name="body_consent"),
]
