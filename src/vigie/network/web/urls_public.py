"""Addresses of what the network publishes, for anyone."""

from django.urls import URLPattern, URLResolver, path

from . import public

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("communiques/", public.communique_list, name="communiques"),
    path("communiques/<slug:slug>/", public.communique_page, name="communique"),
    path("communiques/<slug:slug>.pdf", public.communique_pdf, name="communique_pdf"),
    path("campagnes/<slug:slug>/", public.campaign_page, name="campaign"),
]
