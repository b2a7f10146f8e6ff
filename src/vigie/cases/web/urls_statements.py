"""Written statements of witnesses (CPC 202) and quotes."""

from django.urls import path

from . import views_attestations, views_papers, views_quotes

urlpatterns = [
    path("citer-un-temoignage/", views_quotes.quote_of, name="quote_of"),
    path("citer-un-temoignage/<str:statement_id>", views_quotes.choose, name="choose_quote"),
    path("<slug:slug>/attestations", views_attestations.attestations_page, name="attestations"),
    path("<slug:slug>/attestations/<str:attestation_id>", views_attestations.attestation_page, name="attestation"),
    path(
        "<slug:slug>/attestations/<str:attestation_id>/a-ecrire",
        views_attestations.blank_sheet,
        name="attestation_blank",
    ),
    path(
        "<slug:slug>/attestations/<str:attestation_id>/aide-memoire",
        views_attestations.aid_page,
        name="attestation_aid",
    ),
    path(
        "<slug:slug>/attestations/<str:attestation_id>/papiers/<str:paper>", views_papers.send, name="attestation_paper"
    ),
    path(
        "<slug:slug>/attestations/<str:attestation_id>/papiers/<str:paper>/ouvrir",
        views_papers.open_paper,
        name="attestation_open",
    ),
    path(
        "<slug:slug>/attestations/<str:attestation_id>/papiers/<str:paper>/effacer",
        views_papers.drop,
        name="attestation_drop",
    ),
]
