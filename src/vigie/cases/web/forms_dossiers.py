"""What people type in the pages of dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.facts.api import FactFilter, FamilyCard, NormCard, RightCard
from vigie.kernel.api import Refusal, Refusals, parse_vague_date, today
from vigie.network.api import PlaceCard
from vigie.ui.api import say

from ..models import KitItem
from ..queries.access import AccessCard
from ..rules.access import DossierRole
from ..rules.states import DossierKind
from .words import KINDS, PAPERS, PLACES

QUIET = {"autocomplete": "off"}
DAY = {"type": "date", "autocomplete": "off"}


def tell(form: forms.Form, refusal: Refusal | Refusals) -> None:
    """Put a refusal beside the field it is about, or on top."""
    for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
        form.add_error(one.field if one.field in form.fields else None, say(one))


def day_field(label: object, help_text: object = "") -> forms.DateField:
    """Return a field for a day, that the browser helps to choose."""
    widget = forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    return forms.DateField(label=str(label), help_text=str(help_text), required=False, widget=widget)


class WordsForm(forms.Form):
    """What a dossier says of itself."""

    title = forms.CharField(
        label=_("Titre"),
        max_length=160,
        help_text=_("Sans le nom de personne : « Saisies de tentes à Calais, hiver »."),
        widget=forms.TextInput(attrs=QUIET),
    )
    kind = forms.ChoiceField(label=_("De quoi s’agit-il ?"), widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("Ce que nous voulons obtenir"),
        required=False,
        help_text=_("Une ou deux phrases, pour qui arrive dans le dossier."),
        widget=forms.Textarea(attrs={"rows": 3, **QUIET}),
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, KINDS[kind]) for kind in DossierKind]  # type: ignore[attr-defined]


class NewForm(WordsForm):
    """A new dossier, and the place its author takes in it."""

    role = forms.ChoiceField(
        label=_("Votre place dans ce dossier"),
        help_text=_("Vous serez la première personne nommée. Les collègues que vous ne nommez pas ne le verront pas."),
    )

    def __init__(self, *args: Any, places: Iterable[DossierRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = [place for place in places if place is not DossierRole.READER]
        self.fields["role"].choices = [(place.value, PLACES[place]) for place in wanted]  # type: ignore[attr-defined]


class StrategyForm(forms.Form):
    """Why this dossier, before whom, at what risk."""

    issue = forms.CharField(label=_("La question de droit"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    rights = forms.MultipleChoiceField(
        label=_("Droits en jeu"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Selon les actes réunis."),
    )
    norms = forms.MultipleChoiceField(
        label=_("Textes retenus"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Des pistes tirées des actes réunis, pas des conclusions. Un texte à vérifier se relit à la source."
        ),
    )
    asked = forms.CharField(label=_("Ce que nous demandons"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    risk = forms.CharField(
        label=_("Les risques pour les personnes"),
        required=False,
        help_text=_("Ce que l’autre partie lira, ce qu’elle pourra en faire, ce que la personne en sait."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    without_identity = forms.CharField(
        label=_("Peut-on le faire sans identifier quelqu’un ?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    other_proceedings = forms.CharField(
        label=_("Autres procédures en cours"),
        required=False,
        help_text=_("Asile, plainte, référé : ce qui pourrait se gêner."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decided_on = day_field(_("Décidée le"))
    held = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rights: Sequence[tuple[str, object]], norms: Sequence[tuple[str, object]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("rights", rights), ("norms", norms)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]


class TaskForm(forms.Form):
    """Something to do."""

    what = forms.CharField(label=_("Ce qu’il y a à faire"), max_length=300, widget=forms.TextInput(attrs=QUIET))
    assigned_to = forms.ChoiceField(label=_("Pour qui"), required=False)
    due_on = day_field(_("Avant le"))

    def __init__(self, *args: Any, people: Iterable[AccessCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = dict.fromkeys((card.person, card.name) for card in people)
        self.fields["assigned_to"].choices = [("", _("personne encore")), *named]  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """Which facts to look for: the filters of their list, in one line."""

    q = forms.CharField(label=_("Un mot"), required=False, max_length=200, widget=forms.TextInput(attrs=QUIET))
    commune = forms.ChoiceField(label=_("Commune"), required=False)
    acte = forms.ChoiceField(label=_("Acte"), required=False)
    type = forms.ChoiceField(
        label=_("Genre de récit"),
        required=False,
        choices=(("", _("tous")), ("observation", _("relevés")), ("testimony", _("témoignages"))),
    )
    periode = forms.CharField(
        label=_("Période"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=QUIET | {"placeholder": _("janvier 2018, hiver 2017")}),
    )

    def __init__(
        self, data: Mapping[str, Any], *, communes: Iterable[PlaceCard], families: Iterable[FamilyCard]
    ) -> None:
        super().__init__(data)
        places = [(place.slug, place.name) for place in communes]
        acts = [(family.label, [(act.code, act.label) for act in family.acts]) for family in families]
        self.fields["commune"].choices = [("", _("toutes")), *places]  # type: ignore[attr-defined]
        self.fields["acte"].choices = [("", _("tous")), *acts]  # type: ignore[attr-defined]

    def clean_periode(self) -> Any:
        """Read the period as people say it.

        Raises:
            ValidationError: not one we know how to read.
        """
        written = self.cleaned_data["periode"].strip()
        if not written:
            return None
        try:
            return parse_vague_date(written, today=today())
        except ValueError:
            wrong = _("Nous ne savons pas lire cette période. Écrivez par exemple janvier 2018, hiver 2017 ou 2018.")
            raise forms.ValidationError(wrong) from None

    def where(self) -> FactFilter:
        """Return the filter; what was not understood narrows nothing."""
        told = getattr(self, "cleaned_data", {})
        span = told.get("periode")
        return FactFilter(
            text=told.get("q", "").strip(),
            communes=(told["commune"],) if told.get("commune") else (),
            acts=(told["acte"],) if told.get("acte") else (),
            kind=told.get("type", ""),
            since=span.start if span else None,
            until=span.end if span else None,
        )


class PaperForm(forms.Form):
    """A paper for the litigation kit."""

    kind = forms.ChoiceField(label=_("Quel papier ?"))
    title = forms.CharField(label=_("Titre"), max_length=160, widget=forms.TextInput(attrs=QUIET))
    file = forms.FileField(
        label=_("Le fichier"),
        help_text=_("PDF, JPEG ou PNG, 10 Mo au plus. Il est scellé dès son arrivée."),
        allow_empty_file=True,
        error_messages={"required": _("Choisissez un fichier de 10 Mo au plus.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    dated = day_field(_("Daté du"))
    valid_until = day_field(
        _("Valable jusqu’au"), _("Laissez vide s’il vaut sans limite. Vigie prévient un mois avant.")
    )
    dossier = forms.ChoiceField(
        label=_("Pour un dossier en particulier"),
        required=False,
        help_text=_("Une décision d’agir vaut souvent pour un seul."),
    )

    def __init__(self, *args: Any, dossiers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, PAPERS[kind]) for kind in KitItem.Kind.values]  # type: ignore[attr-defined]
        self.fields["dossier"].choices = [("", _("pour tous")), *dossiers]  # type: ignore[attr-defined]


class MotiveForm(forms.Form):
    """Why one opens a paper."""

    motive = forms.CharField(
        label=_("Pourquoi l’ouvrir ?"),
        max_length=200,
        help_text=_("Gardé au journal des ouvertures, avec votre nom et l’heure."),
        widget=forms.TextInput(attrs=QUIET),
    )


def norm_choices(norms: Iterable[NormCard]) -> list[tuple[str, str]]:
    """Return texts to tick; those nobody has verified say so."""
    to_verify = _("à vérifier")
    return [(n.code, f"{n.code} · {n.label}" + (f" ({to_verify})" if n.to_verify else "")) for n in norms]


def right_choices(rights: Iterable[RightCard]) -> list[tuple[str, str]]:
    """Return rights to tick."""
    return [(right.word.code, right.label) for right in rights]
