"""What is typed of something expected of a mission."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.ui.api import FuzzyDateField

from ..rules.kinds import BY_HAND
from ..wording import MILESTONES
from .forms import line


class MilestoneForm(forms.Form):
    """Something expected: what it is, for when."""

    kind = forms.ChoiceField(label=_("Quoi"), choices=[(kind.value, MILESTONES[kind]) for kind in BY_HAND])
    title = line(_("Ce qui est attendu"), most=200, help_text=_("Par exemple : convention signée, billets pris."))
    due = FuzzyDateField(label=_("Pour quand"), help_text=_("Un jour ou un mois : 23/10/2026, novembre 2026."))
