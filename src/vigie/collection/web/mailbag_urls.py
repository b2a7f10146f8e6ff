"""Addresses of the mailbag, under ``/terrain/depouillement/``."""

from django.urls import path

from . import views_envelopes, views_mailbag, views_quarantine, views_record

urlpatterns = [
    path("", views_mailbag.mailbag, name="mailbag"),
    path("motif", views_mailbag.motive, name="motive"),
    path("enveloppes/", views_envelopes.envelopes, name="envelopes"),
    path("gardes-a-part/", views_quarantine.quarantine, name="quarantine"),
    path("gardes-a-part/<str:quarantine_id>", views_quarantine.sort, name="quarantine_sort"),
    path("semblables/<str:batch>/annuler", views_mailbag.alike_undo, name="alike_undo"),
    path("semblables/<path:key>/", views_mailbag.alike, name="alike"),
    path("<str:record_id>/", views_record.record, name="record"),
    path("<str:record_id>/fichier/<str:file_id>", views_record.record_file, name="record_file"),
    path("<str:record_id>/ecarter", views_mailbag.aside, name="record_aside"),
    path("<str:record_id>/reprendre", views_mailbag.back, name="record_back"),
    path("<str:record_id>/annuler", views_mailbag.undo, name="record_undo"),
]
