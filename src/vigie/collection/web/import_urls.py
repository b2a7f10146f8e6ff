"""Addresses of imports, under ``/terrain/imports/``."""

from django.urls import path

from . import views_imports

urlpatterns = [
    path("", views_imports.import_list, name="imports"),
    path("<str:import_id>/", views_imports.detail, name="import"),
    path("<str:import_id>/colonnes", views_imports.columns, name="import_columns"),
    path("<str:import_id>/apercu", views_imports.preview, name="import_preview"),
    path("<str:import_id>/importer", views_imports.begin, name="import_begin"),
    path("<str:import_id>/annuler", views_imports.undo, name="import_undo"),
]
