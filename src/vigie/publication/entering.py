"""What one fills around the words of a quote: the same where it is chosen, a floor above, and where it is mended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.facts.api import all_terms
from vigie.kernel.api import LANGUAGES

from .actions.quotes import Around
from .rules.identifiers import Mark
from .rules.quotes import LONGEST

TRANSLATED = ("fr", "en")
"""Languages in which outputs are written: a quote said in another one needs its translation."""
UNSAID = "inconnu"

MARKS: dict[Mark, str | Promise] = {
    Mark.EMAIL: _("adresse électronique"),
    Mark.LINK: _("adresse en ligne"),
    Mark.COORDINATES: _("point sur une carte"),
    Mark.PHONE: _("numéro"),
    Mark.PLATE: _("plaque"),
    Mark.DAY: _("jour"),
    Mark.HOUR: _("heure"),
    Mark.AGE: _("âge"),
    Mark.SITE: _("lieu de vie"),
    Mark.ORIGIN: _("nationalité avec la commune : combinaison rare"),
}
"""What is said of what is marked in the words of a quote."""


class AroundForm(forms.Form):
    """Pseudonym, translations, age band, expiry."""

    translation_fr = forms.CharField(
        label=_("Traduction en français"),
        required=False,
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr", "dir": "ltr", "autocomplete": "off"}),
        help_text=_("Si la personne a parlé une autre langue. Mot pour mot, sans embellir."),
    )
    translation_en = forms.CharField(
        label=_("Traduction en anglais"),
        required=False,
        max_length=2 * LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en", "dir": "ltr", "autocomplete": "off"}),
    )
    translator = forms.CharField(
        label=_("Traduite par"),
        required=False,
        max_length=80,
        help_text=_("Le nom ou la fonction que cette personne accepte de voir imprimés."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    checked_by = forms.CharField(
        label=_("Traduction vérifiée par"),
        required=False,
        max_length=80,
        help_text=_("Une deuxième personne qui lit les deux langues. Vide : personne ne l’a fait, et cela s’imprime."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pseudonym = forms.CharField(
        label=_("Pseudonyme"),
        max_length=60,
        help_text=_("Choisi par la personne si possible. Jamais ses initiales."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    age_band = forms.ChoiceField(
        label=_("Tranche d’âge"), required=False, help_text=_("Seulement si elle sert à comprendre.")
    )
    until = forms.DateField(
        label=_("Utilisable jusqu’au"),
        help_text=_("Après ce jour, la citation ne sort plus. Jamais plus tard que l’accord de la personne."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    looked_at = forms.BooleanField(
        label=_("J’ai regardé ce qui est marqué : cela ne dit pas qui parle"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bands = [(word.code, word.label) for word in all_terms().get("age_band", {}).values() if word.code != UNSAID]
        age = self.fields["age_band"]
        assert isinstance(age, forms.ChoiceField)
        age.choices = [("", _("ne pas la donner")), *bands]

    def around(self, language: str) -> Around:
        """Return what was filled, once it is valid, for words said in a language."""
        filled = self.cleaned_data
        said = {code: filled[f"translation_{code}"] for code in TRANSLATED if code != language}
        until: dt.date | None = filled["until"]
        return Around(
            pseudonym=filled["pseudonym"],
            translations={code: words for code, words in said.items() if words},
            translator=filled["translator"],
            checked_by=filled["checked_by"],
            age_band=filled["age_band"],
            until=until,
            looked_at=filled["looked_at"],
        )


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of the house, each in its own name."""
    return [(language.code, language.name) for language in LANGUAGES.values()]
