"""Addresses of the life of the network."""

from django.urls import URLPattern, URLResolver, path

from . import calendar, exchange, groups, meetings, printing, speakers

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
    path("groupes/", groups.list_page, name="groups"),
    path("groupes/nouveau/", groups.new, name="new_group"),
    path("groupes/<str:group_id>/", groups.one, name="group"),
    path("groupes/<str:group_id>/rejoindre/", groups.join, name="join_group"),
    path("groupes/<str:group_id>/quitter/", groups.leave, name="leave_group"),
    path("groupes/<str:group_id>/finir/", groups.end, name="end_group"),
    path("reunions/", meetings.list_page, name="meetings"),
    path("reunions/nouvelle/", meetings.new, name="new_meeting"),
    path("reunions/<str:meeting_id>/", meetings.one, name="meeting"),
    path("reunions/<str:meeting_id>/changer/", meetings.change, name="change_meeting"),
    path("reunions/<str:meeting_id>/compte-rendu/", meetings.minutes, name="minutes"),
    path("reunions/<str:meeting_id>/deplacer/", meetings.move, name="move_meeting"),
    path("reunions/<str:meeting_id>/compte-rendu.<slug:kind>", meetings.paper, name="minutes_paper"),
    path("actions/<str:action_id>/", meetings.act_on, name="act_on"),
    path("agenda/", calendar.month, name="calendar"),
    path("agenda/semaine/", calendar.week, name="calendar_week"),
    path("agenda/partager/", calendar.sharing, name="calendar_sharing"),
    path("agenda/partager/adresse/", calendar.new_link, name="new_calendar_link"),
    path("agenda/partager/fermer/", calendar.close_link, name="close_calendar_link"),
    path("agenda/partager/<str:feed_id>/retirer/", calendar.drop, name="drop_calendar"),
    path("agenda/<str:token>.ics", calendar.calendar_file, name="calendar_file"),
]
