"""Addresses of the frame itself."""

from django.urls import path

from vigie.ui.web import views
from vigie.ui.web.gallery import gallery

app_name = "ui"
urlpatterns = [
    path("", gallery, name="gallery"),
    path("langue", views.choose_language, name="language"),
    path("theme", views.choose_theme, name="theme"),
    path("date", views.understand_date, name="understand_date"),
]
