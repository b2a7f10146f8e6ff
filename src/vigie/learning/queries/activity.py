"""The trainings of a year, in numbers."""

from __future__ import annotations

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from vigie.kernel.api import Activity
from vigie.network.api import Acting, Permission, check

from ..models import Certificate, TrainingSession
from ..rules.states import SessionState


def activity(acting: Acting, *, year: int) -> list[Activity]:
    """Count the trainings the association held in a year, the places taken in them, the certificates it signed.

    Somebody who came to two trainings is counted twice; a certificate taken back since is none.

    Raises:
        Denied: no role that sees the figures of the association.
    """
    check(acting, Permission.SEE_ACTIVITY)
    held = TrainingSession.objects.filter(
        organisation_id=acting.organisation, starts__year=year, state=SessionState.HELD.value
    )
    present = Count("sheet", filter=Q(sheet__present=True))
    came = sum(held.annotate(people=Coalesce("came", present)).order_by().values_list("people", flat=True))
    signed = Certificate.objects.filter(organisation_id=acting.organisation, issued_on__year=year, revoked_at=None)
    return [
        Activity("learning.sessions", held.count()),
        Activity("learning.came", came),
        Activity("learning.certificates", signed.count()),
    ]
