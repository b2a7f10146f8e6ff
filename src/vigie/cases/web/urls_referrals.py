"""Referrals, deadlines and their documents."""

from django.urls import URLPattern, path

from . import views_deadlines, views_filing, views_referrals

urlpatterns: list[URLPattern] = [
    path("echeances", views_deadlines.mine, name="my_deadlines"),
    path("echeances.ics", views_deadlines.my_calendar, name="my_calendar"),
    path("<slug:slug>/saisines", views_referrals.referral_list, name="referrals"),
    path("<slug:slug>/saisines/<str:referral_id>", views_referrals.referral, name="referral"),
    path("<slug:slug>/saisines/<str:referral_id>/changer", views_referrals.change, name="change_referral"),
    path("<slug:slug>/saisines/<str:referral_id>/deposer", views_filing.file, name="file_referral"),
    path("<slug:slug>/saisines/<str:referral_id>/corriger", views_filing.correct, name="correct_filing"),
    path("<slug:slug>/saisines/<str:referral_id>/preuve", views_filing.proof, name="proof"),
    path("<slug:slug>/saisines/<str:referral_id>/issue", views_filing.outcome, name="outcome"),
    path("<slug:slug>/arretes", views_referrals.orders, name="dossier_orders"),
    path("<slug:slug>/echeances", views_deadlines.of_dossier, name="deadlines"),
    path("<slug:slug>/echeances.ics", views_deadlines.calendar, name="calendar"),
    path("<slug:slug>/echeances/<str:deadline_id>", views_deadlines.change, name="change_deadline"),
]
