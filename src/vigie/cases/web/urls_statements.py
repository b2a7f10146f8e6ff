"""Written statements of witnesses (CPC 202) and quotes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
