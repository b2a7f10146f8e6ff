"""Addresses of restitution evenings that anyone may open, under ``/soirees/``."""

from django.urls import path

from . import views_evening

app_name = "programme_evening"
urlpatterns = [
    path("<slug:slug>", views_evening.evening, name="evening"),
    path("<slug:slug>/fichiers/<str:file_id>", views_evening.file, name="file"),
]
