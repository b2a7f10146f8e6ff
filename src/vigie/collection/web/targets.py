"""Where a column of a spreadsheet may go, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vigie.facts.api import UNITS, all_terms, families
from vigie.network.api import places

from ..rules.columns import COUNT_PREFIX, OFFICERS_PREFIX, VEHICLES_PREFIX
from .coding import unit_label

Choices = list[tuple[str, list[tuple[str, str]]]]


def target_choices() -> Choices:
    """Return the targets by group, the code of each and its name."""
    forces = [(word.code, word.label) for word in all_terms().get("forces", {}).values()]
    return [
        (_("Rien"), [("", _("ne pas lire"))]),
        (_("L’évènement"), _facts()),
        (_("Combien"), [(f"{COUNT_PREFIX}{unit}", unit_label(unit)) for unit in UNITS]),
        (
            _("Agent·es"),
            [(f"{OFFICERS_PREFIX}{code}", _("Agent·es : %(force)s") % {"force": name}) for code, name in forces],
        ),
        (
            _("Véhicules"),
            [(f"{VEHICLES_PREFIX}{code}", _("Véhicules : %(force)s") % {"force": name}) for code, name in forces],
        ),
    ]


def _facts() -> list[tuple[str, str]]:
    return [
        ("date", _("Jour")),
        ("date_end", _("Dernier jour")),
        ("time_from", _("Heure de début")),
        ("time_to", _("Heure de fin")),
        ("place", _("Commune")),
        ("site", _("Lieu de vie")),
        ("acts", _("Actes")),
        ("operation_type", _("Type d’opération")),
        ("mode", _("Comment on l’a su")),
        ("forces", _("Forces présentes")),
        ("basis_stated", _("Base légale dite")),
        ("summary", _("Résumé, lu par qui voit le fait")),
        ("key", _("Référence de la ligne")),
        ("url", _("Lien public")),
    ]


def names() -> dict[str, str]:
    """Return the names of units, places, acts and forces by slug or code, to show a row as it is understood."""
    communes = {place.slug: place.name for place in (*places(kind="zone"), *places())}
    acts = {act.code: act.label for family in families() for act in family.acts}
    forces = {word.code: word.label for word in all_terms().get("forces", {}).values()}
    units = {unit: unit_label(unit) for unit in UNITS}
    return {**units, **communes, **acts, **forces}
