"""What every page of one dossier has around it: its name, who one is in it, its tabs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..queries.access import Entered
from ..rules.access import Deed

TABS = (
    ("dossier", _("Vue d’ensemble"), "cases:dossier"),
    ("facts", _("Faits"), "cases:dossier_facts"),
    ("exhibits", _("Pièces"), "cases:exhibits"),
    ("referrals", _("Saisines"), "cases:referrals"),
    ("deadlines", _("Échéances"), "cases:deadlines"),
    ("mandates", _("Mandats"), "cases:mandates"),
    ("attestations", _("Attestations"), "cases:attestations"),
    ("people", _("Personnes"), "cases:dossier_people"),
)
"""Key, words, name of the address (it takes the dossier's slug), in the order of the work."""


def around(entered: Entered, active: str) -> dict[str, Any]:
    """Return what ``cases/in_dossier.html`` draws around a page. ``active`` is the key of its tab."""
    slug = entered.dossier.slug
    tabs = [(words, reverse(name, args=[slug])) for _key, words, name in TABS]
    here = next((reverse(name, args=[slug]) for key, _words, name in TABS if key == active), "")
    return {
        "dossier": entered.dossier,
        "place_in_it": entered.role,
        "may_work": entered.may(Deed.WORK) and entered.dossier.closed_at is None,
        "may_file": entered.may(Deed.FILE),
        "dossier_tabs": tabs,
        "dossier_tab": here,
    }
