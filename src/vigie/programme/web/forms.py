"""What programme staff type: sessions, missions, calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import FuzzyDate, Invalid, Refusal, Refusals
from vigie.ui.api import FuzzyDateField, say

from ..actions.missions import MissionDraft, PartnerDraft
from ..actions.programmes import PhaseDraft, SessionDraft
from ..models import Mission, Programme, Session
from ..rules.kinds import Part, PhaseKind
from ..rules.texts import both, said
from ..wording import PHASES


def tell(form: forms.Form, refusal: Refusal | Refusals) -> None:
    """Put a refusal beside the field it is about, or on top."""
    for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
        name = (
            one.field
            if one.field in form.fields
            else f"{one.field}_start"
            if f"{one.field}_start" in form.fields
            else None
        )
        form.add_error(name, say(one))


def line(
    label: Any, *, most: int = 160, required: bool = False, help_text: Any = "", lang: str = ""
) -> forms.CharField:
    """Return a field of one line."""
    attrs = {"autocomplete": "off", **({"lang": lang} if lang else {})}
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=forms.TextInput(attrs=attrs)
    )


def words(label: Any, *, rows: int = 3, help_text: Any = "", lang: str = "") -> forms.CharField:
    """Return a field of several lines."""
    attrs = {"rows": rows, **({"lang": lang} if lang else {})}
    return forms.CharField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs=attrs))


def cents_of(text: str, field: str) -> int | None:
    """Return an amount in cents of what was typed, ``None`` when empty.

    Raises:
        Invalid: ``programme.amount_wrong``.
    """
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("€", "").replace(",", ".")
    if not plain:
        return None
    try:
        cents = Decimal(plain) * 100
    except InvalidOperation:
        raise Invalid("programme.amount_wrong", field=field) from None
    if cents != cents.to_integral_value() or not 0 <= cents <= 10_000_000:
        raise Invalid("programme.amount_wrong", field=field)
    return int(cents)


def euros_of(cents: int | None) -> str:
    """Write an amount as ``cents_of`` reads it."""
    if cents is None:
        return ""
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100},{cents % 100:02}"


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that hold something."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip()]


def paired(fr: str, en: str) -> list[dict[str, str]]:
    """Return lines in two languages, the first with the first."""
    left, right = lines_of(fr), lines_of(en)
    most = max(len(left), len(right))
    pad = [""] * most
    return [both(_said(a), _said(b)) for a, b in zip((left + pad)[:most], (right + pad)[:most], strict=True)]


def _said(text: str) -> str:
    """Return a line; a lone dash, which ``column`` writes to keep the place of what is not said, says nothing."""
    return "" if text in {"-", "–"} else text


def column(rows: Iterable[dict[str, str]], language: str) -> str:
    """Write one language of such lines."""
    return "\n".join(row.get(language, "–" if language == "en" else "") for row in rows)


def phase_initial(rows: Iterable[Any]) -> dict[str, Any]:
    """Return the first values of the phases of a session or a mission."""
    found: dict[str, Any] = {}
    for row in rows:
        found |= {f"{row.kind}_start": row.start, f"{row.kind}_end": row.end, f"{row.kind}_place": row.place}
    return found


class PhasesForm(forms.Form):
    """When each phase begins and ends, to the day or the month."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in PhaseKind:
            self.fields[f"{kind.value}_start"] = FuzzyDateField(label=_("Du"), required=False, help_text="")
            self.fields[f"{kind.value}_end"] = FuzzyDateField(label=_("Au"), required=False, help_text="")
            self.fields[f"{kind.value}_place"] = line(_("Lieu"), most=120)

    def others(self) -> list[forms.BoundField]:
        """Return the fields that are of no phase."""
        return [self[name] for name in self.base_fields]

    def by_phase(self) -> list[tuple[Promise | str, list[forms.BoundField]]]:
        """Return the name of each phase with its fields."""
        return [
            (PHASES[kind], [self[f"{kind.value}_{name}"] for name in ("start", "end", "place")]) for kind in PhaseKind
        ]

    def phases(self) -> list[PhaseDraft]:
        """Return the phases that have dates; one date alone is both."""
        found = []
        for kind in PhaseKind:
            start: FuzzyDate | None = self.cleaned_data.get(f"{kind.value}_start")
            end: FuzzyDate | None = self.cleaned_data.get(f"{kind.value}_end")
            if start or end:
                place = self.cleaned_data.get(f"{kind.value}_place", "")
                found.append(PhaseDraft(kind, start or end, end or start, place))  # type: ignore[arg-type] # one is there
        return found


class SessionForm(PhasesForm):
    """A session: title, length, amounts, phases."""

    title_fr = line(_("Titre, en français"))
    title_en = line(_("Titre, en anglais"), lang="en")
    stated_months = forms.IntegerField(label=_("Durée annoncée, en mois"), required=False, min_value=1, max_value=36)
    initial_amount = line(_("Versé au départ, en euros"), most=20)
    monthly = line(_("Versé chaque mois, en euros"), most=20)

    def draft(self) -> SessionDraft:
        """Return what was typed.

        Raises:
            Invalid: ``programme.amount_wrong``.
        """
        data = self.cleaned_data
        return SessionDraft(
            {"fr": data["title_fr"], "en": data["title_en"]},
            data["stated_months"],
            cents_of(data["initial_amount"], "initial_amount"),
            cents_of(data["monthly"], "monthly"),
            self.phases(),
        )


def session_initial(row: Session) -> dict[str, Any]:
    """Return the first values of a session's form."""
    return {
        "title_fr": row.title.get("fr", ""),
        "title_en": row.title.get("en", ""),
        "stated_months": row.stated_months,
        "initial_amount": euros_of(row.initial_cents),
        "monthly": euros_of(row.monthly_cents),
        **phase_initial(row.phases.all()),
    }


class MissionForm(forms.Form):
    """A mission: what, where, with whom."""

    title_fr = line(_("Titre, en français"))
    title_en = line(_("Titre, en anglais"), lang="en")
    sending = forms.ChoiceField(label=_("Organisation d’envoi"))
    host = forms.ChoiceField(label=_("Organisation d’accueil"), help_text=_("En France ou ailleurs."))
    country = line(_("Pays"), most=60)
    area = line(_("Territoire"), most=120)
    objective_fr = words(_("Objectif, en français"))
    objective_en = words(_("Objectif, en anglais"), lang="en")
    tasks_fr = words(
        _("Tâches, en français"),
        rows=8,
        help_text=_("Une par ligne ; « - » devant une tâche la range sous celle d’avant."),
    )
    tasks_en = words(_("Tâches, en anglais"), rows=8, help_text=_("Dans le même ordre."), lang="en")
    sending_fr = words(_("Ce que l’organisation d’envoi promet"))
    host_fr = words(_("Ce que l’organisation d’accueil promet"))
    themes = line(_("Thèmes"), help_text=_("Séparés par des virgules."))
    objectives = forms.MultipleChoiceField(
        label=_("Objectifs du programme servis"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, houses: Sequence[tuple[str, str]], programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sending", "host"):
            self.fields[name].choices = [("", "–"), *houses]  # type: ignore[attr-defined]
        served = [(o["id"], said(o)) for o in programme.objectives]
        if served:
            self.fields["objectives"].choices = served  # type: ignore[attr-defined]
        else:
            del self.fields["objectives"]

    def draft(self, *, invented: bool) -> MissionDraft:
        """Return what was typed."""
        data = self.cleaned_data
        parts = [(data["sending"], Part.SENDING, data["sending_fr"]), (data["host"], Part.HOST, data["host_fr"])]
        return MissionDraft(
            title={"fr": data["title_fr"], "en": data["title_en"]},
            partners=[
                PartnerDraft(house, part, [{"fr": text} for text in lines_of(promised)])
                for house, part, promised in parts
            ],
            country=data["country"],
            area=data["area"],
            objective=both(data["objective_fr"], data["objective_en"]),
            tasks=nested(paired(data["tasks_fr"], data["tasks_en"])),
            themes=data["themes"].split(","),
            objectives=data.get("objectives", ()),
            invented=invented,
        )


def nested(rows: Iterable[dict[str, str]]) -> list[dict[str, object]]:
    """Return tasks with those that begin with a dash under the one before."""
    found: list[dict[str, Any]] = []
    for row in rows:
        under = any(text.startswith(("-", "–")) and text.strip("-– ") for text in row.values())
        text = {code: words.lstrip("-– ") for code, words in row.items() if words.strip("-– ")}
        if under and found:
            found[-1].setdefault("parts", []).append(text)
        elif text:
            found.append(dict(text))
    return found


def mission_initial(row: Mission) -> dict[str, Any]:
    """Return the first values of a mission's form."""
    flat = [
        r for task in row.tasks for r in (task, *({c: f"- {t}" for c, t in p.items()} for p in task.get("parts", [])))
    ]
    houses = {partner.part: partner.organisation_id for partner in row.partners.all()}
    promised = {
        part: [c["fr"] for c in row.commitments if c.get("organisation") == house and "fr" in c]
        for part, house in houses.items()
    }
    return {
        **{f"title_{c}": row.title.get(c, "") for c in ("fr", "en")},
        **{f"objective_{c}": row.objective.get(c, "") for c in ("fr", "en")},
        **{f"tasks_{c}": "\n".join(str(r.get(c, "–")) for r in flat) for c in ("fr", "en")},
        "sending": houses.get("sending", ""),
        "host": houses.get("host", ""),
        "sending_fr": "\n".join(promised.get("sending", [])),
        "host_fr": "\n".join(promised.get("host", [])),
        "country": row.country,
        "area": row.area,
        "themes": ", ".join(row.themes),
        "objectives": row.objectives,
    }
