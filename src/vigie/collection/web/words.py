"""Short words of the mailbag's screens."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..rules.identifiers import Kind
from ..rules.states import Flag, Reason

Text = str | Promise

TABS: tuple[tuple[str, Text], ...] = (
    ("waiting", _("En attente")),
    ("aside", _("Mis de côté")),
    ("versed", _("Versés")),
)
FLAGS: dict[str, Text] = {
    Flag.EXPIRED_DEVICE.value: _("téléphone expiré"),
    Flag.MINOR.value: _("mineur·e"),
    Flag.PENDING_PARENT.value: _("correction d’un relevé pas encore reçu"),
    Flag.EDIT.value: _("correction"),
    Flag.EDIT_OF_VERSED.value: _("correction d’un relevé déjà versé"),
    Flag.CONFLICT.value: _("autre version reçue"),
    Flag.NO_INSTANCE_ID.value: _("sans numéro"),
    Flag.NO_VERSION.value: _("version non dite"),
    Flag.NEEDS_READING.value: _("à lire un par un"),
    Flag.SESSIONS.value: _("raconté en plusieurs fois"),
    Flag.CUT_SOUND.value: _("enregistrement coupé"),
}
REASONS_ASIDE: dict[str, Text] = {
    "later": _("À revoir plus tard"),
    "duplicate": _("C’est un doublon"),
    "damaged": _("Illisible"),
    "key": _("La clé manque"),
    "mistake": _("Envoyé par erreur"),
}
QUARANTINE: dict[str, tuple[Text, Text]] = {
    Reason.UNKNOWN_FORM.value: (
        _("Ce formulaire n’est pas publié ici."),
        _("Publiez le formulaire, puis rattachez l’envoi à une de ses versions."),
    ),
    Reason.UNKNOWN_VERSION.value: (
        _("Cette version du formulaire n’a jamais été publiée ici."),
        _("Rattachez l’envoi à la version la plus proche."),
    ),
    Reason.OTHER_CONTENT.value: (
        _("Un relevé porte déjà ce numéro, avec d’autres réponses."),
        _("Ouvrez les deux et gardez celui qui dit vrai ; mettez l’autre de côté."),
    ),
    Reason.BAD_BUNDLE.value: (
        _("Cet envoi chiffré est incomplet ou mal formé."),
        _("Demandez à la personne de renvoyer depuis son téléphone."),
    ),
    Reason.NOT_SEALED.value: (
        _("Cet envoi devait arriver scellé et ne l’était pas."),
        _("Il est scellé maintenant. Vérifiez le réglage du téléphone, puis rattachez-le."),
    ),
}
KINDS: dict[str, Text] = {
    Kind.EMAIL.value: _("adresse électronique"),
    Kind.URL.value: _("lien"),
    Kind.IBAN.value: _("compte bancaire"),
    Kind.COORDINATES.value: _("point sur une carte"),
    Kind.RIO.value: _("numéro d’agent"),
    Kind.HOME_OFFICE.value: _("référence britannique"),
    Kind.PHONE.value: _("téléphone"),
    Kind.AGDREF.value: _("numéro d’étranger"),
    Kind.PLATE.value: _("plaque"),
    Kind.HANDLE.value: _("compte en ligne"),
    Kind.NUMBER.value: _("long numéro"),
    Kind.NAME.value: _("nom"),
}
INSTEAD: dict[Kind, Text] = {kind: KINDS[kind.value] for kind in Kind if kind is not Kind.NAME}
PERSON = _("personne {letter}")


MARKS: dict[str, Text] = {
    "day": _("jour"),
    "time": _("heure"),
    "place": _("commune"),
    "count": _("nombre"),
    "force": _("force"),
    "act": _("acte"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happened to a record that cannot be read, what is kept, what can be done."""

    title: Text
    happened: Text
    kept: Text
    do: Text
    reason: str


TROUBLES: dict[str, Trouble] = {
    "vault.damaged": Trouble(
        _("Ce relevé est abîmé"),
        _("Le fichier scellé est incomplet ou a changé depuis sa réception : il ne s’ouvre plus."),
        _("Ses réponses partagées, s’il y en a, et ce qui reste du fichier, tel quel."),
        _(
            "Demandez à la personne de renvoyer depuis son téléphone, ou restaurez une sauvegarde. En attendant, mettez-le de côté."
        ),
        "damaged",
    ),
    "vault.key_gone": Trouble(
        _("La clé de ce relevé manque"),
        _("Il a été scellé avec une clé de l’association que votre passe ne détient pas."),
        _("Le relevé entier, scellé. Qui détient cette clé peut l’ouvrir."),
        _(
            "Demandez à une autre personne qui détient les clés, ou sortez l’ancienne clé de l’enveloppe. En attendant, mettez-le de côté."
        ),
        "key",
    ),
    "vault.erased": Trouble(
        _("Ce relevé a été effacé"),
        _("Son contenu a été effacé à la demande de quelqu’un ; le registre dit par qui et pourquoi."),
        _("Ses réponses partagées, s’il y en a."),
        _("Rien à faire : mettez-le de côté."),
        "later",
    ),
    "vault.incomplete": Trouble(
        _("Ce relevé n’est pas encore arrivé en entier"),
        _("Il manque des fichiers chiffrés que le téléphone n’a pas encore envoyés."),
        _("Ce qui est arrivé, scellé."),
        _("Attendez le prochain envoi du téléphone, ou prévenez la personne."),
        "later",
    ),
    "collection.xml.malformed": Trouble(
        _("Ce relevé ne se lit pas"),
        _("Il s’ouvre, mais son contenu n’a pas la forme d’un formulaire rempli."),
        _("Tout, scellé, tel que reçu."),
        _("Mettez-le de côté et prévenez la personne qui l’a envoyé."),
        "damaged",
    ),
}
TROUBLES["vault.no_object"] = TROUBLES["vault.damaged"]
TROUBLES["collection.xml.refused"] = TROUBLES["collection.xml.malformed"]
TROUBLES["collection.xml.too_large"] = TROUBLES["collection.xml.malformed"]
TROUBLES["collection.xform"] = TROUBLES["collection.xml.malformed"]


STAGES: dict[str, Text] = {
    "sort": _("Enveloppes triées"),
    "open": _("Enveloppes ouvertes"),
    "reseal": _("Envois d’ODK Collect rescellés"),
}


@dataclass(frozen=True, slots=True)
class Shut:
    """Why an envelope stays shut, and what can be done."""

    happened: Text
    do: Text


_UNREAD = Shut(
    _("Elle s’ouvre, mais son contenu n’a pas la forme attendue."),
    _(
        "Prévenez qui tient le serveur : le carnet du téléphone est peut-être d’une autre version. Gardez le téléphone tel quel."
    ),
)
STUCK: dict[str, Shut] = {
    "vault.key_gone": Shut(
        _("Elle est scellée pour une autre clé que les vôtres."),
        _(
            "Demandez à une autre personne qui détient les clés de l’essayer. Sinon, la carte de ce téléphone est trop ancienne, ou n’est pas de votre association : faites-en une nouvelle."
        ),
    ),
    "vault.damaged": Shut(
        _("Elle est abîmée : il en manque la fin, ou elle a changé depuis sa réception."),
        _("Le téléphone l’a peut-être encore : demandez à la personne de renvoyer. Sinon, restaurez une sauvegarde."),
    ),
    "collection.envelope.unread": _UNREAD,
    "collection.envelope.short": _UNREAD,
    "collection.xml.malformed": Shut(
        _("Elle s’ouvre, mais le formulaire qu’elle contient ne se lit pas."),
        _("Ce qui est venu avant et après est ouvert sans elle. Prévenez qui tient le serveur."),
    ),
    "vault.erased": Shut(
        _("Elle ou le relevé qu’elle continue a été effacé à la demande de quelqu’un."),
        _("Voyez au registre qui l’a effacé et pourquoi, puis décidez ensemble."),
    ),
}
STUCK["vault.not_age"] = STUCK["vault.no_object"] = STUCK["vault.damaged"]
