"""Addresses of the life of the network."""

from django.urls import URLPattern, URLResolver, path

from . import exchange, printing, speakers

patterns: list[URLPattern | URLResolver] = [
    path("annuaire/carte/", printing.directory_map, name="directory_map"),
    path("annuaire.pdf", printing.directory_pdf, name="directory_pdf"),
    path("mon-association/contacts/", speakers.contacts, name="contacts"),
    path("langues/", speakers.speakers_page, name="speakers"),
    path("langues/les-miennes/", speakers.my_languages, name="my_languages"),
    path("langues/les-miennes/cacher/", speakers.hide, name="hide_languages"),
    path("langues/<str:speaker_id>/demander/", speakers.ask, name="ask_speaker"),
    path("entraide/", exchange.list_page, name="listings"),
    path("entraide/nouvelle/", exchange.new, name="new_listing"),
    path("entraide/<str:listing_id>/", exchange.one, name="listing"),
    path("entraide/<str:listing_id>/prendre/<str:answer_id>/", exchange.take, name="take_answer"),
    path("entraide/<str:listing_id>/rouvrir/", exchange.let_go, name="let_answer_go"),
    path("entraide/<str:listing_id>/retirer/", exchange.close, name="close_listing"),
    path("entraide/<str:listing_id>/remettre/", exchange.reopen, name="reopen_listing"),
]
