"""Addresses of the life of missions, inside ``/missions/``."""

from django.urls import path

from . import views_blog, views_care, views_field, views_meetings, views_money, views_preparation, views_reports

urlpatterns = [
    path("blog", views_blog.posts, name="posts"),
    path("blog/nouveau", views_blog.new_post, name="new_post"),
    path("blog/export.zip", views_blog.export, name="export_posts"),
    path("blog/<slug:slug>", views_blog.post, name="post"),
    path("blog/<slug:slug>/faire", views_blog.act, name="post_act"),
    path("blog/<slug:slug>/images/<str:picture_id>", views_blog.picture, name="post_picture"),
    path("mes-volontaires", views_preparation.followed, name="followed"),
    path("a-payer", views_preparation.to_pay, name="to_pay"),
    path("session/<slug:slug>/rencontres", views_preparation.talks, name="talks"),
    path("session/<slug:slug>/rencontres.pdf", views_preparation.talks_pdf, name="talks_pdf"),
    path("session/<slug:slug>/rencontres/<str:talk_id>", views_preparation.talks, name="change_talk"),
    path("session/<slug:slug>/rencontres/<str:talk_id>/presences", views_preparation.attendance, name="attendance"),
    path("programme/<slug:slug>/demandes", views_reports.rules, name="life_rules"),
    path("mission/<slug:slug>/preparation", views_preparation.preparation, name="preparation"),
    path("mission/<slug:slug>/rapports", views_reports.reports, name="reports"),
    path("mission/<slug:slug>/rapports/<int:number>", views_reports.report, name="report"),
    path("mission/<slug:slug>/reunions", views_meetings.meetings, name="meetings"),
    path("mission/<slug:slug>/reunions/<str:meeting_id>", views_meetings.meeting, name="meeting"),
    path("mission/<slug:slug>/reunions/<str:meeting_id>/changer", views_meetings.meetings, name="change_meeting"),
    path("mission/<slug:slug>/reunions/<str:meeting_id>/faire", views_meetings.meeting_act, name="meeting_act"),
    path(
        "mission/<slug:slug>/reunions/<str:meeting_id>/agenda.ics",
        views_meetings.meeting_calendar,
        name="meeting_calendar",
    ),
    path("mission/<slug:slug>/indemnites", views_money.allowances, name="allowances"),
    path("mission/<slug:slug>/indemnites/parts", views_money.shares, name="shares"),
    path("mission/<slug:slug>/indemnites/<int:number>/recu", views_money.receipt, name="receipt"),
    path("mission/<slug:slug>/indemnites/tableau.<str:ending>", views_money.money_table, name="money_table"),
    path("mission/<slug:slug>/visites", views_field.visits, name="visits"),
    path("mission/<slug:slug>/visites/faire", views_field.visit_act, name="visit_act"),
    path("mission/<slug:slug>/trajets", views_field.trips, name="trips"),
    path("mission/<slug:slug>/trajets/tableau.<str:ending>", views_field.trip_table, name="trip_table"),
    path("mission/<slug:slug>/trajets/<str:trip_id>/retirer", views_field.drop_trip, name="drop_trip"),
    path("mission/<slug:slug>/trajets/<str:trip_id>/recu", views_field.trip_receipt, name="trip_receipt"),
    path("mission/<slug:slug>/soin", views_care.care, name="care"),
    path("mission/<slug:slug>/soin/papiers/<str:paper_id>", views_care.paper, name="care_paper"),
]
