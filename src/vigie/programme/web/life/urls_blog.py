"""Addresses of the blog that anyone may open, under ``/blog/``."""

from django.urls import path

from . import views_public

app_name = "programme_blog"
urlpatterns = [
    path("", views_public.blog, name="blog"),
    path("flux.xml", views_public.feed, name="feed"),
    path("<slug:slug>", views_public.post, name="post"),
    path("<slug:slug>/images/<str:picture_id>", views_public.picture, name="picture"),
]
