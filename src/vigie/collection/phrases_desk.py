"""Sentences of the refusals of the mailbag, of what is typed in and of imports: what happened, what was kept, what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: dict[str, Promise] = {
    # The mailbag.
    "collection.no_record": _("Ce relevé n’existe pas, ou il n’est pas à votre association."),
    "collection.no_file": _("Ce fichier n’existe pas, ou il n’est pas encore arrivé."),
    "collection.no_alike": _("Ces relevés semblables ont été dépouillés entre-temps."),
    "collection.no_batch": _("Il n’y a plus rien à annuler dans ce versement."),
    "collection.no_quarantine": _("Cet envoi n’est plus à part : quelqu’un l’a rangé entre-temps."),
    "collection.no_version": _("Cette version de formulaire n’existe pas. Choisissez-en une dans la liste."),
    "collection.cleared": _("Quelqu’un a dépouillé ce relevé entre-temps. Ce que vous avez saisi n’a rien remplacé."),
    "collection.not_versed": _("Ce relevé n’est pas versé : il n’y a rien à annuler."),
    "collection.undo_late": _("On peut annuler pendant %(days)s jours ; ce délai est passé."),
    "collection.kind": _("Un témoignage se verse comme un témoignage, avec le consentement de la personne."),
    "collection.names_left": _(
        "Quelque chose dans le résumé désigne peut-être quelqu’un. Retirez-le, ou dites que vous l’avez relu."
    ),
    "collection.place_needed": _("Dites dans quelle commune."),
    "collection.date_needed": _("Dites quel jour."),
    "collection.encrypted": _(
        "Cet envoi est chiffré par le téléphone : il ne peut pas être rattaché. Demandez un nouvel envoi."
    ),
    "collection.record_exists": _(
        "Un relevé de ce formulaire porte déjà ce numéro. Ouvrez-le pour comparer, puis mettez cet envoi de côté."
    ),
    # What is typed in.
    "collection.text_long": _("Ce texte est trop long : %(limit)s caractères au plus. Collez un message à la fois."),
    # Imports.
    "collection.no_import": _("Cet import n’existe pas, ou il n’est pas à votre association."),
    "collection.import.started": _("Cet import a déjà commencé : ses colonnes ne changent plus."),
    "collection.import.not_done": _("Seul un import terminé peut être annulé."),
    "collection.import.mapping": _("La correspondance des colonnes ne se lit pas : regardez « %(key)s »."),
    "collection.import.no_date_column": _("Dites quelle colonne donne le jour : sans elle, rien ne peut être importé."),
    "collection.import.date_missing": _("Pas de date. Écrivez-la, même vague : « janvier 2018 », « été 1999 »."),
    "collection.import.date_unread": _(
        "« %(seen)s » n’est pas une date comprise. Écrivez par exemple 16/01/2018 ou janvier 2018."
    ),
    "collection.import.date_old": _(
        "« %(seen)s » est trop ancien pour cette frontière : l’année est sans doute fausse. Corrigez-la."
    ),
    "collection.import.date_future": _("« %(seen)s » est dans le futur. Corrigez la date."),
    "collection.import.time_unread": _("« %(seen)s » n’est pas une heure comprise. L’heure est laissée vide."),
    "collection.import.place_missing": _("Pas de commune. Écrivez-la."),
    "collection.import.place_unknown": _(
        "« %(seen)s » n’est pas une commune connue. Écrivez la commune, pas le lieu de vie."
    ),
    "collection.import.count_unread": _(
        "« %(seen)s » n’est pas un nombre compris. Écrivez par exemple 12, environ 30, >20 ou nc. Le nombre est laissé vide."
    ),
    "collection.import.act_unknown": _(
        "« %(seen)s » ne dit aucun acte connu. La ligne est importée sans acte : vous pourrez le dire."
    ),
    "collection.import.act_missing": _("Aucun acte n’est dit. La ligne est importée sans acte : vous pourrez le dire."),
    "collection.import.code_unknown": _("« %(seen)s » n’est pas dans la liste. La réponse est laissée vide."),
    # Files.
    "collection.table.empty": _("Ce fichier est vide."),
    "collection.table.too_large": _("Ce fichier est trop gros : %(megabytes)s Mo au plus. Coupez-le en plusieurs."),
    "collection.table.old_excel": _(
        "Ce fichier est d’un ancien format d’Excel (.xls) ou protégé par un mot de passe. Enregistrez-le en .xlsx, .ods ou .csv."
    ),
    "collection.table.protected": _(
        "Ce fichier est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe."
    ),
    "collection.table.not_a_table": _("Ce fichier n’est pas un tableau. Choisissez un fichier XLSX, CSV ou ODS."),
    "collection.table.damaged": _(
        "Ce fichier est abîmé. Ouvrez-le dans votre tableur, enregistrez-en une copie, et réessayez."
    ),
    "collection.table.no_rows": _("Ce tableau n’a pas de lignes sous ses titres de colonnes."),
    "collection.table.too_many_rows": _("Ce tableau a plus de %(limit)s lignes. Coupez-le en plusieurs fichiers."),
    "collection.table.too_many_columns": _("Ce tableau a plus de %(limit)s colonnes. Gardez celles qui comptent."),
    # Long work, once it has ended.
    "collection.import.done": _("Import terminé : %(created)s relevés créés, %(known)s déjà connus."),
    "collection.import.failed": _("Un import s’est arrêté. Rien n’a été enregistré."),
}
