"""What the house forgets of the trainings: who left, names on old sheets, certificates long ended."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, atomic

from ..models import Attendance, Certificate, Coding, ModuleReading, QuizAttempt
from ..rules.certificates import KEPT_YEARS, months_after


def forget_learning(*, now: dt.datetime) -> int:
    """Delete what those who left had read, answered and coded; names three years old. Return how many rows."""
    since = months_after(now.astimezone(PARIS).date(), -12 * KEPT_YEARS)
    with atomic():
        gone = sum(
            rows.filter(person__is_active=False).delete()[0]
            for rows in (ModuleReading.objects.all(), QuizAttempt.objects.all(), Coding.objects.all())
        )
        old = dt.datetime.combine(since, dt.time.min, PARIS)
        gone += Attendance.objects.filter(session__starts__lt=old).delete()[0]
        gone += Certificate.objects.filter(expires_on__lt=since).delete()[0]
        if gone:
            detail = {"number": gone}
            record(
                acting=None,
                verb="learning.forgotten",
                kind="learning",
                object_id=since.isoformat(),
                now=now,
                detail=detail,
            )
    return gone
