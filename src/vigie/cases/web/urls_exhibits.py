"""Exhibits of a dossier."""

from django.urls import URLPattern, path

from . import views_exhibit_files, views_exhibits, views_redacting

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/pieces/", views_exhibits.exhibit_list, name="exhibits"),
    path("<slug:slug>/pieces/ajouter", views_exhibits.add, name="exhibit_add"),
    path("<slug:slug>/pieces/depuis-un-fait", views_exhibits.from_fact, name="exhibit_from_fact"),
    path("<slug:slug>/pieces/renumeroter", views_exhibits.renumber, name="exhibits_renumber"),
    path("<slug:slug>/pieces/verifier", views_exhibits.verify, name="exhibits_verify"),
    path("<slug:slug>/pieces/<str:exhibit_id>/", views_exhibits.detail, name="exhibit"),
    path("<slug:slug>/pieces/<str:exhibit_id>/deplacer", views_exhibits.move, name="exhibit_move"),
    path("<slug:slug>/pieces/<str:exhibit_id>/retirer", views_exhibits.remove, name="exhibit_remove"),
    path("<slug:slug>/pieces/<str:exhibit_id>/remettre", views_exhibits.restore, name="exhibit_restore"),
    path("<slug:slug>/pieces/<str:exhibit_id>/masquer", views_redacting.brush, name="exhibit_redact"),
    path("<slug:slug>/pieces/<str:exhibit_id>/produire", views_redacting.whole, name="exhibit_whole"),
    path("<slug:slug>/pieces/<str:exhibit_id>/relire", views_redacting.review, name="exhibit_review"),
    path("<slug:slug>/pieces/<str:exhibit_id>/reprendre", views_redacting.again, name="exhibit_again"),
    path(
        "<slug:slug>/pieces/<str:exhibit_id>/<str:which>/page/<int:page>", views_exhibit_files.page, name="exhibit_page"
    ),
    path("<slug:slug>/pieces/<str:exhibit_id>/<str:which>/fichier", views_exhibit_files.file, name="exhibit_file"),
]
