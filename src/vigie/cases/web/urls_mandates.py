"""Mandates: given, received, revoked, printed; what they open."""

from django.urls import path

from . import views_mandates as views
from . import views_mandates_give as giving
from . import views_mandates_paper as papers

urlpatterns = [
    path("<slug:slug>/mandats", views.mandates_page, name="mandates"),
    path("<slug:slug>/mandats/donner", giving.give, name="give_mandate"),
    path("<slug:slug>/mandats/<str:mandate_id>/papier", giving.paper, name="mandate_paper"),
    path("<slug:slug>/mandats/<str:mandate_id>/papier-signe", papers.signed_paper, name="mandate_signed"),
    path("<slug:slug>/mandats/<str:mandate_id>/revoquer", views.revoke, name="revoke_mandate"),
    path("<slug:slug>/mandats/faits/<str:fact_id>", views.fact, name="mandated_fact"),
    path("<slug:slug>/mandats/pieces/<str:piece_id>", views.piece, name="mandated_piece"),
]
