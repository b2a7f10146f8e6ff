"""The meetings and the public words of a year, in numbers."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from vigie.kernel.api import Activity

from ..acting import Acting, check
from ..models import Campaign, CommuniqueSignature, Meeting
from ..rules.communiques import State
from ..rules.meetings import MeetingState
from ..rules.permissions import Permission


def activity(acting: Acting, *, year: int) -> list[Activity]:
    """Count the meetings the association held or came to in a year, the communiqués it signed that came out, and the
    campaigns it carried.

    Raises:
        Denied: no role that sees the figures of the association.
    """
    check(acting, Permission.SEE_ACTIVITY)
    mine = acting.organisation
    came = Q(organisation_id=mine, group=None) | Q(presences__organisation_id=mine, presences__came=True)
    held = Meeting.objects.filter(came, starts_at__year=year, state=MeetingState.HELD)
    signed = CommuniqueSignature.objects.filter(
        organisation_id=mine, communique__state=State.PUBLISHED, communique__published_at__year=year
    )
    lasts = Q(ends=None) | Q(ends__gte=dt.date(year, 1, 1))
    carried = Campaign.objects.filter(lasts, signatories=mine, starts__lte=dt.date(year, 12, 31))
    return [
        Activity("network.meetings", held.distinct().count()),
        Activity("network.communiques", signed.count()),
        Activity("network.campaigns", carried.count()),
    ]
