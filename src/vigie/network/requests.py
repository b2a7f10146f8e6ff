"""The request as our views know it."""

from __future__ import annotations

from django.http import HttpRequest

from vigie.kernel.api import Denied

from .acting import Acting


def acting_of(request: HttpRequest) -> Acting:
    """Return who acts in this request.

    Raises:
        Denied: signed in, but with no role in any association today.
    """
    acting = getattr(request, "acting", None)
    if not isinstance(acting, Acting):
        raise Denied("network.no_role_today")
    return acting
