"""The list of the mailbag, and what is done to a record without reading it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vigie.kernel.api import now, whole_number
from vigie.network.api import Permission, acting_of, can, check
from vigie.ui.api import paginate, toast
from vigie.vault.api import is_keyholder, unlocked_of

from ..actions import versing
from ..queries import mailbag as queries
from ..queries.waiting import waiting
from .inputs import audience_of
from .motives import keep_motive, motive_of, proposed_motive
from .words import FLAGS, REASONS_ASIDE, TABS

PER_PAGE = 60


@require_GET
def mailbag(request: HttpRequest) -> HttpResponse:
    """Show what waits, what was set aside or what was versed; nothing sealed is on this page."""
    acting = acting_of(request)
    listed = request.GET.get("vue", "waiting")
    listed = listed if listed in queries.LISTED else "waiting"
    page = paginate(request, queries.records(acting, listed=listed), per_page=PER_PAGE)
    cards = queries.cards(acting, page.rows)
    minor = next((card.id for card in cards if card.minor), "") if can(acting, Permission.CLEAR_MAILBAG) else ""
    context: dict[str, Any] = {
        "page": page,
        "cards": cards,
        "minor_url": reverse("collection:record", args=[minor]) if minor else _address("waiting"),
        "listed": listed,
        "tab_entries": [(words, _address(code)) for code, words in TABS],
        "here": _address(listed),
        "waiting": waiting(acting),
        "alike": queries.alike(acting) if listed == "waiting" and can(acting, Permission.CODE_FACTS) else [],
        "flags": FLAGS,
        **sitting(request),
    }
    return render(request, "collection/mailbag/list.html", context)


def _address(listed: str) -> str:
    return f"{reverse('collection:mailbag')}?vue={listed}"


def sitting(request: HttpRequest) -> dict[str, Any]:
    """Return what a page says of the vault and of the motive."""
    acting = acting_of(request)
    return {
        "clears": can(acting, Permission.CLEAR_MAILBAG),
        "keyholder": is_keyholder(acting),
        "open": unlocked_of(request, now=now()) is not None,
        "motive": motive_of(request),
        "proposed": proposed_motive(),
        "unlock_url": f"{reverse('vault:unlock')}?next={request.get_full_path()}",
    }


@require_POST
def motive(request: HttpRequest) -> HttpResponse:
    """Keep why records are opened today, then go on."""
    check(acting_of(request), Permission.CLEAR_MAILBAG)
    keep_motive(request, request.POST.get("motive", ""))
    return redirect(_onward(request))


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else reverse("collection:mailbag")


@require_POST
def aside(request: HttpRequest, record_id: str) -> HttpResponse:
    """Put a record aside and go to the next one."""
    acting = acting_of(request)
    following = next_address(request, record_id)
    reason = request.POST.get("reason", "")
    reason = reason if reason in REASONS_ASIDE else "later"
    versing.set_aside(acting=acting, record_id=record_id, reason=reason, now=now())
    toast(request, _("Mis de côté. Rien n’est perdu."), undo_url=reverse("collection:record_back", args=[record_id]))
    return HttpResponseRedirect(following)


@require_POST
def back(request: HttpRequest, record_id: str) -> HttpResponse:
    """Put a record back among those that wait."""
    versing.take_back(acting=acting_of(request), record_id=record_id, now=now())
    toast(request, _("Ce relevé attend de nouveau."))
    return redirect("collection:mailbag")


@require_POST
def undo(request: HttpRequest, record_id: str) -> HttpResponse:
    """Take back a *verser*."""
    versing.undo(acting=acting_of(request), record_id=record_id, now=now())
    toast(request, _("Versement annulé : les faits sont à la corbeille, le relevé attend de nouveau."))
    return redirect("collection:mailbag")


def next_address(request: HttpRequest, record_id: str) -> str:
    """Return the address of the record that waits after one, else of the oldest that waits, else of the list."""
    acting = acting_of(request)
    following = queries.beside(acting, queries.record_of(acting, record_id))[1]
    oldest = queries.records(acting).exclude(id=record_id).values_list("id", flat=True).first()
    onward = following or oldest
    return reverse("collection:record", args=[onward]) if onward else reverse("collection:mailbag")


def alike(request: HttpRequest, key: str) -> HttpResponse:
    """Show a group of observations that are alike and verse it, ten at a time."""
    acting = acting_of(request)
    check(acting, Permission.CODE_FACTS)
    moment = now()
    if request.method == "POST":
        return _verse_alike(request, key, moment)
    group = queries.one_alike(acting, key)
    rows = queries.records(acting).filter(id__in=group.ids)
    context = {
        "group": group,
        "cards": queries.cards(acting, list(rows)),
        "at_a_time": versing.AT_A_TIME,
        **sitting(request),
    }
    return render(request, "collection/mailbag/alike.html", context)


def _verse_alike(request: HttpRequest, key: str, moment: dt.datetime) -> HttpResponse:
    step = versing.verse_alike(
        acting=acting_of(request),
        unlocked=unlocked_of(request, now=moment),
        key=key,
        motive=motive_of(request),
        audience=audience_of(request.POST.get("audience", "")),
        now=moment,
        batch=request.POST.get("batch", ""),
    )
    versed = whole_number(request.POST.get("versed", "")) + len(step.done)
    if step.left:
        return render(
            request,
            "collection/mailbag/alike_step.html",
            {
                "key": key,
                "step": step,
                "versed": versed,
                "total": versed + len(step.left) + len(step.apart),
                "audience": request.POST.get("audience", ""),
            },
        )
    undo_url = reverse("collection:alike_undo", args=[step.batch]) if versed else ""
    words = _("%(count)s relevés versés.") % {"count": versed}
    if step.apart:
        words += " " + _("%(count)s attendent une lecture : quelque chose y désigne peut-être quelqu’un.") % {
            "count": len(step.apart)
        }
    toast(request, words, undo_url=undo_url)
    return redirect("collection:mailbag")


@require_POST
def alike_undo(request: HttpRequest, batch: str) -> HttpResponse:
    """Take back all that was versed together."""
    count = versing.undo_batch(acting=acting_of(request), batch=batch, now=now())
    toast(request, _("%(count)s versements annulés.") % {"count": count})
    return redirect("collection:mailbag")
