"""Forms of the directory and of the exchange between associations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.directory import MOST_CONTACTS, ContactDraft
from ..models import PublicContact, Speaker
from ..rules.exchange import THINGS, USUAL, Kind
from ..rules.vocabulary import CONTACT_KINDS, LEVELS, SPOKEN
from ..words_life import CONTACT_NAMES, LANGUAGE_NAMES, LEVEL_NAMES, LISTING_KINDS, THING_NAMES
from .forms import day_input

ANY = ("", _("Peu importe"))


def languages_to_choose() -> list[tuple[str, Any]]:
    """Return every language that may be said, with its name."""
    return [(code, LANGUAGE_NAMES[code]) for code in SPOKEN]


class ContactsForm(forms.Form):
    """The public contacts of an association: eight lines at most, those left empty are not kept."""

    def __init__(self, *args: Any, held: Sequence[PublicContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, CONTACT_NAMES[kind]) for kind in CONTACT_KINDS]
        for number in range(MOST_CONTACTS):
            row = held[number] if number < len(held) else None
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("Genre"), choices=kinds, initial=row.kind if row else "email"
            )
            self.fields[f"value_{number}"] = forms.CharField(
                label=_("Contact"), required=False, max_length=200, initial=row.value if row else ""
            )
            self.fields[f"label_{number}"] = forms.CharField(
                label=_("Pour quoi"), required=False, max_length=80, initial=row.label if row else ""
            )

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Return the three fields of each line."""
        return [(self[f"kind_{n}"], self[f"value_{n}"], self[f"label_{n}"]) for n in range(MOST_CONTACTS)]

    def drafts(self) -> list[ContactDraft]:
        """Return what was typed, in order."""
        data = self.cleaned_data
        return [
            ContactDraft(data[f"kind_{n}"], data[f"value_{n}"], data[f"label_{n}"])
            for n in range(MOST_CONTACTS)
            if data[f"value_{n}"]
        ]


class SpeakerForm(forms.Form):
    """What someone agrees to show of the languages they speak: one level per language, none by default."""

    shown_as = forms.CharField(
        label=_("Sous quel nom"),
        max_length=60,
        help_text=_("Un prénom ou un pseudonyme. Les autres associations ne verront rien d’autre de vous."),
    )
    interprets = forms.BooleanField(label=_("Je veux bien interpréter"), required=False)
    note = forms.CharField(
        label=_("Quand, comment"),
        required=False,
        max_length=200,
        help_text=_(
            "Par exemple : le soir, par téléphone seulement. Pas de numéro ici : on vous laisse un mot dans Vigie."
        ),
    )

    def __init__(self, *args: Any, held: Speaker | None, name: str, **kwargs: Any) -> None:
        initial = {"shown_as": held.shown_as if held else name, "note": held.note if held else ""}
        kwargs["initial"] = {**initial, "interprets": bool(held and held.interprets)}
        super().__init__(*args, **kwargs)
        levels = {each["code"]: each["level"] for each in held.languages} if held else {}
        choices = [("", _("non")), *((level, LEVEL_NAMES[level]) for level in LEVELS)]
        for code in SPOKEN:
            self.fields[f"speaks_{code}"] = forms.ChoiceField(
                label=str(LANGUAGE_NAMES[code]), choices=choices, required=False, initial=levels.get(code, "")
            )

    def languages(self) -> list[forms.BoundField]:
        """Return the fields of the languages."""
        return [self[f"speaks_{code}"] for code in SPOKEN]

    def spoken(self) -> list[tuple[str, str]]:
        """Return the languages said, each with its level."""
        data = self.cleaned_data
        return [(code, data[f"speaks_{code}"]) for code in SPOKEN if data[f"speaks_{code}"]]


class WordsForm(forms.Form):
    """A few words for somebody."""

    words = forms.CharField(label=_("Votre mot"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class ListingForm(forms.Form):
    """Something to offer or to ask for."""

    kind = forms.ChoiceField(
        label=_("Offre ou demande"),
        choices=[(kind.value, LISTING_KINDS[kind]) for kind in Kind],
        widget=forms.RadioSelect,
        initial=Kind.REQUEST.value,
    )
    thing = forms.ChoiceField(label=_("De quoi s’agit-il ?"), choices=[(t, THING_NAMES[t]) for t in THINGS])
    title = forms.CharField(
        label=_("En quelques mots"), max_length=120, help_text=_("Par exemple : fourgon 9 places, les mardis.")
    )
    details = forms.CharField(
        label=_("Précisions"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Aucun nom, aucun lieu de vie, aucun numéro : on vous répond ici."),
    )
    language = forms.ChoiceField(label=_("Langue, pour un·e interprète"), required=False)
    zone = forms.ChoiceField(label=_("Où"), required=False)
    expires_on = forms.DateField(label=_("Jusqu’au"), widget=day_input())

    def __init__(self, *args: Any, zones: Sequence[tuple[str, str]], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [ANY, *zones]  # type: ignore[attr-defined] # a choice field
        self.fields["language"].choices = [ANY, *languages_to_choose()]  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = today + USUAL
