"""What is said when the network refuses, and in the words it leaves to people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ASK = _("Votre rôle dans cette association ne le permet pas. Demandez à une coordination ou à l’administration.")
_ADMIN = _("Seule l’administration de l’association peut le faire.")

PHRASES: Mapping[str, str | Promise] = {
    "network.denied.see_facts": _ASK,
    "network.denied.record_observation": _ASK,
    "network.denied.see_mailbag": _ASK,
    "network.denied.clear_mailbag": _ASK,
    "network.denied.code_facts": _ASK,
    "network.denied.link_events": _ASK,
    "network.denied.import_facts": _ASK,
    "network.denied.export_facts": _ASK,
    "network.denied.delete_facts": _ASK,
    "network.denied.validate_minor": _("Seul·e la ou le référent·e de la protection de l’enfance peut le faire."),
    "network.denied.publish_form": _ASK,
    "network.denied.review_rings": _ASK,
    "network.denied.manage_devices": _ASK,
    "network.denied.manage_keys": _ADMIN,
    "network.denied.open_sealed": _ASK,
    "network.denied.see_openings": _ASK,
    "network.denied.invite_people": _ASK,
    "network.denied.manage_organisation": _ASK,
    "network.denied.manage_agreements": _ASK,
    "network.denied.see_journal": _ASK,
    "network.denied.set_up": _ADMIN,
    "network.denied.manage_vocabulary": _ASK,
    "network.denied.keep_orders": _ASK,
    "network.denied.see_cases": _ASK,
    "network.denied.open_dossier": _ASK,
    "network.denied.keep_kit": _ASK,
    "network.denied.give_mandate": _ASK,
    "network.denied.file_referral": _("Seul·es un·e juriste ou un·e avocat·e peuvent déposer une saisine."),
    "network.denied.verify_body": _("Seul·es un·e juriste ou un·e avocat·e peuvent le faire."),
    "network.denied.see_publications": _ASK,
    "network.denied.write_bulletin": _ASK,
    "network.denied.sign_release": _ASK,
    "network.denied.choose_quote": _ASK,
    "network.denied.see_withdrawals": _ASK,
    "network.denied.handle_withdrawal": _ASK,
    "network.denied.plan_observation": _ASK,
    "network.denied.watch_plans": _ASK,
    "network.denied.see_learning": _ASK,
    "network.denied.run_training": _ASK,
    "network.denied.sign_certificate": _ASK,
    "network.denied.keep_library": _ASK,
    "network.denied.verify_resource": _("Seul·es un·e juriste ou un·e avocat·e peuvent le faire."),
    "network.denied.see_programme": _ASK,
    "network.denied.run_programme": _ASK,
    "network.denied.take_part": _ASK,
    "network.denied.speak_for": _("Seules la coordination et l’administration parlent au nom de l’association."),
    "network.denied.keep_tools": _ASK,
    "network.denied.write_communique": _ASK,
    "network.denied.see_activity": _ASK,
    "network.denied.leave_house": _("Seule la coordination fait partir l’association avec ses données."),
    "network.no_role": _("Cette page n’existe pas, ou elle n’est pas pour vous."),
    "network.no_role_today": _(
        "Vous n’avez de rôle dans aucune association aujourd’hui. Demandez une invitation à la vôtre."
    ),
    "network.no_organisation": _("Cette association n’est pas dans l’annuaire."),
    "network.no_place": _("Ce lieu n’est pas dans la liste des communes."),
    "network.no_person": _("Cette personne n’est pas de votre association."),
    "network.no_invitation": _("Ce lien d’invitation n’existe pas. Vérifiez qu’il est entier."),
    "network.invitation_used": _(
        "Cette invitation a déjà servi. Si ce n’était pas vous, prévenez qui vous l’a donnée."
    ),
    "network.invitation_expired": _(
        "Cette invitation n’est plus valable : elle l’est sept jours. Demandez-en une nouvelle."
    ),
    "network.invitation_of_someone": _("Ce lien est pour quelqu’un qui a déjà un compte ici."),
    "network.acts_elsewhere": _(
        "Cette personne agit aussi pour une autre association. Son lien se fait sur la machine : vigie manage nouveau_lien."
    ),
    "network.no_username": _("Personne n’a cet identifiant avec un rôle aujourd’hui : %(username)s."),
    "network.password_renewed": _(
        "Votre mot de passe a été changé par un lien de retour. Si ce n’était pas vous, prévenez l’administration."
    ),
    "network.no_role_given": _("Choisissez au moins un rôle."),
    "network.no_such_right": _("Ce droit n’existe pas."),
    "network.role_not_yours_to_give": _(
        "Seule l’administration donne ou retire les rôles d’administration et de protection des données."
    ),
    "network.last_admin": _(
        "C’est la dernière personne qui administre l’association. Donnez d’abord ce rôle à quelqu’un d’autre."
    ),
    "network.bad_username": _(
        "Un identifiant a de 3 à 60 signes : lettres sans accent, chiffres, points, tirets. Il commence par une lettre ou un chiffre."
    ),
    "network.username_taken": _("Cet identifiant est déjà pris. Choisissez-en un autre."),
    "network.no_name": _("Écrivez un nom ou un pseudonyme : c’est ce que les autres verront."),
    "network.no_such_language": _("Les écrans ne parlent pas encore cette langue."),
    "network.weak_password": _("Ce mot de passe ne suffit pas. %(reasons)s"),
    "network.passwords_differ": _("Les deux mots de passe ne sont pas les mêmes."),
    "network.slug_taken": _("Ce nom d’adresse est déjà pris : %(slug)s."),
    "network.no_network": _("Seule une plateforme ou une fédération a des membres."),
    "network.kind_of_network": _(
        "Une plateforme voit ce que ses membres partagent : demandez à qui tient la machine de l’enregistrer."
    ),
    "network.member_of_itself": _("Une plateforme n’est pas membre d’elle-même."),
    "network.nobody_to_accept": _("Cette association n’utilise pas Vigie : personne n’y pourrait accepter."),
    "network.member_already": _("Cette association est déjà membre."),
    "network.no_offer": _("Cette proposition n’attend plus de réponse."),
    "network.offered_again": _("Le réseau vous a proposé de nouveau d’être membre : répondez à cette proposition."),
    "network.not_your_organisation": _("Vous agissez pour une autre association."),
    "network.no_responsibility": _("Cette responsabilité a déjà été transmise."),
    "network.ended_already": _("Ce jour est passé. Choisissez une fin à venir, ou laissez vide : sans terme."),
    "network.no_title": _("Donnez un titre à l’accord."),
    "network.no_party": _("Choisissez au moins une autre association qui utilise Vigie."),
    "network.ends_before_start": _("La fin est avant le début."),
    "network.no_agreement": _("Votre association n’est pas partie à cet accord."),
    "network.setup_missing": _("Il manque encore quelque chose ici."),
    "network.setup_keyholders": _(
        "Il faut %(needed)s personnes qui ont la clé de l’association ; il y en a %(held)s. Voir Coffre."
    ),
    "network.house_not_empty": _("Il y a déjà quelqu’un ici : l’administration invite les suivant·es."),
    "network.has_admin": _("Cette association a déjà quelqu’un qui l’administre et invite les autres."),
    "network.role_granted": _("Vous avez un nouveau rôle dans votre association."),
    "network.handed_over": _("On vous a transmis une responsabilité : %(label)s."),
    "network.membership_offered_for_you": _(
        "La machine a proposé à %(name)s d’être membre de votre réseau. Rien ne change avant son accord."
    ),
    "network.membership_offered": _(
        "%(name)s vous propose d’être membre de son réseau. Rien ne change avant votre accord."
    ),
    "network.membership_accepted": _("%(name)s accepte d’être membre de votre réseau."),
    "network.membership_refused": _("%(name)s ne souhaite pas être membre de votre réseau."),
    "network.membership_ended": _("%(name)s et vous n’êtes plus dans le même réseau."),
    "network.agreement_made": _(
        "On vous propose un accord de partage : %(title)s. Il ne lie personne avant les signatures."
    ),
    "network.agreement_signed": _("Une association a signé l’accord de partage : %(title)s."),
    "network.agreement_ended": _("L’accord de partage est terminé : %(title)s."),
    "network.not_practice": _("Cela n’existe que dans le monde d’exercice."),
}
