"""Addresses of one's own account, before those of the sign-in itself."""

from django.urls import URLPattern, URLResolver, path

from . import account

urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.account, name="account"),
    path("charte/", account.charter, name="charter"),
    path("association/", account.choose_organisation, name="choose_organisation"),
    path("changer/", account.switch_person, name="switch_person"),
    path("quitter/", account.sign_out, name="sign_out"),
    path("notifications/", account.notifications_page, name="notifications"),
    path("invitation/<str:token>/", account.invitation, name="invitation"),
]
