"""Bulletins, under ``/publications/``."""

from django.urls import path

from . import views_bulletins

urlpatterns = [
    path("", views_bulletins.list_page, name="bulletins"),
    path("nouveau", views_bulletins.new_page, name="new_bulletin"),
    path("bulletins/<str:bulletin_id>", views_bulletins.bulletin_page, name="bulletin"),
    path("bulletins/<str:bulletin_id>/lire", views_bulletins.read_page, name="read_bulletin"),
    path("bulletins/<str:bulletin_id>/soumettre", views_bulletins.submit_it, name="submit_bulletin"),
    path("bulletins/<str:bulletin_id>/publier", views_bulletins.publish_it, name="publish_bulletin"),
    path("bulletins/<str:bulletin_id>/fichiers/<str:name>", views_bulletins.file, name="bulletin_file"),
]
