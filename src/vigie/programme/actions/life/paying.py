"""Allowances: lay the schedule, say who pays which part, pay with a receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from vigie.kernel.api import Conflict, Denied, FileRef, Invalid, Missing, after_commit, atomic, erase_file, keep_file
from vigie.network.api import Acting, Permission, can

from ...models import Mission
from ...models.life import AllowanceLine, AllowanceShare
from ...queries.life.access import InLife, life_of
from ...queries.spans import spans_of
from ...rules.kinds import MilestoneKind
from ...rules.life.schedule import Due, LineKind, allowances, shares_of
from ...rules.life.states import LINE_MOVES, LineState
from ...rules.papers import check_paper
from ...rules.phases import whole_months
from .common import day_of, expect, met, not_expected, note, tell_volunteer

Shares = Mapping[LineKind, Sequence[tuple[str, int | None]]]
"""Who pays which part, in cents, by kind of allowance; ``None``: the rest."""


def owner_of(mission_id: str) -> str:
    """Return the owner of the kept receipts of a mission."""
    return f"mission:{mission_id}:receipts"


def schedule_of(mission: Mission) -> list[Due]:
    """Return the allowances a mission's session and dates give; nothing while an amount, the length or a date is not known."""
    session, spans = mission.session, spans_of(mission.phases.all())
    months = session.stated_months or whole_months(spans)
    if not spans or months is None or session.initial_cents is None or session.monthly_cents is None:
        return []
    first = min(span.start.start for span in spans)
    return allowances(
        first=first, initial_cents=session.initial_cents, monthly_cents=session.monthly_cents, months=months
    )


def plan_allowances(*, acting: Acting, slug: str, shares: Shares | None = None, now: dt.datetime) -> int:
    """Lay the allowances of a mission and return how many lines; lines already paid do not move.

    ``shares``: who pays which part; the operator pays all of it unless told otherwise.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.operator_only``, ``programme.not_in_life``.
        Conflict: ``programme.amounts_unknown``. Invalid: ``programme.shares_wrong``, ``programme.no_partner``.
    """
    entered = life_of(acting, slug, run=True)
    with atomic():
        made = lay_allowances(entered.mission, shares)
        if not made:
            raise Conflict("programme.amounts_unknown")
        note(acting, "allowances_planned", entered.mission, now, lines=made)
    return made


def lay_allowances(mission: Mission, shares: Shares | None = None) -> int:
    """Lay the schedule, in the caller's transaction; return how many lines there are."""
    due = schedule_of(mission)
    if not due:
        return 0
    before = {
        line.kind: [(s.organisation_id, s.cents) for s in line.shares.all()] for line in mission.allowance_lines.all()
    }
    paid = {line.number for line in mission.allowance_lines.filter(state=LineState.PAID.value)}
    open_lines = mission.allowance_lines.exclude(state=LineState.PAID.value)
    not_expected(open_lines.values_list("id", flat=True))
    open_lines.delete()
    partners = {p.organisation_id for p in mission.partners.all()}
    for one in due:
        if one.number in paid:
            continue
        row = AllowanceLine.objects.create(
            mission=mission, number=one.number, kind=one.kind.value, due_on=one.on, cents=one.cents
        )
        told = (shares or {}).get(one.kind) or before.get(one.kind.value) or [(_operator(mission), None)]
        _share(row, told, partners)
        expect(mission, MilestoneKind.ALLOWANCE, row.id, one.on)
    return len(due)


def _operator(mission: Mission) -> str:
    return str(mission.session.programme.operator_id)


def _share(row: AllowanceLine, told: Sequence[tuple[str, int | None]], partners: set[str]) -> None:
    if any(house not in partners for house, _cents in told):
        raise Invalid("programme.no_partner", field="payer")
    parts = shares_of(row.cents, told)
    if parts is None:
        raise Invalid("programme.shares_wrong", field="payer")
    AllowanceShare.objects.bulk_create(
        AllowanceShare(line=row, organisation_id=house, cents=cents) for house, cents in parts
    )


def pay_line(
    *,
    acting: Acting,
    slug: str,
    number: int,
    on: dt.date,
    how: str = "",
    receipt: bytes | None = None,
    now: dt.datetime,
) -> None:
    """Say that an allowance was paid on a day, with its receipt: a PDF, a photo or a document, kept encrypted.

    The operator does it, or staff of an organisation that pays a part of it.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_line``. Denied: ``programme.payer_only``.
        Invalid: ``programme.paid_tomorrow``; as ``rules.papers.check_paper`` of the receipt.
        Conflict: ``programme.line_paid``, ``programme.line_suspended``.
    """
    entered = life_of(acting, slug)
    paper = check_paper(receipt, field="receipt") if receipt else None
    if on > day_of(now):
        raise Invalid("programme.paid_tomorrow", field="on")
    with atomic():
        row = _line(entered, number)
        _may_pay(acting, entered, row)
        _move(row, LineState.PAID)
        row.paid_on, row.paid_by, row.how = on, acting.actor, how.strip()[:120]
        row.save()
        if paper:
            _keep_receipt(row, receipt or b"", paper.media_type)
        met(row.id, by=acting.actor, now=now)
        note(acting, "allowance_paid", entered.mission, now, number=number, cents=row.cents)
        tell_volunteer("allowance_is_paid", entered.mission, "indemnites", now, but=acting.actor)


def add_receipt(*, acting: Acting, slug: str, number: int, receipt: bytes, now: dt.datetime) -> None:
    """Add or replace the receipt of a line already paid.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_line``. Denied: ``programme.payer_only``.
        Invalid: as ``rules.papers.check_paper``. Conflict: ``programme.line_not_paid``.
    """
    entered = life_of(acting, slug)
    paper = check_paper(receipt, field="receipt")
    with atomic():
        row = _line(entered, number)
        _may_pay(acting, entered, row)
        if row.state != LineState.PAID:
            raise Conflict("programme.line_not_paid")
        _keep_receipt(row, receipt, paper.media_type)
        note(acting, "receipt_kept", entered.mission, now, number=number)


def _keep_receipt(row: AllowanceLine, data: bytes, media_type: str) -> None:
    old = row.receipt
    row.receipt, row.receipt_type = keep_file(data, owner=owner_of(row.mission_id)), media_type
    row.save(update_fields=["receipt", "receipt_type"])
    if old:
        after_commit(lambda: erase_file(FileRef(old)))


def _may_pay(acting: Acting, entered: InLife, row: AllowanceLine) -> None:
    pays = row.shares.filter(organisation_id=acting.organisation).exists() and can(acting, Permission.RUN_PROGRAMME)
    if entered.volunteer or not (entered.runs or pays):
        raise Denied("programme.payer_only")


def _line(entered: InLife, number: int) -> AllowanceLine:
    row = entered.mission.allowance_lines.select_for_update().filter(number=number).first()
    if row is None:
        raise Missing("programme.no_line")
    return row


def _move(row: AllowanceLine, to: LineState) -> None:
    if to in LINE_MOVES[LineState(row.state)]:
        row.state = to.value
        return
    raise Conflict("programme.line_paid" if row.state == LineState.PAID else "programme.line_suspended")
