"""Say that a text was checked, or take that back."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Missing, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Norm


def verify_norm(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Write that a norm was checked today, by whom and for which association: it is no longer shown as "à vérifier".

    Raises:
        Denied: neither a juriste, an avocat·e nor a coordinator. Missing: no such norm.
    """
    check(acting, Permission.MANAGE_VOCABULARY)
    day = now.astimezone(PARIS).date()
    with atomic():
        found = Norm.objects.filter(code=code)
        if not found.update(verified_on=day, verified_by=acting.actor, verified_for=acting.organisation):
            raise Missing("facts.no_norm")
        record(acting=acting, verb="facts.norm_verified", kind="norm", object_id=code, now=now)


def unverify_norm(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Take back that a norm was checked, when one's own association said so: it is "à vérifier" again.

    Raises:
        Denied: neither a juriste, an avocat·e nor a coordinator. Missing: no norm that this association checked.
    """
    check(acting, Permission.MANAGE_VOCABULARY)
    with atomic():
        found = Norm.objects.filter(code=code, verified_for=acting.organisation).exclude(verified_on=None)
        if not found.update(verified_on=None, verified_by="", verified_for=""):
            raise Missing("facts.norm_not_checked_here")
        record(acting=acting, verb="facts.norm_unverified", kind="norm", object_id=code, now=now)
