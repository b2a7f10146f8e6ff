"""The drafts of a request, as the pages of every floor ask for them by way of ``ui``."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from vigie.kernel.api import now
from vigie.network.api import Acting
from vigie.ui.api import DraftCard

from ..actions.drafts import Place, drop_draft, open_draft, waiting_draft
from ..cookies import DRAFTS, read_cookie


class VaultDrafts:
    """Keeps the drafts of every page."""

    def addresses(self, page: str, about: str) -> tuple[str, str]:
        """Return where a draft is kept, and where it is thrown away."""
        return reverse("vault:draft", args=[page, about]), reverse("vault:draft_discard", args=[page, about])

    def waiting(self, request: HttpRequest, page: str, about: str) -> DraftCard | None:
        """Return the draft that waits on a page, unopened."""
        acting = _acting(request)
        if acting is None:
            return None
        place = Place(page, about)
        found = waiting_draft(acting=acting, cookie=read_cookie(request, DRAFTS), place=place, now=now())
        return DraftCard(found.token, found.kept_at) if found else None

    def opened(self, request: HttpRequest, page: str, about: str) -> QueryDict | None:
        """Return what was typed, as if it had just been sent."""
        acting, place = _acting(request), Place(page, about)
        if acting is None:
            return None
        fields = open_draft(acting=acting, cookie=read_cookie(request, DRAFTS), place=place, now=now())
        if fields is None:
            return None
        sent = QueryDict(mutable=True)
        for name, value in fields:
            sent.appendlist(name, value)
        return sent

    def drop(self, request: HttpRequest, page: str, about: str) -> None:
        """Forget a draft: what it held was saved."""
        acting = _acting(request)
        if acting is not None:
            drop_draft(acting=acting, cookie=read_cookie(request, DRAFTS), place=Place(page, about))


def _acting(request: HttpRequest) -> Acting | None:
    acting = getattr(request, "acting", None)
    return acting if isinstance(acting, Acting) else None
