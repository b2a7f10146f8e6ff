"""Say that a text was checked, or take that back."""

from __future__ import annotations

import datetime as dt

from vigie.network.api import Acting, Checked, Permission, take_check_back, write_check

from ..models import Norm

CHECKED = Checked(Permission.MANAGE_VOCABULARY, "norm", "facts.norm_verified", "facts.no_norm")
TAKEN_BACK = Checked(Permission.MANAGE_VOCABULARY, "norm", "facts.norm_unverified", "facts.norm_not_checked_here")


def verify_norm(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Write that a norm was checked today, by whom and for which association: it is no longer shown as "à vérifier".

    Raises:
        Denied: neither a juriste, an avocat·e nor a coordinator. Missing: ``facts.no_norm``.
    """
    write_check(Norm.objects.filter(code=code), CHECKED, acting=acting, code=code, now=now)


def unverify_norm(*, acting: Acting, code: str, now: dt.datetime) -> None:
    """Take back that a norm was checked, when one's own association said so: it is "à vérifier" again.

    Raises:
        Denied: neither a juriste, an avocat·e nor a coordinator.
        Missing: ``facts.norm_not_checked_here``, no norm that this association checked.
    """
    own = Norm.objects.filter(code=code, verified_for=acting.organisation)
    take_check_back(own, TAKEN_BACK, acting=acting, code=code, now=now)
