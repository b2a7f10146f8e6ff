"""What a call has, to know what it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Call, Mission
from ..rules.calls import Readiness
from ..rules.kinds import Part


def readiness(row: Call) -> Readiness:
    """Return what of a call is written, in three queries."""
    parts = set(row.partners.values_list("part", flat=True))
    jury = list(row.jury.filter(ended_at=None).values_list("organisation_id", flat=True))
    return Readiness(
        title=bool(row.title),
        deadline=row.deadline is not None,
        missions=row.missions.count(),
        sending=Part.SENDING.value in parts,
        host=Part.HOST.value in parts,
        jury=len(jury),
        jury_partners=len(set(jury)),
        imported=row.imported,
    )


def criteria_of(slug: str) -> list[str]:
    """Return the ids of the criteria of a call, in their order."""
    return list(Call.objects.get(slug=slug).criteria.values_list("id", flat=True))


def mission_ids(slugs: Sequence[str]) -> list[str]:
    """Return the ids of missions, in the order of their slugs."""
    found = dict(Mission.objects.filter(slug__in=slugs).values_list("slug", "id"))
    return [found[slug] for slug in slugs]
