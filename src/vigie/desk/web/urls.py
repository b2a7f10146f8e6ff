"""Addresses of the desk."""

from django.urls import path

from . import activity, guide, home, leaving, practice, search, withdrawals, words, work

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("recherche", search.search, name="search"),
    path("aide/", guide.contents, name="help"),
    path("aide/<slug:name>", guide.page, name="help-page"),
    path("mots/", words.choose, name="words"),
    path("mots/<slug:slug>", words.note, name="words-of"),
    path("retraits/", withdrawals.index, name="withdrawals"),
    path("retraits/<str:withdrawal_id>", withdrawals.one, name="withdrawal"),
    path("retraits/<str:withdrawal_id>/vu", withdrawals.seen, name="withdrawal-seen"),
    path("retraits/<str:withdrawal_id>/effacer", withdrawals.erased, name="withdrawal-erase"),
    path("retraits/<str:withdrawal_id>/traite", withdrawals.closed, name="withdrawal-close"),
    path("chiffres/", activity.page, name="figures"),
    path("chiffres/<int:year>.<slug:kind>", activity.file, name="figures-file"),
    path("depart/", leaving.page, name="leaving"),
    path("depart/demander", leaving.start, name="leaving-ask"),
    path("depart/paquet", leaving.pack, name="leaving-pack"),
    path("depart/confirmer", leaving.leave, name="leaving-confirm"),
    path("depart/renoncer", leaving.stay, name="leaving-stay"),
    path("travaux/", work.jobs, name="jobs"),
    path("travaux/<str:job_id>", work.job, name="job"),
    path("exercice-entrer", practice.enter, name="practice-enter"),
    path("exercice-arriver", practice.arrive, name="practice-arrive"),
]
