"""Referrals, deadlines and their documents."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
