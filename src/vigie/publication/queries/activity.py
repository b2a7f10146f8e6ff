"""What an association published in a year, in numbers."""

from __future__ import annotations

from vigie.kernel.api import Activity
from vigie.network.api import Acting, Permission, check

from ..models import Release


def activity(acting: Acting, *, year: int) -> list[Activity]:
    """Count the releases of the association's bulletins in a year; one withdrawn since, or a correction, is none.

    Raises:
        Denied: no role that sees the figures of the association.
    """
    check(acting, Permission.SEE_ACTIVITY)
    out = Release.objects.filter(
        bulletin__organisation_id=acting.organisation, released_at__year=year, corrects=None, withdrawn_at=None
    )
    return [Activity("publication.bulletins", out.count())]
