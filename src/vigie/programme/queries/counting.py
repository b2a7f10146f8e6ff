"""What is counted of the candidates of a call: numbers that name nobody, kept when the people are erased."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..models import Call
from ..rules.states import ApplicationState


def counts_of(call: Call) -> dict[str, Any]:
    """Return how many applied, by state, band of age, lateness and way they came; what was counted before an erasure is kept."""
    if call.erased_at is not None and call.counts:
        return dict(call.counts)
    rows = list(
        call.applications.exclude(state=ApplicationState.DRAFT.value).values_list("state", "age_band", "late", "source")
    )
    return {
        "applications": len(rows),
        "states": dict(Counter(row[0] for row in rows)),
        "ages": dict(Counter(row[1] or "unsaid" for row in rows)),
        "late": sum(1 for row in rows if row[2]),
        "sources": dict(Counter(row[3] for row in rows)),
    }
