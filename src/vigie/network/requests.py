"""The request as our views know it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from vigie.kernel.api import Denied

from .acting import Acting
from .rules.permissions import Permission


def acting_of(request: HttpRequest) -> Acting:
    """Return who acts in this request.

    Raises:
        Denied: signed in, but with no role in any association today.
    """
    acting = getattr(request, "acting", None)
    if not isinstance(acting, Acting):
        raise Denied("network.no_role_today")
    return acting


def who_may(permission: Permission) -> Callable[[HttpRequest], bool]:
    """Return what says whether whoever acts in a request holds a permission: an entry of the table of contents is shown to them."""

    def visible(request: HttpRequest) -> bool:
        acting = getattr(request, "acting", None)
        return isinstance(acting, Acting) and acting.can(permission)

    return visible
