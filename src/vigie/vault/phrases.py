"""What the vault says when it refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "vault.locked": _("Le coffre est fermé. Ouvrez-le avec votre phrase secrète, puis recommencez."),
    "vault.not_keyholder": _(
        "Vous ne détenez pas la clé de cette association. Proposez-vous dans « Coffre » : une personne qui la détient "
        "doit donner son accord."
    ),
    "vault.wrong_passphrase": _("Ce n’est pas la bonne phrase secrète. Vérifiez l’ordre des mots ; rien n’est perdu."),
    "vault.too_many_tries": _(
        "Trop d’essais avec une mauvaise phrase. Attendez %(minutes)s minutes. Les autres détentrices et détenteurs "
        "peuvent toujours ouvrir."
    ),
    "vault.passphrase_short": _("Cette phrase est trop courte : il faut au moins %(least)s caractères."),
    "vault.passphrase_differs": _(
        "Ce que vous avez recopié n’est pas la phrase affichée. Elle est toujours la même, ci-dessus."
    ),
    "vault.motive_needed": _("Dites pourquoi. Sans motif, rien ne s’ouvre et rien ne s’efface."),
    "vault.motive_long": _("Ce motif est trop long : %(limit)s caractères au plus."),
    "vault.no_keys": _(
        "Cette association n’a pas encore de clé : rien ne peut y être scellé. Un administrateur ou une administratrice "
        "la fonde dans « Coffre »."
    ),
    "vault.keys_exist": _("La clé de cette association existe déjà. Proposez-vous pour la détenir."),
    "vault.holder_already": _("Vous détenez déjà cette clé, ou votre proposition attend un accord."),
    "vault.no_holder": _(
        "Cette personne ne détient pas la clé, ou ne la propose plus. La liste a pu changer : rechargez-la."
    ),
    "vault.last_keyholder": _(
        "C’est la dernière personne à détenir la clé : si elle part, tout ce qui est scellé est perdu. Ajoutez d’abord "
        "quelqu’un d’autre."
    ),
    "vault.no_object": _("Il n’y a rien de scellé à cette adresse."),
    "vault.borrower_without_key": _(
        "Cette personne ne détient pas encore la clé de son association : elle ne pourrait rien ouvrir. Elle se propose "
        "dans « Coffre », une autre personne lui donne son accord, puis vous recommencez."
    ),
    "vault.not_lendable": _(
        "Ce relevé est encore tel que ODK Collect l’a chiffré. Ouvrez-le une fois dans « Dépouillement », puis recommencez."
    ),
    "vault.no_loan": _("Ce qui était confié ne l’est plus, ou ne l’a pas été par votre association."),
    "vault.not_text": _("Ce contenu n’est pas un texte : ouvrez-le depuis sa fiche."),
    "vault.no_part": _("Ce fichier n’appartient pas à ce relevé."),
    "vault.erased": _("Ce contenu a été effacé pour toujours. Le journal dit par qui, quand et pourquoi."),
    "vault.key_gone": _(
        "Aucune des clés que vous détenez n’ouvre ce contenu : il a été scellé pour une clé que l’association n’a plus, "
        "ou n’a jamais eue. Il est gardé tel quel."
    ),
    "vault.damaged": _(
        "Ce contenu est abîmé : il manque une partie ou elle a été modifiée. Rien n’en est montré. Il est gardé tel quel ; "
        "une sauvegarde peut le rendre."
    ),
    "vault.incomplete": _(
        "Ce relevé n’est pas arrivé en entier (fichiers attendus : %(count)s). Le téléphone les enverra au prochain réseau."
    ),
    "vault.not_age": _("Ce fichier n’est pas scellé comme il faut. Il n’a pas été gardé."),
    "vault.not_for_intake": _("Ce relevé n’a pas été scellé pour ce serveur. Il n’a pas été gardé."),
    "vault.not_bundle": _("Ce n’est pas un relevé chiffré par ODK Collect. Il n’a pas été gardé."),
    "vault.draft_long": _(
        "Ce qui est écrit dépasse %(limit)s kilo-octets : trop long pour un brouillon. Rien n’est effacé de l’écran ; "
        "enregistrez maintenant."
    ),
    "vault.draft_waits": _(
        "Un autre brouillon attend ici. Ce que vous écrivez n’est pas gardé : reprenez d’abord ce brouillon, ou jetez-le."
    ),
    "vault.draft_unreadable": _("Ce brouillon n’a pas été compris, et n’est pas gardé. Rien n’est effacé de l’écran."),
    "vault.drafts_many": _(
        "Trop de brouillons attendent. Celui-ci n’est pas gardé : enregistrez, ou terminez ceux que vous avez commencés."
    ),
    "vault.keyholder_offered": _(
        "%(name)s propose de détenir la clé de l’association. Ouvrez le coffre pour donner votre accord."
    ),
    "vault.keyholder_agreed": _(
        "%(name)s vous a confié la clé de l’association. Votre phrase secrète ouvre maintenant le coffre."
    ),
}
