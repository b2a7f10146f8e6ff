"""Orders and practices of the authorities: list, detail, entry, correction, bin."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vigie.kernel.api import Denied, Missing, Refusal, now, today
from vigie.network.api import Acting, Audience, Permission, acting_of, can, check
from vigie.ui.api import toast

from ..actions.orders import (
    OrderDraft,
    OrderEditedMeanwhile,
    delete_order,
    edit_order,
    restore_order,
    write_order,
)
from ..queries.orders import OrderCard, OrderFilter, binned_orders, order, orders
from ..queries.vocabulary import families
from .fields import tell
from .forms_orders import KINDS, OrderForm, held, hold, plain_of
from .reading import place_labels


@require_GET
def order_list(request: HttpRequest) -> HttpResponse:
    """List the orders one may see."""
    acting = acting_of(request)
    asked = {name: request.GET.get(name, "").replace("\x00", "") for name in ("q", "kind", "place", "when")}
    day = today() if asked["when"] == "now" else None
    where = OrderFilter(text=asked["q"], kind=asked["kind"], place=asked["place"], in_force_on=day)
    found = orders(acting, where)
    may_keep = can(acting, Permission.KEEP_ORDERS)
    context = {
        "orders": found,
        "asked": asked,
        "filtered": any(asked.values()),
        "kinds": KINDS,
        "places": sorted({place for card in orders(acting) for place in card.places}, key=lambda p: p[1]),
        "may_keep": may_keep,
        "binned": binned_orders(acting) if may_keep else [],
        "today": today(),
    }
    return render(request, "facts/orders.html", context)


@require_GET
def order_page(request: HttpRequest, order_id: str) -> HttpResponse:
    """Show one order."""
    acting = acting_of(request)
    card = order(acting, order_id)
    may_keep = card.own and can(acting, Permission.KEEP_ORDERS)
    context = {"order": card, "kind": KINDS[card.kind], "may_keep": may_keep, "today": today()}
    return render(request, "facts/order.html", context)


@require_http_methods(["GET", "POST"])
def new_order(request: HttpRequest) -> HttpResponse:
    """Write down an order."""
    acting = acting_of(request)
    check(acting, Permission.KEEP_ORDERS)
    form = _form(request.POST or None, {"audience": Audience.NETWORK.value})
    if form.is_valid():
        try:
            written = write_order(acting=acting, draft=form.draft(), now=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            toast(request, _("C’est noté."))
            return redirect("facts:order", written)
    context: dict[str, Any] = {"form": form, "order": None, "theirs": []}
    return render(request, "facts/order_entry.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, order_id: str) -> HttpResponse:
    """Correct an order of one's own."""
    acting = acting_of(request)
    card = order(acting, order_id)
    check(acting, Permission.KEEP_ORDERS)
    if not card.own:
        raise Missing("facts.no_order")
    base = _draft(card)
    form = _form(request.POST or None, {**plain_of(base), "held": hold(base, card.version)})
    theirs: list[tuple[str, object]] = []
    if form.is_valid():
        try:
            return _write(request, acting, order_id, form)
        except OrderEditedMeanwhile as conflict:
            tell(form, conflict)
            theirs = _said(form, conflict)
            sent = request.POST.copy()
            sent["held"] = hold(base, card.version)
            form.data = sent
        except Refusal as refusal:
            if isinstance(refusal, Denied):
                raise
            tell(form, refusal)
    status = 409 if theirs else 400 if form.errors else 200
    return render(request, "facts/order_entry.html", {"form": form, "order": card, "theirs": theirs}, status=status)


def _write(request: HttpRequest, acting: Acting, order_id: str, form: OrderForm) -> HttpResponse:
    base, version = held(form.cleaned_data["held"])
    edit_order(acting=acting, order_id=order_id, base=base, base_version=version, draft=form.draft(), now=now())
    toast(request, _("C’est corrigé."))
    return redirect("facts:order", order_id)


@require_POST
def throw(request: HttpRequest, order_id: str) -> HttpResponse:
    """Put an order in the bin."""
    acting = acting_of(request)
    order(acting, order_id)
    delete_order(acting=acting, order_id=order_id, now=now())
    toast(request, _("C’est à la corbeille."), undo_url=reverse("facts:restore_order", args=[order_id]))
    return redirect("facts:orders")


@require_POST
def restore(request: HttpRequest, order_id: str) -> HttpResponse:
    """Take an order out of the bin."""
    restore_order(acting=acting_of(request), order_id=order_id, now=now())
    toast(request, _("C’est remis à sa place."))
    return redirect("facts:order", order_id)


def _form(sent: Any, initial: dict[str, Any]) -> OrderForm:
    return OrderForm(sent, initial=initial, places=list(place_labels().items()), families=families())


def _draft(card: OrderCard) -> OrderDraft:
    return OrderDraft(
        kind=card.kind,
        title=card.title,
        places=tuple(sorted(slug for slug, _name in card.places)),
        acts=tuple(sorted(word.code for word in card.acts)),
        reference=card.reference,
        authority=card.authority,
        text=card.text,
        url=card.url,
        dated=card.dated,
        notified_on=card.notified_on,
        in_force_from=card.in_force_from,
        in_force_until=card.in_force_until,
        audience=Audience(card.audience),
        invented=card.invented,
    )


def _said(form: OrderForm, conflict: OrderEditedMeanwhile) -> list[tuple[str, object]]:
    """Return what stands now of the fields fought over, by the label of the field."""
    found: list[tuple[str, object]] = []
    for name, value in conflict.theirs.items():
        words = ", ".join(map(str, value)) if isinstance(value, tuple | list) else value
        shown = f"{words:%d/%m/%Y}" if isinstance(words, dt.date) else words
        found.append((str(form.fields[name].label), shown or "–"))
    return found
