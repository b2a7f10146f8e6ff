"""Dossiers themselves: the list, one of them and its tabs, the litigation kit. Words before slugs."""

from django.urls import URLPattern, path

from . import views_dossiers, views_dossiers_facts, views_dossiers_keep, views_dossiers_kit, views_dossiers_work

urlpatterns: list[URLPattern] = [
    path("", views_dossiers.dossiers, name="dossiers"),
    path("nouveau", views_dossiers_keep.new_dossier, name="new_dossier"),
    path("ajouter", views_dossiers_facts.add_to_dossier, name="add_to_dossier"),
    path("annuler/<str:name>", views_dossiers_work.undo, name="undo"),
    path("trousse", views_dossiers_kit.kit_page, name="kit"),
    path("trousse/ajouter", views_dossiers_kit.add_paper, name="add_paper"),
    path("trousse/<str:item_id>/remplacer", views_dossiers_kit.replace_paper, name="replace_paper"),
    path("trousse/<str:item_id>/ouvrir", views_dossiers_kit.open_paper_page, name="open_paper"),
    path("<slug:slug>", views_dossiers.dossier, name="dossier"),
    path("<slug:slug>/manque", views_dossiers.missing_page, name="dossier_missing"),
    path("<slug:slug>/changer", views_dossiers_keep.change, name="change_dossier"),
    path("<slug:slug>/fermer", views_dossiers_keep.close, name="close_dossier"),
    path("<slug:slug>/rouvrir", views_dossiers_keep.reopen, name="reopen_dossier"),
    path("<slug:slug>/strategie", views_dossiers_keep.strategy, name="strategy"),
    path("<slug:slug>/choisir", views_dossiers_keep.resolve, name="resolve_dossier"),
    path("<slug:slug>/faits", views_dossiers_facts.facts_tab, name="dossier_facts"),
    path("<slug:slug>/faits/chercher", views_dossiers_facts.search, name="dossier_search"),
    path("<slug:slug>/faits/ajouter", views_dossiers_facts.add_found, name="add_facts"),
    path("<slug:slug>/faits/retirer", views_dossiers_facts.remove, name="remove_facts"),
    path("<slug:slug>/faits/<str:fact_id>/note", views_dossiers_facts.note, name="note_fact"),
    path("<slug:slug>/personnes", views_dossiers_work.people, name="dossier_people"),
    path("<slug:slug>/personnes/nommer", views_dossiers_work.name_someone, name="name_person"),
    path("<slug:slug>/personnes/<str:access_id>/retirer", views_dossiers_work.end_place, name="end_place"),
    path("<slug:slug>/taches", views_dossiers_work.new_task, name="add_task"),
    path("<slug:slug>/taches/<str:task_id>", views_dossiers_work.task, name="task"),
    path("<slug:slug>/taches/<str:task_id>/faite", views_dossiers_work.done, name="task_done"),
]
