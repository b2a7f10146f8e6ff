"""Addresses of the trainings, under ``/formations/``."""

from django.urls import path

from . import views_certificates, views_library, views_modules, views_resources, views_sessions

app_name = "learning"
urlpatterns = [
    path("", views_modules.home, name="home"),
    path("modules/<slug:slug>", views_modules.module_page, name="module"),
    path("modules/<slug:slug>/page/<slug:key>", views_modules.reading, name="page"),
    path("modules/<slug:slug>/questions", views_modules.quiz, name="quiz"),
    path("modules/<slug:slug>/diapos.pdf", views_modules.slides, name="slides"),
    path("modules/<slug:slug>/notes.pdf", views_modules.notes, name="notes"),
    path("exercices/<slug:slug>", views_modules.exercise_page, name="exercise"),
    path("exercices/<slug:slug>/double-codage", views_modules.pairs, name="pairs"),
    path("seances", views_sessions.session_list, name="sessions"),
    path("seances/nouvelle", views_sessions.new, name="new_session"),
    path("seances/<str:session_id>", views_sessions.session_page, name="session"),
    path("seances/<str:session_id>/changer", views_sessions.change, name="change_session"),
    path("seances/<str:session_id>/etat", views_sessions.move, name="move_session"),
    path("seances/<str:session_id>/inscription", views_sessions.enrolment, name="enrol"),
    path("seances/<str:session_id>/ajouter", views_sessions.add, name="add_to_sheet"),
    path("seances/<str:session_id>/presences", views_sessions.tick, name="tick"),
    path("seances/<str:session_id>/feuille.pdf", views_sessions.sheet_file, name="sheet"),
    path("seances/<str:session_id>/agenda.ics", views_sessions.calendar, name="calendar"),
    path("seances/<str:session_id>/avis", views_sessions.opinion, name="evaluate"),
    path("attestations", views_certificates.certificate_list, name="certificates"),
    path("attestations/<str:person_id>/signer", views_certificates.sign, name="sign"),
    path("attestations/<str:certificate_id>/retirer", views_certificates.revoke, name="revoke"),
    path("attestations/<str:certificate_id>.pdf", views_certificates.pdf, name="certificate"),
    path("bibliotheque", views_library.shelves, name="library"),
    path("bibliotheque/nouveau", views_resources.new, name="new_resource"),
    path("bibliotheque/<str:resource_id>", views_library.resource_page, name="resource"),
    path("bibliotheque/<str:resource_id>/fichier", views_library.file, name="resource_file"),
    path("bibliotheque/<str:resource_id>/corriger", views_resources.change, name="change_resource"),
    path("bibliotheque/<str:resource_id>/verifier", views_library.verify, name="verify_resource"),
    path("bibliotheque/<str:resource_id>/rayon", views_library.shelve, name="set_aside"),
]
