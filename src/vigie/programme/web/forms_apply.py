"""What a candidate types. Beside each question, why it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Refusal
from vigie.ui.api import say

from ..actions.applying import LONGEST_LETTER, Answers
from ..models import Call
from ..people import Candidate
from ..rules.texts import said
from ..wording import AGES, LANGUAGES, LEVELS

YES_NO = (("yes", _("oui")), ("no", _("non")))
BOOL = {"yes": True, "no": False}
WORDS = {True: "yes", False: "no"}


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about, or on top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))


class ApplyForm(forms.Form):
    """Who one is, what one can do, a letter if it is typed here. Only the address must be there: the rest can wait."""

    first_name = forms.CharField(label=_("Prénom"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Nom"), max_length=80, required=False)
    email = forms.CharField(
        label=_("Adresse électronique"),
        max_length=200,
        help_text=_("C’est par elle que nous vous répondons."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    phone = forms.CharField(
        label=_("Téléphone"),
        max_length=30,
        required=False,
        help_text=_("Si vous voulez bien qu’on vous appelle."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    town = forms.CharField(label=_("Ville où vous vivez"), max_length=80, required=False)
    mission = forms.ChoiceField(label=_("Mission"), required=False, widget=forms.RadioSelect)
    age_band = forms.ChoiceField(
        label=_("Votre âge le jour du départ"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Le statut en dépend. Nous ne demandons pas votre date de naissance."),
    )
    served = forms.ChoiceField(
        label=_("Avez-vous déjà fait un service civique ?"),
        required=False,
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("Il ne se fait qu’une fois."),
    )
    licence = forms.ChoiceField(
        label=_("Avez-vous le permis B ?"),
        required=False,
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_("La mission demande de très nombreux trajets."),
    )
    car = forms.ChoiceField(
        label=_("Aurez-vous un véhicule pendant la mission ?"), required=False, choices=YES_NO, widget=forms.RadioSelect
    )
    available = forms.CharField(
        label=_("Une contrainte de dates ?"), max_length=300, required=False, widget=forms.TextInput()
    )
    letter = forms.CharField(
        label=_("Lettre de motivation"),
        required=False,
        max_length=LONGEST_LETTER,
        help_text=_("Écrivez-la ici, ou ajoutez-la en fichier à l’étape suivante."),
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.call = call
        missions = [(m.id, said(m.title)) for m in call.missions.all()]
        self._choose("mission", missions if len(missions) > 1 else [])
        self._choose("age_band", list(AGES.items()) if call.civic_service else [])
        wanted = {"served": call.civic_service, "licence": call.driving, "car": call.driving}
        for name, asked in wanted.items():
            if not asked:
                del self.fields[name]
        self.codes = list(dict.fromkeys([*call.languages_required, *call.languages_asset]))
        for code in self.codes:
            self.fields[f"lang_{code}"] = forms.ChoiceField(
                label=str(LANGUAGES.get(code, code)).capitalize(),
                required=False,
                choices=[("", "–"), *((level.value, words) for level, words in LEVELS.items())],  # type: ignore[attr-defined]
            )
        for name in ("first_name", "last_name"):
            auto = "given-name" if name == "first_name" else "family-name"
            self.fields[name].widget.attrs["autocomplete"] = auto

    def _choose(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields[name]

    @property
    def people(self) -> list[forms.BoundField]:
        """The fields about who one is."""
        return [self[n] for n in ("first_name", "last_name", "email", "phone", "town") if n in self.fields]

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The fields about the mission and its status."""
        return [self[n] for n in ("mission", "age_band", "served", "licence", "car", "available") if n in self.fields]

    @property
    def spoken(self) -> list[forms.BoundField]:
        """The fields about languages."""
        return [self[f"lang_{code}"] for code in self.codes]

    def answers(self) -> Answers:
        """Return what was written."""
        data = self.cleaned_data
        levels = {code: data.get(f"lang_{code}", "") for code in self.codes}
        candidate = Candidate(
            **{
                n: data.get(n, "") for n in ("first_name", "last_name", "email", "phone", "town", "available", "letter")
            },
            served=BOOL.get(data.get("served", "")),
            licence=BOOL.get(data.get("licence", "")),
            car=BOOL.get(data.get("car", "")),
            languages={code: level for code, level in levels.items() if level},
        )
        return Answers(candidate, data.get("age_band", ""), data.get("mission", ""))


def initial_of(candidate: Candidate, age_band: str, mission: str) -> dict[str, str]:
    """Return the first values of the form for answers that were kept."""
    kept = {
        n: getattr(candidate, n) for n in ("first_name", "last_name", "email", "phone", "town", "available", "letter")
    }
    bools = {n: WORDS.get(getattr(candidate, n), "") for n in ("served", "licence", "car")}
    levels = {f"lang_{code}": level for code, level in candidate.languages.items()}
    return {**kept, **bools, **levels, "age_band": age_band, "mission": mission}
