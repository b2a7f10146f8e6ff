"""Documents of a referral: made, listed, handed over; the Word template they come from."""

from django.urls import URLPattern, path

from . import views_documents as views

HERE = "<slug:slug>/saisines/<str:referral_id>"
urlpatterns: list[URLPattern] = [
    path(f"{HERE}/documents", views.documents, name="documents"),
    path(f"{HERE}/documents/faire", views.make, name="make_document"),
    path(f"{HERE}/documents/confier", views.lend_made, name="lend_documents"),
    path(f"{HERE}/documents/<str:draft_id>", views.document, name="document"),
    path(f"{HERE}/modele", views.template, name="word_template"),
    path(f"{HERE}/modele/fichier", views.template_file, name="word_template_file"),
    path(f"{HERE}/modele/reprendre", views.template_drop, name="word_template_drop"),
]
