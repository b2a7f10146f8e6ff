"""What is typed in the life of a mission."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Invalid

from ...actions.life.going import TripDraft, VisitDraft
from ...actions.life.meeting import ActionDraft, MeetingDraft
from ...actions.life.preparing import TalkDraft
from ...models.life import FollowUp, Talk
from ...rules.kinds import PhaseKind
from ...rules.life.care import AbsenceKind, PaperKind
from ...wording import PHASES
from ...wording_life import ABSENCES, PAPERS
from ..forms import cents_of, line, lines_of, words

_DAY = {"type": "date", "autocomplete": "off"}


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day, that the browser helps to choose."""
    widget = forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def clock(label: Any, *, required: bool = False) -> forms.TimeField:
    """Return a field for a time of day."""
    widget = forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)


def paper(label: Any, *, required: bool = False, help_text: Any = "") -> forms.FileField:
    """Return a field for a file; what it is, is looked at in its content."""
    widget = forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.jpg,.jpeg,.png"})
    text = help_text or _("PDF, photo, DOCX ou ODT, 10 Mo au plus. Gardé chiffré.")
    return forms.FileField(label=label, required=required, help_text=text, widget=widget)


class TalkForm(forms.Form):
    """A talk of a collective phase."""

    theme = line(_("Thème"), most=200, required=True)
    phase = forms.ChoiceField(label=_("Phase"), choices=[(p.value, PHASES[p]) for p in PhaseKind if p != "field"])
    on = day(_("Jour"))
    starts = clock(_("À quelle heure"))
    minutes = forms.IntegerField(label=_("Combien de minutes"), initial=90, min_value=10, max_value=600)
    place = line(_("Lieu"), most=120)
    organisation = forms.ChoiceField(label=_("Organisation qui intervient"), required=False)
    speaker = forms.ChoiceField(
        label=_("Qui intervient"),
        required=False,
        help_text=_("Une personne de cette organisation, si elle a un compte ici. Elle est prévenue."),
    )
    speaker_name = line(_("Ou son nom"), most=120)
    aims = words(_("Ce qu’on y apprend"))
    module = line(_("Module de formation qui va avec"), most=300, help_text=_("Son adresse, si le module existe."))

    def __init__(
        self, *args: Any, houses: Sequence[tuple[str, str]], people: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "–"), *houses]  # type: ignore[attr-defined]
        self.fields["speaker"].choices = [("", "–"), *people]  # type: ignore[attr-defined]

    def draft(self) -> TalkDraft:
        """Return what was typed."""
        data = {**self.cleaned_data, "phase": PhaseKind(self.cleaned_data["phase"])}
        return TalkDraft(**data)


def talk_initial(row: Talk) -> dict[str, Any]:
    """Return the first values of a talk's form."""
    names = ("theme", "phase", "on", "starts", "minutes", "place", "speaker", "speaker_name", "aims", "module")
    return {**{name: getattr(row, name) for name in names}, "organisation": row.organisation_id or ""}


class MeetingForm(forms.Form):
    """A follow-up meeting to come."""

    title = line(_("Sujet"), required=True)
    on = day(_("Jour"))
    at = clock(_("À quelle heure"), required=True)
    minutes = forms.IntegerField(label=_("Combien de minutes"), initial=60, min_value=10, max_value=600)
    place = line(_("Lieu ou lien"), most=120)
    people = forms.MultipleChoiceField(
        label=_("Qui participe"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Elles sont prévenues."),
    )
    others = line(_("Et qui d’autre"), most=500)
    agenda = words(_("Ordre du jour"), rows=5, help_text=_("Un point par ligne."))

    def __init__(self, *args: Any, team: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = list(team.items())  # type: ignore[attr-defined]

    def draft(self) -> MeetingDraft:
        """Return what was typed."""
        data = dict(self.cleaned_data)
        at = timezone.make_aware(dt.datetime.combine(data.pop("on"), data.pop("at")))
        return MeetingDraft(at=at, **data)


def meeting_initial(row: FollowUp) -> dict[str, Any]:
    """Return the first values of a meeting's form."""
    local = timezone.localtime(row.at)
    names = ("title", "minutes", "place", "people", "others", "agenda")
    return {**{name: getattr(row, name) for name in names}, "on": local.date(), "at": local.time()}


_ACTION = re.compile(r"\s*\|\s*")


class MinutesForm(forms.Form):
    """The minutes of a meeting."""

    record = words(_("Compte rendu"), rows=10)
    decisions = words(_("Décisions"), rows=4, help_text=_("Une par ligne."))
    actions = words(
        _("Qui fait quoi"), rows=4, help_text=_("Une action par ligne : quoi | qui | pour quand. Exemple : Appeler la mairie | Selma | 12/02/2026.")
    )  # fmt: skip
    base = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def decided(self) -> list[str]:
        """Return the decisions."""
        return lines_of(self.cleaned_data["decisions"])

    def todo(self, team: Mapping[str, str]) -> list[ActionDraft]:
        """Return the actions; an owner is found by the beginning of their name among those of the mission.

        Raises:
            Invalid: ``programme.day_wrong``.
        """
        return [_action(text, team) for text in lines_of(self.cleaned_data["actions"])]


def _action(text: str, team: Mapping[str, str]) -> ActionDraft:
    what, who, when = (*_ACTION.split(text, maxsplit=2), "", "")[:3]
    named = [person for person, name in team.items() if who and name.lower().startswith(who.lower())]
    return ActionDraft(what, named[0] if len(named) == 1 else who, day_typed(when, "actions"))


def day_typed(text: str, field: str) -> dt.date | None:
    """Return a day typed as 12/02/2026 or 2026-02-12, ``None`` for nothing.

    Raises:
        Invalid: ``programme.day_wrong``.
    """
    if not text.strip():
        return None
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text.strip(), shape).date()  # noqa: DTZ007 -- a day
        except ValueError:
            continue
    raise Invalid("programme.day_wrong", field=field, text=text[:40])


def minutes_initial(row: FollowUp, team: Mapping[str, str]) -> dict[str, Any]:
    """Return the minutes as they stand."""
    actions = [
        " | ".join(
            part
            for part in (
                a.text,
                team.get(a.owner, "").partition(" (")[0] or a.owner_name or ("–" if a.due_on else ""),
                a.due_on.strftime("%d/%m/%Y") if a.due_on else "",
            )
            if part
        )
        for a in row.actions.all()
    ]
    decided = "\n".join(d.text for d in row.decisions.all())
    return {"record": row.record, "decisions": decided, "actions": "\n".join(actions), "base": row.version}


class PayForm(forms.Form):
    """A payment that was made."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("Payé le"))
    how = line(_("Comment"), most=120, help_text=_("Virement, chèque, espèces."))
    receipt = paper(_("Reçu"))


class SharesForm(forms.Form):
    """Who pays which part of each allowance."""

    def __init__(self, *args: Any, houses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, title in (("initial", _("Au départ")), ("monthly", _("Chaque mois"))):
            for house, name in houses:
                self.fields[f"{kind}-{house}"] = line(
                    _("%(when)s : %(name)s, en euros") % {"when": title, "name": name}, most=20
                )

    def parts(self, kind: str) -> list[tuple[str, int | None]]:
        """Return the parts typed for a kind, in cents; nothing typed is no part.

        Raises:
            Invalid: ``programme.amount_wrong``.
        """
        found: list[tuple[str, int | None]] = []
        for name, text in self.cleaned_data.items():
            if name.startswith(f"{kind}-"):
                cents = cents_of(text, name)
                if cents:
                    found.append((name.removeprefix(f"{kind}-"), cents))
        return found


class VisitForm(forms.Form):
    """A visit to an association."""

    on = day(_("Jour"))
    organisation = forms.ChoiceField(label=_("Association"), required=False)
    name = line(_("Ou son nom, si elle n’est pas dans l’annuaire"), most=120)
    place = line(_("Commune"), most=120, help_text=_("Jamais un lieu où vivent des personnes."))
    purpose = line(_("Pourquoi"), most=300)
    notes = words(_("Ce qu’on s’est dit"), rows=5)
    needs = words(_("Ce dont elle dit avoir besoin"), help_text=_("Un besoin par ligne."))

    def __init__(self, *args: Any, houses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "–"), *houses]  # type: ignore[attr-defined]

    def draft(self) -> VisitDraft:
        """Return what was typed."""
        return VisitDraft(**{**self.cleaned_data, "needs": lines_of(self.cleaned_data["needs"])})


class TripForm(forms.Form):
    """A trip: places and purpose, never who was in the car."""

    on = day(_("Jour"))
    origin = line(_("De"), most=120, required=True, help_text=_("Une commune."))
    destination = line(_("À"), most=120, required=True, help_text=_("Une commune."))
    purpose = line(
        _("Pourquoi"),
        most=300,
        required=True,
        help_text=_("Réunion, formation, visite. Jamais qui était dans la voiture."),
    )
    back = forms.BooleanField(label=_("Aller et retour"), required=False)
    km = forms.IntegerField(label=_("Kilomètres en tout"), required=False, min_value=0)
    other = line(_("Autres frais, en euros"), most=20, help_text=_("Péage, train, parking."))
    other_words = line(_("Lesquels"), most=120)
    receipt = paper(_("Reçu"))

    def draft(self) -> TripDraft:
        """Return what was typed.

        Raises:
            Invalid: ``programme.amount_wrong``.
        """
        data = self.cleaned_data
        return TripDraft(
            data["on"],
            data["origin"],
            data["destination"],
            data["purpose"],
            data["km"] or 0,
            data["back"],
            cents_of(data["other"], "other") or 0,
            data["other_words"],
        )


class EmergencyForm(forms.Form):
    """Who to call in an emergency."""

    name = line(_("Qui appeler"), most=300)
    phone = line(_("Téléphone"), most=300)
    tie = line(_("Qui est-ce pour vous"), most=300)
    notes = words(_("Ce qu’il faut savoir"), help_text=_("Ce que vous voulez qu’on sache. Rien n’est obligatoire."))


class AbsenceForm(forms.Form):
    """Days away: which, never why."""

    kind = forms.ChoiceField(label=_("Absence"), choices=[(k.value, ABSENCES[k]) for k in AbsenceKind])
    starts = day(_("Premier jour"))
    ends = day(_("Dernier jour"))


class PaperForm(forms.Form):
    """A paper of the mission."""

    kind = forms.ChoiceField(label=_("Papier"), choices=[(k.value, PAPERS[k]) for k in PaperKind])
    name = line(_("Nom"), most=120)
    starts = day(_("Valable du"), required=False)
    ends = day(_("Au"), required=False)
    file = paper(_("Fichier"), required=True)


class DebriefForm(forms.Form):
    """What one writes after a hard day."""

    words = words(_("Ce qui s’est passé, ce que ça vous fait"), rows=8)
    share = forms.BooleanField(label=_("Le montrer à la personne de confiance"), required=False)


class RulesForm(forms.Form):
    """What a programme asks of its missions."""

    parts_fr = words(_("Parties du rapport, en français"), rows=6, help_text=_("Une par ligne."))
    parts_en = words(_("Parties du rapport, en anglais"), rows=6, help_text=_("Dans le même ordre."))
    every_months = forms.IntegerField(label=_("Un rapport tous les combien de mois"), min_value=1, max_value=12)
    km = line(_("Un kilomètre vaut, en centimes"), most=10, help_text=_("Par exemple 52,9. Vide : rien."))
