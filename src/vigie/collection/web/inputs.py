"""What people type in the pages about forms and phones."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Invalid, OrgId, Refusal, today
from vigie.network.api import Audience, people_of
from vigie.ui.api import say

from ..actions.devices import DAYS, MAX_DAYS, MAX_NAME
from ..pack import RowProblem

DURATIONS = (
    (30, _("un mois")),
    (DAYS, _("quatre mois : une mission")),
    (MAX_DAYS, _("un an")),
)
COLLECT_LANGUAGES = {"fr": "Français", "en": "English", "ar": "العربية", "fa": "فارسی", "ps": "پښتو", "ti": "ትግርኛ"}


def tell(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal beside the field it is about, or on top."""
    form.add_error(refusal.field if refusal.field in form.fields else None, say(refusal))


class PublishForm(forms.Form):
    """A workbook to publish."""

    file = forms.FileField(
        label=_("Le classeur XLSForm"),
        help_text=_("Un fichier .xlsx, 5 Mo au plus. Une question sans marque « shared » est scellée."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    testimony = forms.BooleanField(
        label=_("Ce formulaire recueille des témoignages"),
        help_text=_("Alors rien n’en est partagé à l’arrivée, quelles que soient les marques."),
        required=False,
    )


class DeviceForm(forms.Form):
    """A phone to add."""

    name = forms.CharField(
        label=_("Nom du téléphone"),
        max_length=MAX_NAME,
        help_text=_("Par exemple « téléphone 3 ». Si plusieurs personnes s’en servent, ne nommez personne."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    person = forms.ChoiceField(label=_("À qui est-il confié ?"), required=False)
    days = forms.TypedChoiceField(
        label=_("Pour combien de temps ?"),
        choices=DURATIONS,
        coerce=int,
        initial=DAYS,
        help_text=_("Après, ses relevés arrivent encore, avec une marque : rien n’est perdu."),
    )
    language = forms.ChoiceField(label=_("Langue d’ODK Collect"), choices=list(COLLECT_LANGUAGES.items()), initial="fr")

    def __init__(self, *args: object, organisation: OrgId, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed through
        people = [(card.id, card.name) for card in people_of(organisation, day=today())]
        self.fields["person"].choices = [("", _("Téléphone partagé")), *people]  # type: ignore[attr-defined]


def audience_of(text: str) -> Audience:
    """Return how far to share: what was ticked, the association alone when that is not understood."""
    return next((audience for audience in Audience if audience.value == text), Audience.OWNER)


def row_problems(refusal: Refusal) -> list[tuple[int | None, str]]:
    """Return what is wrong in a workbook, row by row, in plain words."""
    rows = refusal.params.get("rows", [])
    return [(row.row, _said(row)) for row in rows if isinstance(row, RowProblem)] if isinstance(rows, list) else []


def _said(problem: RowProblem) -> str:
    return say(Invalid(problem.phrase, detail=problem.detail, original=problem.original))
