"""Forms of groups, meetings and calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import PARIS

from ..actions.meetings import MeetingDraft, MinutesDraft
from ..models import Meeting
from .forms import day_input


def time_input() -> forms.TimeInput:
    """Return the browser's own clock."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class GroupForm(forms.Form):
    """A group to begin."""

    name = forms.CharField(label=_("Nom du groupe"), max_length=120)
    purpose = forms.CharField(label=_("Ce qu’il veut faire"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    ends = forms.DateField(label=_("Jusqu’au"), required=False, widget=day_input(), help_text=_("Vide : sans terme."))


class MeetingForm(forms.Form):
    """A meeting to call."""

    title = forms.CharField(label=_("Titre"), max_length=160)
    group = forms.ChoiceField(label=_("Avec qui"), required=False)
    day = forms.DateField(label=_("Jour"), widget=day_input())
    starts = forms.TimeField(label=_("De"), widget=time_input())
    ends = forms.TimeField(label=_("À"), widget=time_input())
    place = forms.CharField(
        label=_("Où"), required=False, max_length=200, help_text=_("Une salle, ou « en ligne ». Jamais un lieu de vie.")
    )
    agenda = forms.CharField(
        label=_("Ordre du jour"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Un point par ligne."),
    )

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", _("Mon association seulement")), *groups]  # type: ignore[attr-defined]

    def draft(self) -> MeetingDraft:
        """Return what was typed; times are those of the coast."""
        data = self.cleaned_data
        moments = [dt.datetime.combine(data["day"], data[name], tzinfo=PARIS) for name in ("starts", "ends")]
        return MeetingDraft(data["title"], moments[0], moments[1], data["group"], data["place"], data["agenda"])


def shown(row: Meeting) -> dict[str, Any]:
    """Return a meeting as its form shows it."""
    starts, ends = row.starts_at.astimezone(PARIS), row.ends_at.astimezone(PARIS)
    return {
        "title": row.title,
        "group": row.group_id or "",
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": row.place,
        "agenda": row.agenda,
    }


class MinutesForm(forms.Form):
    """What was said, decided, and who came."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    came = forms.MultipleChoiceField(label=_("Qui était là"), required=False, widget=forms.CheckboxSelectMultiple)
    minutes = forms.CharField(
        label=_("Ce qui s’est dit"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Aucun nom de personne exilée, aucun lieu de vie : le compte rendu sort de la maison."),
    )
    decisions = forms.CharField(
        label=_("Décisions"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("Une par ligne.")
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = people  # type: ignore[attr-defined] # a choice field

    def draft(self) -> MinutesDraft:
        """Return what was typed."""
        data = self.cleaned_data
        return MinutesDraft(data["version"], data["minutes"], data["decisions"].splitlines(), data["came"])


class ActionForm(forms.Form):
    """Something to be done after a meeting."""

    text = forms.CharField(label=_("Action"), max_length=300)
    owner = forms.ChoiceField(label=_("Qui"), required=False)
    due_on = forms.DateField(label=_("Pour le"), required=False, widget=day_input())

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Personne encore")), *people]  # type: ignore[attr-defined]


class FeedForm(forms.Form):
    """A calendar from elsewhere: an address or a file."""

    name = forms.CharField(label=_("Nom du calendrier"), max_length=80)
    address = forms.CharField(
        label=_("Adresse (https)"),
        required=False,
        max_length=1000,
        help_text=_("Elle est gardée chiffrée et lue chaque nuit. Laissez vide pour apporter un fichier."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    file = forms.FileField(label=_("Ou un fichier .ics"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean() or {}
        if not data.get("address") and not data.get("file"):
            self.add_error("address", str(_("Donnez une adresse ou un fichier.")))
        return data
