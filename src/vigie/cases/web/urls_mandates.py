"""Mandates and the litigation kit."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
