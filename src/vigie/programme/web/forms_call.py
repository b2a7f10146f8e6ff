"""The page where a call is written: its parts side by side in French and English."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vigie.ui.api import FuzzyDateField

from ..actions.calls import CallDraft, CallPartnerDraft, CriterionDraft
from ..models import Call, MissionPartner, Session
from ..queries.cards import deadline_of
from ..rules.kinds import Asks, CriterionKind, Part
from ..rules.texts import both, said
from ..wording import LANGUAGES
from .forms import column, line, lines_of, paired, words

SPARE = 2
"""Empty sections offered below those written."""
FOUNDING = ("Cadre général", "Notre programme d’échange", "Contexte", "Résumé de la mission", "Envoi des candidatures")
"""Titles a new call is offered: those of the founding call."""


class CallForm(forms.Form):
    """All that is written in a call."""

    title_fr = line(_("Titre, en français"))
    title_en = line(_("Titre, en anglais"), lang="en")
    kind_fr = line(_("Genre d’appel, en français"), help_text=_("Par exemple : appel à volontaires."))
    kind_en = line(_("Genre d’appel, en anglais"), lang="en")
    summary_fr = words(_("En une ou deux phrases, en français"))
    summary_en = words(_("En une ou deux phrases, en anglais"), lang="en")
    country = line(_("Pays"), most=60)
    area = line(_("Territoire"), most=120)
    deadline = FuzzyDateField(label=_("Candidatures jusqu’au"), required=False)
    positions = forms.IntegerField(label=_("Places"), required=False, min_value=1, max_value=99)
    contact = forms.EmailField(label=_("Adresse pour les questions"), required=False)
    erase_on = forms.DateField(
        label=_("Effacer les candidatures le"),
        required=False,
        help_text=_("Sans date : six mois après la date limite. La page publique le dit."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    status_fr = words(_("Statut proposé, en français"), rows=2)
    status_en = words(_("Statut proposé, en anglais"), rows=2, lang="en")
    civic_service = forms.BooleanField(
        label=_("Le statut est le service civique : demander l’âge au départ et un service déjà fait"), required=False
    )
    driving = forms.BooleanField(label=_("Permis B et véhicule nécessaires : les demander"), required=False)
    languages_required = forms.MultipleChoiceField(
        label=_("Langues nécessaires"),
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    languages_asset = forms.MultipleChoiceField(
        label=_("Langues qui aident"),
        required=False,
        choices=list(LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    missions = forms.MultipleChoiceField(
        label=_("Missions à pourvoir"), required=False, widget=forms.CheckboxSelectMultiple
    )
    required_fr = words(
        _("Ce qu’il faut, en français"),
        rows=8,
        help_text=_("Un critère par ligne. Chacun devient une ligne de la grille de lecture."),
    )
    required_en = words(_("Ce qu’il faut, en anglais"), rows=8, help_text=_("Dans le même ordre."), lang="en")
    assets_fr = words(_("Ce qui aide, en français"))
    assets_en = words(_("Ce qui aide, en anglais"), lang="en")
    links = words(_("Liens"), rows=4, help_text=_("Un par ligne : Le blog | The blog | https://exemple.org"))
    base = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: Session, call: Call | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", call_initial(call) if call else {"base": 0})
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["missions"].choices = [(m.slug, said(m.title)) for m in session.missions.all()]  # type: ignore[attr-defined]
        self.houses = _houses(session, call)
        for key, (name, _part) in self.houses.items():
            self.fields[f"words_fr_{key}"] = words(_("%(name)s, en français") % {"name": name}, rows=4)
            self.fields[f"words_en_{key}"] = words(_("%(name)s, en anglais") % {"name": name}, rows=4, lang="en")
        there = call.sections.count() if call else len(FOUNDING)
        self.sections = range(there + SPARE)
        for n in self.sections:
            self.fields[f"head_fr_{n}"] = line(_("Partie %(n)s, titre") % {"n": n + 1})
            self.fields[f"head_en_{n}"] = line(_("Partie %(n)s, titre en anglais") % {"n": n + 1}, lang="en")
            self.fields[f"body_fr_{n}"] = words(_("Partie %(n)s, texte") % {"n": n + 1}, rows=5)
            self.fields[f"body_en_{n}"] = words(_("Partie %(n)s, texte en anglais") % {"n": n + 1}, rows=5, lang="en")
            if call is None and n < len(FOUNDING):
                self.initial[f"head_fr_{n}"] = FOUNDING[n]

    @property
    def section_fields(self) -> list[list[forms.BoundField]]:
        """The fields of each section: title and text, in French and English."""
        names = ("head_fr", "head_en", "body_fr", "body_en")
        return [[self[f"{name}_{n}"] for name in names] for n in self.sections]

    @property
    def house_fields(self) -> list[list[forms.BoundField]]:
        """The fields of each organisation's presentation."""
        return [[self[f"words_fr_{key}"], self[f"words_en_{key}"]] for key in self.houses]

    def draft(self) -> CallDraft:
        """Return what was typed; a section without title nor text is none."""
        data = self.cleaned_data
        sections = [
            (both(data[f"head_fr_{n}"], data[f"head_en_{n}"]), both(data[f"body_fr_{n}"], data[f"body_en_{n}"]))
            for n in self.sections
        ]
        return CallDraft(
            title={"fr": data["title_fr"], "en": data["title_en"]},
            kind=both(data["kind_fr"], data["kind_en"]),
            summary=both(data["summary_fr"], data["summary_en"]),
            status_words=both(data["status_fr"], data["status_en"]),
            **{
                n: data[n]
                for n in (
                    "country",
                    "area",
                    "deadline",
                    "positions",
                    "contact",
                    "erase_on",
                    "civic_service",
                    "driving",
                    "languages_required",
                    "languages_asset",
                    "missions",
                )
            },
            sections=[section for section in sections if any(section)],
            partners=[
                CallPartnerDraft(key.split("-")[0], part, both(data[f"words_fr_{key}"], data[f"words_en_{key}"]))
                for key, (_name, part) in self.houses.items()
            ],
            links=[_link(text) for text in lines_of(data["links"])],
            criteria=self._criteria(CriterionKind.REQUIRED, "required") + self._criteria(CriterionKind.ASSET, "assets"),
        )

    def _criteria(self, kind: CriterionKind, name: str) -> list[CriterionDraft]:
        """Return the criteria of a kind; one whose words did not change keeps the question it asks."""
        known = {said(c.words): Asks(c.asks) for c in self.call.criteria.all()} if self.call else {}
        rows = paired(self.cleaned_data[f"{name}_fr"], self.cleaned_data[f"{name}_en"])
        return [CriterionDraft(kind, row, known.get(said(row), Asks.NOTHING)) for row in rows if row]


def _houses(session: Session, call: Call | None) -> dict[str, tuple[str, Part]]:
    """Return the organisations a call presents: those of the session's missions, and those it presents already."""
    rows = list(MissionPartner.objects.filter(mission__session=session).select_related("organisation"))
    shown = list(call.partners.select_related("organisation")) if call else []
    found = {f"{r.organisation_id}-{r.part}": (str(r.organisation.name), Part(r.part)) for r in shown}
    found |= {f"{r.organisation_id}-{r.part}": (str(r.organisation.name), Part(r.part)) for r in rows}
    operator = session.programme.operator
    found.setdefault(f"{operator.id}-{Part.OPERATOR.value}", (operator.name, Part.OPERATOR))
    return found


def _link(text: str) -> tuple[dict[str, str], str]:
    """Read "Le blog | The blog | https://…": the address is the last part."""
    *labels, address = [part.strip() for part in text.split("|")]
    return both(labels[0] if labels else "", labels[1] if len(labels) > 1 else ""), address


def call_initial(row: Call) -> dict[str, Any]:
    """Return the first values of a call's form."""
    criteria = list(row.criteria.all())
    parts: dict[str, Any] = {}
    for n, section in enumerate(row.sections.all()):
        for code in ("fr", "en"):
            parts |= {f"head_{code}_{n}": section.title.get(code, ""), f"body_{code}_{n}": section.body.get(code, "")}
    for partner in row.partners.all():
        for code in ("fr", "en"):
            parts[f"words_{code}_{partner.organisation_id}-{partner.part}"] = partner.words.get(code, "")
    for code in ("fr", "en"):
        for name, text in (
            ("title", row.title),
            ("kind", row.kind),
            ("summary", row.summary),
            ("status", row.status_words),
        ):
            parts[f"{name}_{code}"] = text.get(code, "")
        for name, kind in (("required", CriterionKind.REQUIRED), ("assets", CriterionKind.ASSET)):
            parts[f"{name}_{code}"] = column([c.words for c in criteria if c.kind == kind], code)
    links = [" | ".join([link.label.get("fr", ""), link.label.get("en", ""), link.url]) for link in row.links.all()]
    plain = (
        "country",
        "area",
        "positions",
        "contact",
        "erase_on",
        "civic_service",
        "driving",
        "languages_required",
        "languages_asset",
    )
    return {
        **parts,
        **{name: getattr(row, name) for name in plain},
        "deadline": deadline_of(row),
        "missions": [m.slug for m in row.missions.all()],
        "links": "\n".join(links),
        "base": row.version,
    }
