"""What the page of a call shows, public or looked at before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..models import Criterion, Mission
from ..queries.cards import PublicCall
from ..queries.spans import spans_of
from ..rules.kinds import CriterionKind
from ..rules.phases import Span, allowance_total, whole_months
from ..rules.texts import said


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """An organisation as the call presents it."""

    name: str
    part: str
    words: dict[str, str]
    founded: int | None
    legal_form: str
    website: str


def page_of(shown: PublicCall) -> dict[str, Any]:
    """Return the context of the page: what is empty is left out, so that no heading stands over nothing."""
    row = shown.call
    session = row.session
    missions: list[Mission] = list(row.missions.all())
    return {
        "shown": shown,
        "call": row,
        "session": session,
        "programme": session.programme,
        "sections": [s for s in row.sections.all() if said(s.body)],
        "missions": missions,
        "spans": _spans(shown, missions),
        "months": session.stated_months or whole_months(shown.spans),
        "total": allowance_total(
            initial_cents=session.initial_cents,
            monthly_cents=session.monthly_cents,
            months=session.stated_months or whole_months(shown.spans),
        ),
        "partners": [_partner(p) for p in row.partners.all()],
        "required": _criteria(row.criteria.all(), CriterionKind.REQUIRED),
        "assets": _criteria(row.criteria.all(), CriterionKind.ASSET),
        "links": list(row.links.all()),
        "attachments": list(row.attachments.all()),
    }


def _spans(shown: PublicCall, missions: list[Mission]) -> list[Span]:
    """Return the session's phases, or the mission's own when there is one mission alone."""
    if len(missions) == 1 and missions[0].phases.all():
        return spans_of(missions[0].phases.all())
    return shown.spans


def _criteria(rows: Any, kind: CriterionKind) -> list[Criterion]:
    return [c for c in rows if c.kind == kind.value]


def _partner(row: Any) -> PartnerShown:
    house = row.organisation
    words = row.words or ({"fr": house.presentation or house.purpose} if house.presentation or house.purpose else {})
    return PartnerShown(house.name, row.part, words, house.founded, house.legal_form, house.website)
