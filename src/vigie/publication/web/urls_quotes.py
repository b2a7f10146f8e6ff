"""Quotes, under ``/publications/citations``."""

from django.urls import path

from . import views_quotes

urlpatterns = [
    path("citations", views_quotes.quotes_page, name="quotes"),
    path("citations/<str:quote_id>", views_quotes.quote_page, name="quote"),
    path("citations/<str:quote_id>/relire", views_quotes.read, name="read_quote"),
    path("citations/<str:quote_id>/reprendre", views_quotes.revise, name="revise_quote"),
    path("citations/<str:quote_id>/retirer", views_quotes.withdraw, name="withdraw_quote"),
]
