"""A statement being corrected: the same form, with the version it was filled from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms

from ..queries.cards import SiteCard, StatementDetail
from .forms_entry import AudienceField
from .forms_statement import ObservationForm, StatementForm, initial_of


class EditForm(StatementForm):
    """A statement of a témoignage. Consent decides how far it goes: nobody else."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_share and isinstance(self, ObservationForm):
            self.fields["audience"] = AudienceField()


class EditObservationForm(EditForm, ObservationForm):
    """A relevé."""


def initial_values(found: StatementDetail, sites: Iterable[SiteCard]) -> dict[str, Any]:
    """Return what the form shows before it is changed."""
    said = asdict(found.observation.circumstances) if found.observation else {}
    return {**initial_of(found.content, sites), **said, "audience": found.card.audience}
