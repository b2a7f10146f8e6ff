"""What is said when a document cannot be made, opened or filled, and the names of what is sealed."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOCUMENTS: Mapping[str, str | Promise] = {
    "cases.no_draft": _("Ce document n’est pas, ou n’est plus, dans ce dossier."),
    "cases.no_template": _("Votre association n’a pas de modèle à elle pour cette instance."),
    "cases.not_lent": _(
        "Ce document ne vous a pas encore été confié. Demandez à quelqu’un de %(association)s, nommé dans le dossier et qui détient ses clés, d’appuyer sur « Confier ce qui est déjà fait » à la page des documents."
    ),
    "cases.sealed_elsewhere": _(
        "Les documents de ce dossier sont scellés pour %(association)s. Demandez à quelqu’un de cette association, nommé dans le dossier et qui détient ses clés, de vous les remettre."
    ),
    "cases.referral_over": _(
        "Cette saisine est close ou abandonnée : on n’y fait plus de document. Ceux qui sont faits restent."
    ),
    "cases.no_exhibit_ready": _(
        "Aucune pièce n’est prête : il faut une copie de travail caviardée, relue par une deuxième personne. Rien n’a été fait."
    ),
    "cases.bundle_too_big": _(
        "Ces pièces pèsent plus de %(limit)s Mo ensemble : trop pour cette page. La personne qui tient la machine peut écrire le dossier avec la commande « vigie dossier bundle »."
    ),
    "cases.draft_changed": _(
        "Ce document n’est plus celui qui a été fait : son empreinte ne correspond pas. Refaites-le."
    ),
    "cases.unknown_document": _("Choisissez un document dans la liste."),
    "cases.template_name_needed": _("Choisissez un fichier Word (.docx)."),
    "cases.folder_not_empty": _(
        "Le dossier « %(folder)s » n’est pas vide. Choisissez-en un nouveau : rien n’a été écrit."
    ),
    "cases.folder_unwritable": _(
        "On ne peut pas écrire dans « %(folder)s ». Ce qui y est déjà est incomplet : effacez-le."
    ),
    "cases.not_named_by": _("Personne ne s’appelle « %(person)s » dans cette association."),
    "cases.word_too_big": _("Ce fichier dépasse %(limit)s Mo. Retirez ses images, puis recommencez. Rien n’a changé."),
    "cases.not_word": _("Ce fichier n’est pas un document Word (.docx) lisible. Rien n’a changé."),
    "cases.word_bomb": _("Ce fichier, déplié, est démesuré : il est refusé. Rien n’a changé."),
    "cases.word_macros": _(
        "Ce fichier contient du code (macro) ou un objet incorporé. Enregistrez-le en « Document Word (.docx) », sans eux. Rien n’a changé."
    ),
    "cases.word_outside": _(
        "Ce fichier irait chercher quelque chose ailleurs à chaque ouverture (modèle, image ou lien). Retirez-le : seuls les liens vers un site restent permis. Rien n’a changé."
    ),
    "cases.tag_unknown": _(
        "La balise « %(tag)s » n’existe pas. Elle est dans ce paragraphe : « %(paragraph)s ». Le guide donne la liste. Rien n’a changé."
    ),
    "cases.tag_syntax": _(
        "Une balise est mal écrite, ou n’est pas refermée, dans ce paragraphe : « %(paragraph)s ». Rien n’a changé."
    ),
    "cases.tag_forbidden": _(
        "Un modèle remplit et répète, il ne calcule pas. Retirez la balise de ce paragraphe : « %(paragraph)s ». Rien n’a changé."
    ),
    "cases.tag_failed": _("Le modèle ne se remplit pas. Voyez ce paragraphe : « %(paragraph)s ». Rien n’a changé."),
    "cases.tag_endless": _(
        "Le remplissage a été arrêté : le modèle se répète sans fin, ou donne un document démesuré. Rien n’a changé."
    ),
}

DOCUMENT_LABELS: Mapping[str, str | Promise] = {"made_document": _("Document d’une saisine")}
