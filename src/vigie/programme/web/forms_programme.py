"""What is typed of a programme: what it says of itself, how long each phase lasts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from vigie.kernel.api import Invalid

from ..actions.programmes import ProgrammeDraft, RuleDraft
from ..models import PhaseRule, Programme
from ..rules.kinds import PhaseKind, Unit
from ..rules.texts import numbered
from ..wording import PHASES
from .forms import column, line, paired, words

UNITS = ((Unit.WEEKS.value, _("semaines")), (Unit.MONTHS.value, _("mois")))


class ProgrammeForm(forms.Form):
    """A programme: its name, its method, what it wants. Its rules of length begin as those of the founding call."""

    title_fr = line(_("Nom, en français"))
    title_en = line(_("Nom, en anglais"), lang="en")
    method_fr = words(_("La méthode, en français"))
    method_en = words(_("La méthode, en anglais"), lang="en")
    objectives_fr = words(_("Objectifs, en français"), help_text=_("Un par ligne."), rows=5)
    objectives_en = words(_("Objectifs, en anglais"), help_text=_("Dans le même ordre."), rows=5, lang="en")

    def draft(self) -> ProgrammeDraft:
        """Return what was typed."""
        data = self.cleaned_data
        return ProgrammeDraft(
            name={"fr": data["title_fr"], "en": data["title_en"]},
            method={"fr": data["method_fr"], "en": data["method_en"]},
            objectives=numbered(paired(data["objectives_fr"], data["objectives_en"])),
        )


class ChangeProgrammeForm(ProgrammeForm):
    """A programme that is: what it says, its themes, its blog, and the rule of each phase."""

    themes = line(_("Thèmes"), help_text=_("Séparés par des virgules."))
    blog_name = line(_("Nom du blog"))
    blog_url = forms.URLField(label=_("Adresse du blog"), required=False, assume_scheme="https")

    def __init__(self, data: QueryDict | None = None, *, programme: Programme) -> None:
        super().__init__(data, initial=programme_initial(programme))
        self.programme = programme
        for kind in PhaseKind:
            self.fields |= _rule_fields(kind)

    def phases(self) -> list[tuple[str, list[forms.BoundField], list[forms.BoundField]]]:
        """Return each phase by its name, with its fields of length and the others."""
        return [
            (
                str(PHASES[kind]),
                [self[f"{kind.value}_{name}"] for name in ("least", "most", "unit")],
                [self[f"{kind.value}_{name}"] for name in ("from", "place", "aims_fr", "aims_en")],
            )
            for kind in PhaseKind
        ]

    def said(self) -> list[forms.BoundField]:
        """Return the fields of what the programme says of itself."""
        return [self[name] for name in self.base_fields]

    def draft(self) -> ProgrammeDraft:
        """Return what was typed.

        Raises:
            Invalid: ``programme.rule_wrong``, a length half said; ``programme.rule_needed``, no phase has any.
        """
        data = self.cleaned_data
        rules = [rule for kind in PhaseKind if (rule := self._rule(kind)) is not None]
        if not rules:
            raise Invalid("programme.rule_needed", field=f"{PhaseKind.PREPARATION.value}_least")
        return ProgrammeDraft(
            name={"fr": data["title_fr"], "en": data["title_en"]},
            method={"fr": data["method_fr"], "en": data["method_en"]},
            objectives=numbered(paired(data["objectives_fr"], data["objectives_en"]), self.programme.objectives),
            themes=data["themes"].split(","),
            blog={k: v for k, v in (("name", data["blog_name"].strip()), ("url", data["blog_url"])) if v},
            rules=rules,
        )

    def _rule(self, kind: PhaseKind) -> RuleDraft | None:
        typed = {name: self.cleaned_data[f"{kind.value}_{name}"] for name in _RULE}
        least, most = typed["least"], typed["most"]
        if least is None and most is None:
            return None
        if least is None or most is None:
            raise Invalid("programme.rule_wrong", field=f"{kind.value}_{'least' if least is None else 'most'}")
        return RuleDraft(
            kind,
            least,
            most,
            Unit(typed["unit"]),
            only_from_months=typed["from"],
            place=typed["place"],
            aims=paired(typed["aims_fr"], typed["aims_en"]),
        )


_RULE = ("least", "most", "unit", "from", "place", "aims_fr", "aims_en")


def _rule_fields(kind: PhaseKind) -> dict[str, forms.Field]:
    fields: tuple[forms.Field, ...] = (
        forms.IntegerField(label=_("Au moins"), required=False, min_value=1, max_value=60),
        forms.IntegerField(label=_("Au plus"), required=False, min_value=1, max_value=60),
        forms.ChoiceField(label=_("Compté en"), choices=UNITS),
        forms.IntegerField(
            label=_("Seulement si la mission dure au moins, en mois"), required=False, min_value=1, max_value=36
        ),
        line(_("Lieu"), most=120),
        words(_("À quoi elle sert, en français"), help_text=_("Un par ligne.")),
        words(_("À quoi elle sert, en anglais"), help_text=_("Dans le même ordre."), lang="en"),
    )
    return {f"{kind.value}_{name}": one for name, one in zip(_RULE, fields, strict=True)}


def programme_initial(row: Programme) -> dict[str, Any]:
    """Return the first values of a programme's form."""
    found: dict[str, Any] = {
        **{f"title_{c}": row.name.get(c, "") for c in ("fr", "en")},
        **{f"method_{c}": row.method.get(c, "") for c in ("fr", "en")},
        **{f"objectives_{c}": column(row.objectives, c) for c in ("fr", "en")},
        "themes": ", ".join(row.themes),
        "blog_name": row.blog.get("name", ""),
        "blog_url": row.blog.get("url", ""),
    }
    for rule in row.phase_rules.all():
        found |= {f"{rule.kind}_{name}": value for name, value in _rule_initial(rule).items()}
    return found


def _rule_initial(rule: PhaseRule) -> dict[str, Any]:
    return {
        "least": rule.least,
        "most": rule.most,
        "unit": rule.unit,
        "from": rule.only_from_months,
        "place": rule.place,
        "aims_fr": column(rule.aims, "fr"),
        "aims_en": column(rule.aims, "en"),
    }
