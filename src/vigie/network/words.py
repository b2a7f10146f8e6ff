"""The words for the codes of this floor: roles, rights, domains, kinds."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Organisation
from .rules.permissions import CapabilityCode, Role

Words = Mapping[str, str | Promise]

ROLES: Words = {
    Role.OBSERVER: _("observation"),
    Role.COORDINATOR: _("coordination"),
    Role.JURISTE: _("juriste"),
    Role.AVOCAT: _("avocat·e"),
    Role.COMMUNICATION: _("communication"),
    Role.PROGRAMME: _("programme d’échange"),
    Role.DATA_PROTECTION: _("protection des données"),
    Role.ADMIN: _("administration"),
    Role.CHILD_REFERENT: _("protection de l’enfance"),
}

ROLE_HELP: Words = {
    Role.OBSERVER: _("part en tournée, note des relevés"),
    Role.COORDINATOR: _("dépouille, code, verse, invite des personnes"),
    Role.JURISTE: _("lit et code les faits, prépare les dossiers"),
    Role.AVOCAT: _("comme juriste, avec le secret professionnel"),
    Role.COMMUNICATION: _("lit les faits partagés, prépare bulletins et chiffres"),
    Role.PROGRAMME: _("suit les missions et les volontaires"),
    Role.DATA_PROTECTION: _("suit les clés, les ouvertures, les demandes de droits"),
    Role.ADMIN: _("donne les rôles, tient les clés et les téléphones"),
    Role.CHILD_REFERENT: _("valide ce qui concerne des mineur·es"),
}

CAPABILITIES: Words = {
    CapabilityCode.TRAINED: _("formé·e au recueil"),
    CapabilityCode.ON_MISSION: _("en mission"),
    CapabilityCode.MEMBER: _("membre"),
    CapabilityCode.MAY_COLLECT_TESTIMONY: _("peut recueillir un témoignage"),
    CapabilityCode.MAY_USE_PRACTICE: _("peut s’exercer"),
}

KINDS: Words = {
    Organisation.Kind.ASSOCIATION: _("association"),
    Organisation.Kind.COLLECTIVE: _("collectif"),
    Organisation.Kind.PLATFORM: _("plateforme"),
    Organisation.Kind.PROJECT: _("projet"),
    Organisation.Kind.CHARITY: _("organisation britannique"),
    Organisation.Kind.FOUNDATION: _("fondation"),
    Organisation.Kind.FEDERATION: _("fédération"),
    Organisation.Kind.OBSERVATORY: _("observatoire"),
    Organisation.Kind.OPERATOR: _("opérateur de l’État"),
    Organisation.Kind.PUBLIC_BODY: _("institution publique"),
    Organisation.Kind.MEDIA: _("média"),
    Organisation.Kind.OTHER: _("autres"),
}

DOMAIN_WORDS: Words = {
    "nourriture": _("repas"),
    "abri": _("abri"),
    "vetements": _("vêtements"),
    "eau_hygiene": _("eau et hygiène"),
    "sante": _("santé"),
    "juridique": _("droit"),
    "mineurs": _("mineur·es"),
    "femmes": _("femmes"),
    "information": _("information"),
    "electricite": _("recharge de téléphones"),
    "observation": _("observation"),
    "plaidoyer": _("plaidoyer"),
    "accueil_jour": _("accueil de jour"),
    "hebergement": _("hébergement"),
    "deces": _("accompagnement des décès"),
    "coordination": _("coordination"),
    "formation": _("formation"),
    "culture": _("culture"),
    "mobilisation": _("mobilisation"),
    "prevention_mer": _("prévention en mer"),
}

AREAS: Words = {"france": _("France"), "international": _("international")}

FACILITIES: Words = {
    "cra": _("Centres de rétention"),
    "lra": _("Locaux de rétention"),
    "sthf": _("Courts séjours britanniques"),
    "court": _("Tribunaux et cours"),
    "prefecture": _("Préfectures"),
}

FLOORS: Words = {
    "network": _("Réseau"),
    "vault": _("Coffre"),
    "collection": _("Terrain"),
    "facts": _("Faits"),
    "config": _("Machine"),
}

CHARTER: tuple[str | Promise, ...] = (
    _("Je suis là pour les personnes. Leur sécurité et leur volonté passent avant le récit, le chiffre et la preuve."),
    _("Je demande l’accord avant de noter, dans une langue comprise, et j’accepte un non, aujourd’hui ou plus tard."),
    _("Je note ce que j’ai vu et ce qu’on m’a rapporté, sans deviner et sans juger. Ce que je ne sais pas, je le dis."),
    _("Je n’ouvre une identité que lorsque c’est nécessaire, et je dis pourquoi. Chaque ouverture se voit."),
    _("Une personne qui se dit mineure est traitée comme telle."),
    _("Je ne photographie pas de visage sans accord, ni de lieu de vie qu’on pourrait reconnaître."),
    _("Je ne garde rien ailleurs : ni carnet de noms, ni copie, ni message. Je vide mon téléphone après la tournée."),
    _(
        "Je ferme ma session quand je quitte le poste, et je préviens tout de suite si un téléphone ou un code est perdu."
    ),
    _("Quand je pars, je transmets ce dont j’avais la charge."),
)
"""The charter as long as the association has not written its own."""


def role_name(role: Role | str) -> str:
    """Return the word for a role."""
    return str(ROLES.get(Role(role), role))


def word(words: Words, code: str) -> str:
    """Return the word for a code, or the code itself."""
    return str(words.get(code, code))
