"""Addresses of the door, under ``/k/<token>/``: the token is the credential and stands in the path, as Collect needs it."""

from django.urls import URLPattern, URLResolver, path

from . import door, views_carnet

app_name = "door"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:token>/formList", door.form_list, name="form_list"),
    path("<str:token>/forms/<str:version_id>", door.form, name="form"),
    path("<str:token>/forms/<str:version_id>/manifest", door.manifest, name="manifest"),
    path("<str:token>/media/<str:media_id>", door.media, name="media"),
    path("<str:token>/carnet", views_carnet.carnet, name="carnet"),
    path("<str:token>/enveloppes/<str:name>", views_carnet.envelope, name="envelope"),
    path("<str:token>/submission", door.submission, name="submission"),
]
