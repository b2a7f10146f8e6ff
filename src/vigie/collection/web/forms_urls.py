"""Addresses of the pages about forms and phones, under ``/terrain/``."""

from django.urls import URLPattern, URLResolver, path

from . import views_devices, views_forms, views_numbers, views_slips

urlpatterns: list[URLPattern | URLResolver] = [
    path("formulaires/", views_forms.forms, name="forms"),
    path("formulaires/publier/", views_forms.publish, name="publish_form"),
    path("formulaires/<str:version_id>/", views_forms.form, name="form"),
    path("formulaires/<str:version_id>/relire/", views_forms.review, name="review_form"),
    path("formulaires/<str:version_id>/proposer/", views_forms.offer, name="offer_form"),
    path("formulaires/<str:version_id>/feuille.pdf", views_forms.paper, name="paper_form"),
    path("formulaires/<str:version_id>/classeur.xlsx", views_forms.workbook, name="form_workbook"),
    path("quatre-mots/", views_slips.slips, name="slips"),
    path("appareils/", views_devices.device_list, name="devices"),
    path("appareils/ajouter/", views_devices.add, name="add_device"),
    path("appareils/numeros/", views_numbers.numbers, name="numbers"),
    path("appareils/carte.pdf", views_devices.card, name="device_card"),
    path("appareils/<str:device_id>/retirer/", views_devices.revoke, name="revoke_device"),
]
