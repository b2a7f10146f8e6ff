"""Addresses of the programme inside the house, under ``/missions/``."""

from django.urls import path

from . import (
    views_calls,
    views_jury,
    views_letters,
    views_milestones,
    views_missions,
    views_outputs,
    views_sessions,
)
from .life import urls as life

app_name = "programme"
urlpatterns = [
    *life.urlpatterns,
    path("", views_missions.missions, name="missions"),
    path("programme/nouveau", views_sessions.new_programme, name="new_programme"),
    path("programme/<slug:slug>", views_sessions.programme, name="programme"),
    path("programme/<slug:slug>/changer", views_sessions.change_programme, name="change_programme"),
    path("programme/<slug:slug>/productions", views_outputs.page, name="outputs"),
    path("programme/<slug:slug>/productions/<slug:kind>/<str:object_id>", views_outputs.link, name="link_output"),
    path("programme/<slug:slug>/session", views_sessions.new_session, name="new_session"),
    path("session/<slug:slug>", views_sessions.session, name="session"),
    path("session/<slug:slug>/changer", views_sessions.change_session, name="change_session"),
    path("session/<slug:slug>/copier", views_sessions.copy, name="copy_session"),
    path("session/<slug:slug>/mission", views_missions.new_mission, name="new_mission"),
    path("session/<slug:slug>/appel", views_calls.new_call, name="new_call"),
    path("mission/<slug:slug>", views_missions.mission, name="mission"),
    path("mission/<slug:slug>/changer", views_missions.change_mission, name="change_mission"),
    path("mission/<slug:slug>/dates", views_missions.plan, name="plan_mission"),
    path("mission/<slug:slug>/faire", views_missions.act, name="mission_act"),
    path("mission/<slug:slug>/etapes", views_milestones.act, name="milestone_act"),
    path("mission/<slug:slug>/fiche", views_missions.sheet, name="sheet"),
    path("mission/<slug:slug>/fiche/faire", views_missions.sheet_act, name="sheet_act"),
    path("appels", views_calls.calls, name="calls"),
    path("appel/<slug:slug>", views_calls.call, name="call"),
    path("appel/<slug:slug>/ecrire", views_calls.write, name="write_call"),
    path("appel/<slug:slug>/faire", views_calls.act, name="call_act"),
    path("appel/<slug:slug>/affiche.pdf", views_calls.poster, name="poster"),
    path("appel/<slug:slug>/candidatures", views_jury.applications, name="applications"),
    path("appel/<slug:slug>/candidatures/faire", views_jury.bring, name="bring"),
    path("appel/<slug:slug>/classement.pdf", views_jury.ranking, name="ranking"),
    path("appel/<slug:slug>/lettres/<slug:kind>", views_letters.letter, name="letter"),
    path("candidature/<str:application_id>", views_jury.application, name="application"),
    path("candidature/<str:application_id>/faire", views_jury.act, name="application_act"),
    path("candidature/<str:application_id>/dossier.pdf", views_jury.pack, name="pack"),
    path("candidature/<str:application_id>/fichiers/<str:file_id>", views_jury.file, name="file"),
]
