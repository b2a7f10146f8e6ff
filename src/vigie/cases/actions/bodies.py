"""Say that the sheet of a body was checked, or take that back."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Missing, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Body


def verify_body(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Write that a sheet was checked today, by whom and for which association: it is no longer shown "à vérifier".

    Raises:
        Denied: neither a juriste nor an avocat·e. Missing: ``cases.no_body``.
    """
    check(acting, Permission.VERIFY_BODY)
    day = now.astimezone(PARIS).date()
    with atomic():
        found = Body.objects.filter(code=code)
        if not found.update(verified_on=day, verified_by=acting.actor, verified_for=acting.organisation):
            raise Missing("cases.no_body")
        record(acting=acting, verb="cases.body_verified", kind="body", object_id=code, now=now)


def unverify_body(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Take back that a sheet was checked: any juriste or avocat·e may, for a doubt is enough.

    Raises:
        Denied: neither a juriste nor an avocat·e. Missing: ``cases.no_body``, or it was not verified.
    """
    check(acting, Permission.VERIFY_BODY)
    with atomic():
        found = Body.objects.filter(code=code).exclude(verified_on=None)
        if not found.update(verified_on=None, verified_by="", verified_for=""):
            raise Missing("cases.no_body")
        record(acting=acting, verb="cases.body_unverified", kind="body", object_id=code, now=now)
