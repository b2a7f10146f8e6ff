"""What a call has, to know what it lacks."""

from __future__ import annotations

from ..models import Call
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
