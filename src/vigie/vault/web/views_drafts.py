"""Where pages send what is being typed, and throw it away. Nothing of it comes back from here: pages open it themselves."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vigie.kernel.api import Invalid, now
from vigie.network.api import acting_of
from vigie.ui.api import say_time

from ..actions.drafts import Place, drop_draft, keep_draft, too_long
from ..cookies import DRAFTS, read_cookie, set_cookie
from ..rules.drafts import NotADraft, Typed, read_draft
from ..rules.limits import DRAFT_BYTES


@never_cache
@require_POST
def keep(request: HttpRequest, page: str, about: str) -> HttpResponse:
    """Keep the fields of a form, sent as JSON; say when it was kept."""
    acting = acting_of(request)
    token, fields = _sent(request)
    moment, cookie = now(), read_cookie(request, DRAFTS)
    held = keep_draft(acting=acting, cookie=cookie, place=Place(page, about), token=token, fields=fields, now=moment)
    response = JsonResponse({"said": _("Brouillon gardé à %(time)s") % {"time": say_time(localtime(moment).time())}})
    if held != cookie:
        set_cookie(response, held, DRAFTS)
    return response


@never_cache
@require_POST
def discard(request: HttpRequest, page: str, about: str) -> HttpResponse:
    """Throw a draft away."""
    drop_draft(acting=acting_of(request), cookie=read_cookie(request, DRAFTS), place=Place(page, about))
    return JsonResponse({"said": _("Brouillon jeté.")})


def _sent(request: HttpRequest) -> tuple[str, Typed]:
    try:
        body = request.body
    except RequestDataTooBig:
        raise too_long() from None
    if len(body) > DRAFT_BYTES:
        raise too_long()
    try:
        return read_draft(body)
    except NotADraft:
        raise Invalid("vault.draft_unreadable") from None
