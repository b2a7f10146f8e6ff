"""Checking and signing a bulletin, under ``/publications/a-verifier``."""

from django.urls import path

from . import views_checks

urlpatterns = [
    path("a-verifier", views_checks.waiting_page, name="to_check"),
    path("a-verifier/<str:bulletin_id>", views_checks.check_page, name="check"),
    path("a-verifier/<str:bulletin_id>/signer", views_checks.sign_it, name="sign"),
    path("a-verifier/<str:bulletin_id>/reprendre", views_checks.take_it_back, name="take_back"),
]
