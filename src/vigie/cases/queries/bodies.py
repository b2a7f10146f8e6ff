"""Bodies and their checklists, to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml
from django.utils.translation import get_language

from vigie.kernel.api import Missing
from vigie.network.api import Acting, Permission, check, checker_of, fold

from ..loading import DATA
from ..models import Body
from ..rules.deadlines import DeadlineRule, rules_of
from ..rules.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of a sheet. ``check``: from memory, to be verified before anybody relies on it."""

    text: str
    check: bool = False


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body in a list. ``to_verify``: no juriste nor avocat·e has checked its sheet."""

    code: str
    fr: str
    en: str
    level: str
    nature: str
    worked: bool
    confidence: str
    verified_on: dt.date | None

    @property
    def label(self) -> str:
        """Its name in English on an English screen, else in French."""
        return self.en if (get_language() or "fr").startswith("en") else self.fr

    @property
    def to_verify(self) -> bool:
        """Whether nobody may rely on it yet."""
        return self.verified_on is None


@dataclass(frozen=True, slots=True)
class BodySheet:
    """Everything a sheet says. ``sections``: key of a heading -> statements, in the order of reading."""

    card: BodyCard
    deadline: Said
    deadline_confidence: str
    rules: tuple[DeadlineRule, ...]
    identity: Said
    sections: tuple[tuple[str, tuple[Said, ...]], ...]
    blocks: tuple[tuple[str, str], ...]
    requirements: tuple[Requirement, ...]
    verified_by: str


SECTIONS = (
    "who",
    "competence",
    "admissibility",
    "channel",
    "language",
    "needs",
    "annexes",
    "effects",
    "next",
    "legal",
    "precedents",
)
ONE_LINERS = ("cost", "lawyer", "typical_time", "note")


def bodies(acting: Acting, *, text: str = "", level: str = "", state: str = "") -> list[BodyCard]:
    """Return the bodies, those with a worked checklist first in each level. ``state``: ``verified`` or ``to_verify``.

    Raises:
        Denied: may not see dossiers.
    """
    check(acting, Permission.SEE_CASES)
    found = [body_card(row) for row in Body.objects.all()]
    words = fold(text).split()
    return [
        card
        for card in found
        if all(word in fold(f"{card.fr} {card.en}") for word in words)
        and (not level or card.level == level)
        and (not state or card.to_verify == (state == "to_verify"))
    ]


def body_card(row: Body) -> BodyCard:
    """Return the card of a row."""
    confidence = str(row.sheet.get("conf", "memory"))
    return BodyCard(row.code, row.fr, row.en, row.level, row.nature, row.worked, confidence, row.verified_on)


def body_sheet(acting: Acting, code: str) -> BodySheet:
    """Return the sheet of one body.

    Raises:
        Denied: may not see dossiers. Missing: ``cases.no_body``.
    """
    check(acting, Permission.SEE_CASES)
    row = Body.objects.filter(code=code).first()
    if row is None:
        raise Missing("cases.no_body")
    sheet: Mapping[str, Any] = row.sheet
    deadline = sheet.get("deadline", {})
    return BodySheet(
        card=body_card(row),
        deadline=_said(deadline.get("text", "")),
        deadline_confidence=str(deadline.get("conf", "memory")),
        rules=rules_of(code),
        identity=_said(sheet.get("confidentiality", "")),
        sections=tuple(_sections(sheet)),
        blocks=_blocked(sheet.get("blocks", ())),
        requirements=requirements_of(code),
        verified_by=checker_of(acting, row.verified_by, row.verified_for),
    )


def _sections(sheet: Mapping[str, Any]) -> list[tuple[str, tuple[Said, ...]]]:
    lists = [(key, tuple(_said(item) for item in sheet[key])) for key in SECTIONS if sheet.get(key)]
    return lists + [(key, (_said(sheet[key]),)) for key in ONE_LINERS if sheet.get(key)]


def _blocked(codes: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    names = dict(Body.objects.filter(code__in=[str(c) for c in codes]).values_list("code", "fr"))
    return tuple((str(c) if str(c) in names else "", names.get(str(c), str(c))) for c in codes)


def _said(item: Any) -> Said:
    if isinstance(item, dict):
        return Said(str(item["fr"]), check=bool(item.get("check")))
    return Said(str(item))


@cache
def _checklists() -> Mapping[str, tuple[Requirement, ...]]:
    content = yaml.safe_load((DATA / "checklists.yaml").read_text(encoding="utf-8"))
    common = tuple(_requirement(line) for line in content["common"])
    own = {code: tuple(_requirement(line) for line in lines) for code, lines in content["bodies"].items()}
    return {"": common, **{code: common + lines for code, lines in own.items()}}


def _requirement(line: Sequence[str]) -> Requirement:
    code, fr, en, weight, probe = line
    return Requirement(code, fr, en, weight == "hard", probe)


def requirements_of(body: str) -> tuple[Requirement, ...]:
    """Return the checklist of a body: what every referral asks, then, where it is worked, what this body asks."""
    lists = _checklists()
    return lists.get(body, lists[""])
