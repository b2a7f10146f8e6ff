"""New records: a relevé and a tournée, typed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import FuzzyDate, Precision
from vigie.network.api import Audience
from vigie.ui.api import FuzzyDateField

from ..rules.drafts import ShiftDraft
from .fields import AskedCountField, PlaceField
from .forms_statement import ObservationForm
from .words import AUDIENCES

PLACE_ROWS = 4
SHARING = [(code, words) for code, words in AUDIENCES.items()]


class AudienceField(forms.ChoiceField):
    """How far it may go. Only offered to who may decide it."""

    def __init__(self) -> None:
        super().__init__(label=_("Partager"), required=False, choices=SHARING, widget=forms.RadioSelect)


class NewObservationForm(ObservationForm):
    """A new relevé. ``key`` makes a form that is sent twice one relevé."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_share:
            self.fields["audience"] = AudienceField()


class ShiftForm(forms.Form):
    """A tournée: when and where one looked, what was seen, what was known of and not seen."""

    day = FuzzyDateField(label=_("Quel jour ?"), help_text=_("Par exemple 16/01/2018 ou hier."))
    time_from = forms.TimeField(label=_("À partir de"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    time_to = forms.TimeField(label=_("Jusqu’à"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    observers = AskedCountField(label=_("Combien étiez-vous ?"))
    operations_seen = AskedCountField(
        label=_("Combien d’opérations avez-vous vues ?"),
        help_text=_("Même en partie. Zéro se dit aussi : une tournée sans opération est une information."),
    )
    operations_missed = AskedCountField(
        label=_("Combien d’autres ont eu lieu sans que vous les voyiez ?"),
        help_text=_("Celles dont on vous a parlé. C’est ce qui dit quelle part des opérations nous observons."),
    )
    obstructed = forms.BooleanField(label=_("On nous a empêché·es d’observer"), required=False)

    def __init__(self, *args: Any, communes: Mapping[str, str], may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.communes = communes
        for row in range(1, PLACE_ROWS + 1):
            label = _("Quelle commune ?") if row == 1 else _("Et aussi")
            place = PlaceField(label=label, required=row == 1)
            place.names = communes
            self.fields[f"place_{row}"] = place
        if may_share:
            self.fields["audience"] = AudienceField()
            self.initial.setdefault("audience", Audience.OWNER.value)

    @property
    def place_fields(self) -> list[forms.BoundField]:
        """One box per commune."""
        return [self[f"place_{row}"] for row in range(1, PLACE_ROWS + 1)]

    def clean_day(self) -> FuzzyDate:
        """Take one day only: a tournée is not "in January".

        Raises:
            ValidationError: a month, a season, a year.
        """
        date: FuzzyDate = self.cleaned_data["day"]
        if date.precision is not Precision.DAY:
            raise ValidationError(gettext("Une tournée a un jour précis, par exemple 16/01/2018."))
        return date

    def draft(self) -> ShiftDraft:
        """Return what was typed."""
        data = self.cleaned_data
        places = [data[f"place_{row}"] for row in range(1, PLACE_ROWS + 1) if data.get(f"place_{row}")]
        return ShiftDraft(
            day=data["day"].start,
            places=tuple(dict.fromkeys(places)),
            time_from=data["time_from"],
            time_to=data["time_to"],
            observers=data["observers"],
            operations_seen=data["operations_seen"],
            operations_missed=data["operations_missed"],
            obstructed=data["obstructed"],
            audience=Audience(data.get("audience") or Audience.OWNER),
        )
