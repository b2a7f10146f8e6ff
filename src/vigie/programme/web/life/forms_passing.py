"""What is typed when a mission comes to its end."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...actions.life.evenings import EveningDraft
from ...models.life import Evening
from ...rules.life.passing import MOST_GUESTS, Handed, Licence, Skill
from ...wording_life import HANDED, LEVELS_OF_SKILL, LICENCES, SKILLS
from ..forms import line, words
from .forms import clock, day, paper

_LEVELS = list(enumerate(LEVELS_OF_SKILL))


class SkillForm(forms.Form):
    """What one learnt."""

    skill = forms.ChoiceField(label=_("Ce que vous avez appris"), choices=[(s.value, SKILLS[s]) for s in Skill])
    before = forms.TypedChoiceField(label=_("Au départ"), choices=_LEVELS, coerce=int)
    after = forms.TypedChoiceField(label=_("Aujourd’hui"), choices=_LEVELS, coerce=int, initial=2)
    words = words(_("Dans quelles situations"), rows=3)


class ExperienceForm(forms.Form):
    """A sheet of the experience library."""

    title = line(_("Titre"), required=True)
    body = words(_("Ce que vous diriez à qui vous suit"), rows=8, help_text=_("Ce qui aide, ce qui piège, qui appeler par fonction. Personne n’est nommé."))  # fmt: skip
    area = line(_("Territoire"), most=120)
    themes = line(_("Thèmes"), help_text=_("Séparés par des virgules."))


class DocumentForm(forms.Form):
    """A document of capitalisation, or its next version."""

    document = forms.ChoiceField(label=_("Document"), required=False)
    title = line(_("Titre du nouveau document"))
    licence = forms.ChoiceField(label=_("Licence"), choices=[(one.value, LICENCES[one]) for one in Licence])
    note = line(_("Ce qui change"), most=300)
    file = paper(_("Fichier"), required=True, help_text=_("PDF, DOCX ou ODT, 10 Mo au plus."))

    def __init__(self, *args: Any, documents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].choices = [("", _("un nouveau document")), *documents]  # type: ignore[attr-defined]


class HandForm(forms.Form):
    """A line of the hand-over checklist."""

    kind = forms.ChoiceField(label=_("Quoi"), choices=[(h.value, HANDED[h]) for h in Handed])
    label = line(_("Lequel"), most=200, help_text=_("Rien pour les dossiers : seulement leur nombre."))
    number = forms.IntegerField(label=_("Combien"), required=False, min_value=0, max_value=10_000)


class EveningForm(forms.Form):
    """A restitution evening."""

    title_fr = line(_("Titre, en français"))
    title_en = line(_("Titre, en anglais"), lang="en")
    on = day(_("Jour"))
    time = clock(_("À quelle heure"), required=True)
    place = line(_("Lieu"), most=200, required=True)
    access = line(_("Comment venir, accès"), most=300)
    words_fr = words(_("Invitation, en français"), rows=5)
    words_en = words(_("Invitation, en anglais"), rows=5, lang="en")
    programme_fr = words(_("Programme, en français"), rows=5)
    programme_en = words(_("Programme, en anglais"), rows=5, lang="en")
    seats = forms.IntegerField(label=_("Places"), required=False, min_value=1, max_value=5_000, help_text=_("Vide : on ne compte pas."))  # fmt: skip

    def draft(self) -> EveningDraft:
        """Return what was typed."""
        data = self.cleaned_data

        def pair(name: str) -> dict[str, str]:
            return {code: data[f"{name}_{code}"] for code in ("fr", "en")}

        at = timezone.make_aware(dt.datetime.combine(data["on"], data["time"]))
        return EveningDraft(
            pair("title"), at, data["place"], pair("words"), pair("programme"), data["access"], data["seats"]
        )


def evening_initial(row: Evening) -> dict[str, Any]:
    """Return the first values of an evening's form."""
    local = timezone.localtime(row.at)
    texts = {
        f"{name}_{code}": getattr(row, name).get(code, "")
        for name in ("title", "words", "programme")
        for code in ("fr", "en")
    }
    return {
        **texts,
        "on": local.date(),
        "time": local.time(),
        "place": row.place,
        "access": row.access,
        "seats": row.seats,
    }


class RegisterForm(forms.Form):
    """Somebody comes: a first name or none, how many they are. Nothing else is asked."""

    name = line(_("Votre prénom, si vous voulez"), most=60)
    people = forms.IntegerField(label=_("Combien serez-vous ?"), min_value=1, max_value=MOST_GUESTS, initial=1)
