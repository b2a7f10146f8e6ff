"""Say that a text was checked."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Missing, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Norm


def verify_norm(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Write that a norm was checked today, by whom: it is no longer shown as "à vérifier".

    Raises:
        Denied: may not keep the vocabulary. Missing: no such norm.
    """
    check(acting, Permission.MANAGE_VOCABULARY)
    with atomic():
        day = now.astimezone(PARIS).date()
        if not Norm.objects.filter(code=code).update(verified_on=day, verified_by=acting.name[:120]):
            raise Missing("facts.no_norm")
        record(acting=acting, verb="facts.norm_verified", kind="norm", object_id=code, now=now)
