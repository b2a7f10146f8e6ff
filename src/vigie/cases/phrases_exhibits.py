"""What is said of exhibits: refusals, states, what their files tell, what was done to them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_THERE = _("Ce fichier est déjà la pièce n° %(number)s, « %(title)s ». Rien n’a été ajouté une deuxième fois.")
_ALTERED = _(
    "La pièce n° %(number)s, « %(title)s », n’est plus celle qui a été apportée : son empreinte a changé. Ne la produisez pas ; "
    "cherchez une sauvegarde, et gardez tout en l’état."
)

EXHIBITS: Mapping[str, str | Promise] = {
    "cases.no_exhibit": _("Cette pièce n’est pas, ou plus, dans ce dossier."),
    "cases.no_medium": _("Ce fichier n’est plus dans les faits de votre association."),
    "cases.exhibit_there": _THERE,
    "cases.too_many_exhibits": _("Un dossier tient %(limit)s pièces au plus."),
    "cases.exhibit_title_needed": _("Donnez un titre à la pièce, sans le nom de personne."),
    "cases.exhibit_no_file": _("Choisissez un fichier."),
    "cases.exhibit_empty": _("Ce fichier est vide : 0 octet. Reprenez-le sur l’appareil d’où il vient."),
    "cases.exhibit_program": _("C’est un programme, pas une pièce. Il n’a pas été gardé."),
    "cases.exhibit_markup": _(
        "C’est une page web ou un dessin qui peut contenir du code (HTML, SVG, XML). Il n’a pas été gardé : imprimez-le en PDF, ou "
        "faites-en une capture d’écran."
    ),
    "cases.exhibit_unknown": _(
        "Vigie ne reconnaît pas ce fichier. Il n’a pas été gardé : enregistrez-le en PDF, en image, en DOCX ou en ODT."
    ),
    "cases.exhibit_archive": _(
        "C’est une archive. Elle n’a pas été gardée : sortez-en les fichiers et ajoutez-les un par un."
    ),
    "cases.exhibit_trap": _("Ce document se déplie sans fin : c’est un piège, ou il est abîmé. Il n’a pas été gardé."),
    "cases.exhibit_macros": _(
        "Ce document contient des macros. Il n’a pas été gardé : enregistrez-le sans macros, ou en PDF."
    ),
    "cases.exhibit_too_large": _(
        "Ce fichier dépasse %(limit)s Mo. Il n’a pas été gardé : coupez-le, ou remettez-le à part."
    ),
    "cases.exhibit_not_ready": _(
        "La pièce n° %(number)s, « %(title)s », attend encore qu’une deuxième personne la relise."
    ),
    "cases.exhibit_apart": _("La pièce n° %(number)s, « %(title)s », n’a pas de copie : son fichier est remis à part."),
    "cases.exhibit_altered": _ALTERED,
    "cases.exhibit_altered_told": _("La pièce n° %(number)s, « %(title)s », du dossier « %(dossier)s » est altérée."),
    "cases.exhibit_of_others": _(
        "Cet original est scellé pour %(owner)s : une personne qui détient sa clé doit l’ouvrir."
    ),
    "cases.exhibit_not_to_redact": _("La pièce n° %(number)s est déjà préparée. Reprenez-la d’abord."),
    "cases.exhibit_not_drawn": _("On ne dessine que sur une image ou un PDF lisible."),
    "cases.exhibit_unreadable": _(
        "Ce fichier ne se lit pas jusqu’au bout. L’original est gardé ; ajoutez aussi une image lisible."
    ),
    "cases.exhibit_not_as_is": _(
        "Cette pièce ne peut pas être produite ainsi : masquez-la, ou confirmez qu’il n’y a rien à masquer."
    ),
    "cases.boxes_changed": _(
        "Quelqu’un a changé les zones de cette pièce entre-temps. Rechargez la page ; rien n’a été remplacé."
    ),
    "cases.box_not_understood": _("Une zone n’est pas comprise : quatre nombres, de 0 à 100."),
    "cases.too_many_boxes": _("Au plus %(limit)s zones sur une pièce."),
    "cases.no_box": _("Aucune zone n’est dessinée. S’il n’y a rien à masquer, dites-le."),
    "cases.boxes_there": _("Des zones sont dessinées. Ôtez-les s’il n’y a rien à masquer, ou choisissez « Flouter »."),
    "cases.no_page": _("Cette page n’est pas dans la pièce."),
    "cases.exhibit_not_to_review": _(
        "La pièce n° %(number)s a changé depuis que vous l’avez ouverte. Regardez-la de nouveau."
    ),
    "cases.second_person": _("Vous l’avez préparée : c’est à une autre personne de la relire."),
    "cases.note_needed": _("Dites ce qu’il faut reprendre."),
    "cases.exhibit_sent": _(
        "La pièce n° %(number)s est partie avec une saisine : elle reste telle qu’elle a été envoyée."
    ),
    "cases.exhibit_in_referral": _(
        "Une saisine en préparation produit la pièce n° %(number)s. Retirez-la d’abord de cette saisine."
    ),
}

EXHIBIT_LABELS: Mapping[str, str | Promise] = {"exhibit": _("pièce"), "exhibit_copy": _("copie de pièce")}

DEFAULT_TITLES: Mapping[str, str | Promise] = {
    "photo": _("Photo"),
    "audio": _("Enregistrement sonore"),
    "video": _("Vidéo"),
    "document": _("Document"),
    "sheet": _("Tableau"),
}
ICONS: Mapping[str, str] = {
    "photo": "camera",
    "audio": "microphone",
    "video": "play",
    "document": "document",
    "sheet": "table",
}
STATES: Mapping[str, tuple[str | Promise, str, str]] = {
    "to_redact": (_("à préparer"), "signal", "edit"),
    "to_review": (_("à relire"), "current", "eye"),
    "ready": (_("prête"), "done", "check"),
}
"""Words, kind of mark, icon."""
TREATMENTS: Mapping[str, str | Promise] = {
    "": _("pas encore dit"),
    "boxes": _("zones masquées"),
    "nothing": _("rien à masquer"),
    "as_is": _("produite telle quelle"),
    "apart": _("fichier remis à part"),
}
PROBLEMS: Mapping[str, str | Promise] = {
    "too_large": _(
        "Ce fichier est trop lourd pour être préparé ici. L’original est gardé, scellé ; il sera remis à part."
    ),
    "encrypted": _(
        "Ce PDF demande un mot de passe. L’original est gardé tel quel. Pour le masquer, ajoutez aussi une version sans mot de passe, "
        "ou des images de ses pages."
    ),
    "broken": _(
        "Ce fichier est abîmé : il ne se lit pas. L’original est gardé tel quel. Ajoutez aussi une image ou une autre copie lisible."
    ),
    "too_many_pixels": _(
        "Cette image a trop de pixels pour être préparée ici. L’original est gardé ; ajoutez aussi une version réduite."
    ),
    "too_many_pages": _(
        "Ce PDF a trop de pages pour être masqué ici (100 au plus). L’original est gardé ; coupez-le en plusieurs pièces."
    ),
    "several_frames": _(
        "Cette image en contient plusieurs. L’original est gardé ; enregistrez-la en PDF pour masquer chaque page."
    ),
    "not_read_here": _(
        "Ce format de photo (HEIC) ne se lit pas ici. L’original est gardé ; ajoutez aussi la photo en JPEG."
    ),
}
DONE: Mapping[str, str | Promise] = {
    "cases.exhibit_added": _("ajoutée"),
    "cases.exhibit_named": _("renommée"),
    "cases.exhibit_moved": _("déplacée"),
    "cases.exhibit_drawn": _("zones dessinées"),
    "cases.exhibit_redacted": _("copie faite"),
    "cases.exhibit_accepted": _("relue et acceptée"),
    "cases.exhibit_sent_back": _("renvoyée à préparer"),
    "cases.exhibit_reopened": _("reprise"),
    "cases.exhibit_removed": _("retirée"),
    "cases.exhibit_erased": _("original effacé, avec la copie qui en était faite"),
    "cases.exhibit_copy_stays": _(
        "original effacé ; la copie est partie avec une saisine, elle ne peut plus être rappelée"
    ),
    "cases.exhibit_restored": _("remise"),
    "cases.exhibit_altered": _("trouvée altérée"),
    "cases.exhibit_whole_again": _("de nouveau intacte"),
}
VERDICTS: Mapping[str, tuple[str | Promise, str]] = {
    "intact": (_("intacte"), "done"),
    "altered": (_("altérée"), "signal"),
    "erased": (_("effacée"), "signal"),
    "unreachable": (_("à vérifier par qui détient sa clé"), ""),
}
