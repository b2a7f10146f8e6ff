"""Addresses of the vault, under ``/coffre/``."""

from django.urls import path

from . import views_drafts, views_keys, views_lock, views_values

app_name = "vault"
urlpatterns = [
    path("", views_keys.keys, name="keys"),
    path("fonder", views_keys.found, name="found"),
    path("proposer", views_keys.offer, name="offer"),
    path("detenir/<str:holder_id>/accord", views_keys.agree, name="agree"),
    path("detenir/<str:holder_id>/retirer", views_keys.remove, name="remove"),
    path("nouvelle-cle", views_keys.rewrap, name="rewrap"),
    path("phrase", views_keys.change, name="passphrase"),
    path("ouvrir", views_lock.unlock_page, name="unlock"),
    path("fermer", views_lock.lock_page, name="lock"),
    path("contenu/<str:ref>", views_values.value, name="value"),
    path("brouillon/<slug:page>/<str:about>", views_drafts.keep, name="draft"),
    path("brouillon/<slug:page>/<str:about>/jeter", views_drafts.discard, name="draft_discard"),
    path("ouvertures", views_lock.openings_page, name="openings"),
]
