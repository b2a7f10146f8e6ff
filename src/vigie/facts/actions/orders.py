"""Write down orders and practices of the authorities, correct them, put them in the bin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting, Audience, Permission, check, place

from ..models import ActType, Order
from ..rules.appeals import appeal_until

EARLIEST = 1900
_DAYS = ("dated", "notified_on", "in_force_from", "in_force_until")
_PAST = ("dated", "notified_on")


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """What is written of an order. ``kind``: decree, court_order, circular, practice. ``places``: slugs; ``acts``: codes."""

    kind: str
    title: str
    places: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    reference: str = ""
    authority: str = ""
    text: str = ""
    url: str = ""
    dated: dt.date | None = None
    notified_on: dt.date | None = None
    in_force_from: dt.date | None = None
    in_force_until: dt.date | None = None
    audience: Audience = Audience.OWNER
    invented: bool = False


class OrderEditedMeanwhile(Conflict):
    """Someone else changed the same fields. ``theirs``: field -> what stands now."""

    def __init__(self, theirs: Mapping[str, object]) -> None:
        super().__init__("facts.order_edited", count=len(theirs))
        self.theirs = dict(theirs)


def write_order(*, acting: Acting, draft: OrderDraft, now: dt.datetime) -> str:
    """Write down an order of the association acted for and return its id.

    Raises:
        Denied: may not keep orders.
        Invalid: no title, no such kind, act type, or a day that cannot be. Missing: no such place.
    """
    check(acting, Permission.KEEP_ORDERS)
    _check(draft, now)
    with atomic():
        row = Order(organisation_id=acting.organisation, author=acting.actor, created_at=now, invented=draft.invented)
        _write(row, draft)
        record(acting=acting, verb="facts.order_written", kind="order", object_id=row.id, now=now)
    return row.id


def edit_order(
    *, acting: Acting, order_id: str, base: OrderDraft, base_version: int, draft: OrderDraft, now: dt.datetime
) -> None:
    """Correct an order. What others changed in other fields meanwhile is kept.

    Args:
        acting: who.
        order_id: which.
        base: what the person started from.
        base_version: the version that was.
        draft: what they want.
        now: when.

    Raises:
        Denied: may not keep orders. Missing: ``facts.no_order``, not one's own.
        Invalid: as ``write_order``.
        OrderEditedMeanwhile: someone changed the same field otherwise.
    """
    check(acting, Permission.KEEP_ORDERS)
    _check(draft, now)
    with atomic():
        row = _own(acting, order_id)
        wanted = draft
        if row.version != base_version:
            wanted = _merged(base, draft, draft_of(row))
        row.version += 1
        _write(row, wanted)
        changed = [f.name for f in fields(OrderDraft) if getattr(base, f.name) != getattr(wanted, f.name)]
        record(
            acting=acting,
            verb="facts.order_edited",
            kind="order",
            object_id=row.id,
            now=now,
            detail={"fields": changed},
        )


def delete_order(*, acting: Acting, order_id: str, now: dt.datetime) -> None:
    """Put an order of one's own in the bin.

    Raises:
        Denied: may not keep orders. Missing: ``facts.no_order``.
    """
    check(acting, Permission.KEEP_ORDERS)
    with atomic():
        row = _own(acting, order_id)
        row.deleted_at = now
        row.save(update_fields=["deleted_at"])
        record(acting=acting, verb="facts.order_deleted", kind="order", object_id=row.id, now=now)


def restore_order(*, acting: Acting, order_id: str, now: dt.datetime) -> None:
    """Take an order out of the bin.

    Raises:
        Denied: may not keep orders. Missing: ``facts.no_order``, not in the bin of one's association.
    """
    check(acting, Permission.KEEP_ORDERS)
    with atomic():
        row = _own(acting, order_id, deleted=True)
        row.deleted_at = None
        row.save(update_fields=["deleted_at"])
        record(acting=acting, verb="facts.order_restored", kind="order", object_id=row.id, now=now)


def draft_of(row: Order) -> OrderDraft:
    """Return what stands in a row, as an edit starts from it."""
    return OrderDraft(
        kind=row.kind,
        title=row.title,
        places=tuple(sorted(row.places.values_list("slug", flat=True))),
        acts=tuple(sorted(row.act_types.values_list("code", flat=True))),
        audience=Audience(row.audience),
        invented=row.invented,
        **{name: getattr(row, name) for name in (*_TEXTS, *_DAYS)},
    )


_TEXTS = ("reference", "authority", "text", "url")


def _merged(base: OrderDraft, mine: OrderDraft, theirs: OrderDraft) -> OrderDraft:
    was, want, stands = asdict(base), asdict(mine), asdict(theirs)
    fought = {n: stands[n] for n in was if want[n] != was[n] != stands[n] and want[n] != stands[n]}
    if fought:
        raise OrderEditedMeanwhile(fought)
    return OrderDraft(**{n: want[n] if want[n] != was[n] else stands[n] for n in was})


def _check(draft: OrderDraft, now: dt.datetime) -> None:
    if not draft.title.strip():
        raise Invalid("facts.order_title", field="title")
    if draft.kind not in Order.Kind.values:
        raise Invalid("facts.code_unknown", field="kind", value=draft.kind)
    if draft.url and not draft.url.startswith(("https://", "http://")):
        raise Invalid("facts.order_url", field="url")
    today = now.astimezone(PARIS).date()
    for name in _DAYS:
        day: dt.date | None = getattr(draft, name)
        if day is not None and day.year < EARLIEST:
            raise Invalid("facts.date_old", field=name, day=day.isoformat())
        if day is not None and name in _PAST and day > today:
            raise Invalid("facts.date_future", field=name, day=day.isoformat())
    if draft.in_force_from and draft.in_force_until and draft.in_force_until < draft.in_force_from:
        raise Invalid("facts.order_dates", field="in_force_until")
    if draft.dated and draft.notified_on and draft.notified_on < draft.dated:
        raise Invalid("facts.order_notified", field="notified_on")


def _write(row: Order, draft: OrderDraft) -> None:
    row.kind, row.title, row.audience = draft.kind, draft.title.strip()[:200], draft.audience.value
    for name in (*_TEXTS, *_DAYS):
        setattr(row, name, getattr(draft, name))
    row.appeal_until = appeal_until(draft.kind, draft.notified_on)
    places = [place(slug).id for slug in draft.places]
    acts = _acts(draft.acts)
    row.save()
    row.places.set(places)  # type: ignore[arg-type]  # the stubs expect keys to be numbers
    row.act_types.set(acts)


def _acts(codes: Sequence[str]) -> list[ActType]:
    known = {act.code: act for act in ActType.objects.filter(code__in=codes)}
    if unknown := [code for code in codes if code not in known]:
        raise Invalid("facts.act_unknown", field="acts", value=unknown[0])
    return list(known.values())


def _own(acting: Acting, order_id: str, *, deleted: bool = False) -> Order:
    rows = Order.objects.select_for_update(of=("self",)).filter(deleted_at__isnull=not deleted)
    row = rows.filter(id=order_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("facts.no_order")
    return row
