"""Addresses anyone may open, under ``/appels/``: calls, and a candidate's own pages. No secret ever stands in one."""

from django.urls import path

from . import views_apply, views_calls_public

app_name = "programme_public"
urlpatterns = [
    path("", views_calls_public.calls, name="calls"),
    path("flux.xml", views_calls_public.feed, name="feed"),
    path("suivi", views_apply.follow, name="follow"),
    path("candidature", views_apply.application, name="application"),
    path("candidature/reponses", views_apply.answers, name="answers"),
    path("candidature/fichiers", views_apply.add, name="add"),
    path("candidature/faire", views_apply.act, name="act"),
    path("<slug:slug>", views_calls_public.call, name="call"),
    path("<slug:slug>/affiche.pdf", views_calls_public.poster, name="poster"),
    path("<slug:slug>/fichiers/<str:attachment_id>", views_calls_public.attachment, name="attachment"),
    path("<slug:slug>/candidater", views_apply.apply, name="apply"),
]
