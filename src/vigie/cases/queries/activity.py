"""What an association did in its dossiers in a year, in numbers alone: nobody learns of a dossier they have no place in."""

from __future__ import annotations

from vigie.kernel.api import Activity
from vigie.network.api import Acting, Permission, check

from ..models import Dossier, Referral


def activity(acting: Acting, *, year: int) -> list[Activity]:
    """Count the dossiers the association opened in a year, the referrals it filed, and the bodies it filed them with.

    Raises:
        Denied: no role that sees the figures of the association.
    """
    check(acting, Permission.SEE_ACTIVITY)
    opened = Dossier.objects.filter(organisation_id=acting.organisation, created_at__year=year)
    filed = Referral.objects.filter(dossier__organisation_id=acting.organisation, filed_on__year=year).order_by()
    return [
        Activity("cases.dossiers", opened.count()),
        Activity("cases.referrals", filed.count()),
        Activity("cases.bodies", filed.values("body").distinct().count()),
    ]
