"""The register of publications, under ``/publications/registre``."""

from django.urls import path

from . import views_ledger

urlpatterns = [
    path("registre", views_ledger.ledger_page, name="ledger"),
    path("registre/<str:release_id>", views_ledger.release_page, name="release"),
    path("registre/<str:release_id>/retirer", views_ledger.withdraw, name="withdraw"),
    path("registre/<str:release_id>/corriger", views_ledger.start_correction, name="correct"),
]
