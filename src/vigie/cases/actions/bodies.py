"""Say that the sheet of a body was checked, or take that back."""

from __future__ import annotations

import datetime as dt

from vigie.network.api import Acting, Checked, Permission, take_check_back, write_check

from ..models import Body

CHECKED = Checked(Permission.VERIFY_BODY, "body", "cases.body_verified", "cases.no_body")
TAKEN_BACK = Checked(Permission.VERIFY_BODY, "body", "cases.body_unverified", "cases.no_body")


def verify_body(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Write that a sheet was checked today, by whom and for which association: it is no longer shown "à vérifier".

    Raises:
        Denied: neither a juriste nor an avocat·e. Missing: ``cases.no_body``.
    """
    write_check(Body.objects.filter(code=code), CHECKED, acting=acting, code=code, now=now)


def unverify_body(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Take back that a sheet was checked: any juriste or avocat·e may, for a doubt is enough.

    Raises:
        Denied: neither a juriste nor an avocat·e. Missing: ``cases.no_body``, or it was not verified.
    """
    take_check_back(Body.objects.filter(code=code), TAKEN_BACK, acting=acting, code=code, now=now)
