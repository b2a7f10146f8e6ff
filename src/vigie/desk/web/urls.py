"""Addresses of the desk."""

from django.urls import path

from . import guide, home, practice, search, work

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("recherche", search.search, name="search"),
    path("aide/", guide.contents, name="help"),
    path("aide/<slug:name>", guide.page, name="help-page"),
    path("travaux/", work.jobs, name="jobs"),
    path("travaux/<str:job_id>", work.job, name="job"),
    path("exercice-entrer", practice.enter, name="practice-enter"),
    path("exercice-arriver", practice.arrive, name="practice-arrive"),
]
