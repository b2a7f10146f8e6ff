"""What was taken back by four words: kept as a digest, bound to whatever bears it, now or later; then seen to, line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, Conflict, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting, Permission, Role, check, people_of

from ..models import ConsentGrant, Testimony, Withdrawal, WithdrawalStep
from ..queries.withdrawals import grants_of
from ..rules.withdrawals import WithdrawnBy, start_of
from .spreading import take_back

TOLD = (frozenset({Role.COORDINATOR}), frozenset({Role.DATA_PROTECTION, Role.ADMIN}))
"""Who is told of a withdrawal: the coordination, or where there is none, the keepers."""


def ask_by_words(
    *, organisation: OrgId, digest: str, stops: bool, contact: VaultRef | None = None, day: dt.date
) -> str:
    """Write down what the holder of four words asks, and return its id. Nobody signs in for it.

    It is written in the same way, with the same queries, whether something bears the digest or not; ``bind_unread`` then
    looks. No moment finer than the day is kept.

    Args:
        organisation: named on the slip.
        digest: of the four words, by ``vault.api.slip_digest``.
        stops: nothing of the testimony is to be used from now on.
        contact: how to reach the person, sealed to the association, if they want to be called back.
        day: today.
    """
    with atomic():
        row = Withdrawal.objects.create(
            organisation_id=organisation,
            code_digest=digest,
            by=WithdrawnBy.WORDS.value,
            stops=stops,
            contact_ref=contact or "",
            asked_on=day,
        )
        _note(row, "facts.withdrawal_asked")
    return row.id


def bind_unread() -> int:
    """Bind the requests made by words that nobody has looked at yet, tell the associations; return how many there were.

    The house does it all the time, apart from the request: a stranger learns nothing by the time an answer takes.
    """
    rows = list(Withdrawal.objects.filter(read=False, by=WithdrawnBy.WORDS.value).order_by("asked_on", "id")[:50])
    for row in rows:
        with atomic():
            met = _bind(row)
            row.read = True
            row.save(update_fields=["read"])
            if met or row.contact_ref:
                _tell(row)
    return len(rows)


def bind_new(testimony: Testimony, digest: str) -> bool:
    """Bind a testimony that has just been recorded to what the holder of its words asked before; say whether it is stopped.

    In the caller's transaction.
    """
    if not digest:
        return False
    asked = list(Withdrawal.objects.filter(organisation=testimony.organisation_id, code_digest=digest))
    for row in asked:
        _bind(row)
        if row.closed_on is not None:
            row.closed_on, row.closed_by = None, ""
            row.save(update_fields=["closed_on", "closed_by"])
        _tell(row)
    return any(row.stops for row in asked)


def write_down(
    grant: ConsentGrant, *, by: WithdrawnBy, purposes: Iterable[str] = (), stops: bool = True, day: dt.date
) -> None:
    """Keep a withdrawal written inside the house beside those made by words, once while it is open. In the caller's transaction."""
    listed = list(purposes)
    rows = Withdrawal.objects.filter(grant=grant, closed_on=None, by=by.value, stops=stops)
    if any(row.purposes == listed for row in rows):
        return
    Withdrawal.objects.create(
        organisation_id=grant.organisation_id,
        grant=grant,
        by=by.value,
        stops=stops,
        purposes=listed,
        asked_on=day,
        read=True,
        met_on=day,
    )


def see_to(*, acting: Acting, withdrawal_id: str, subject: str, now: dt.datetime) -> None:
    """Write that one thing a withdrawal touched was seen to. Written twice, it changes nothing.

    Raises:
        Denied: ``network.denied.handle_withdrawal``. Missing: ``facts.no_withdrawal``.
    """
    check(acting, Permission.HANDLE_WITHDRAWAL)
    with atomic():
        row = _own(acting, withdrawal_id)
        _step, made = WithdrawalStep.objects.get_or_create(
            withdrawal=row, subject=subject[:80], defaults={"handled_by": acting.actor, "handled_at": now}
        )
        if made:
            record(
                acting=acting,
                verb="facts.withdrawal_step",
                kind="withdrawal",
                object_id=row.id,
                now=now,
                detail={"subject": subject[:80]},
            )


def close_withdrawal(*, acting: Acting, withdrawal_id: str, now: dt.datetime) -> None:
    """Say that all a withdrawal touched was seen to: it holds back no publication any more. It binds for ever.

    Who calls has asked each floor what remains: see ``desk``.

    Raises:
        Denied: ``network.denied.handle_withdrawal``. Missing: ``facts.no_withdrawal``.
        Conflict: ``facts.withdrawal_closed``.
    """
    check(acting, Permission.HANDLE_WITHDRAWAL)
    with atomic():
        row = _own(acting, withdrawal_id)
        if row.closed_on is not None:
            raise Conflict("facts.withdrawal_closed")
        row.closed_on, row.closed_by = now.astimezone(PARIS).date(), acting.actor
        row.save(update_fields=["closed_on", "closed_by"])
        record(acting=acting, verb="facts.withdrawal_closed", kind="withdrawal", object_id=row.id, now=now)


def _bind(row: Withdrawal) -> bool:
    """Stop whatever bears the digest of a request, if it asks so; say whether something bears it."""
    met = False
    for grant in grants_of(row):
        met = True
        if row.stops and grant.withdrawn_at is None:
            take_back(grant.id, start_of(row.asked_on))
    if met and row.met_on is None:
        row.met_on = row.asked_on
        row.save(update_fields=["met_on"])
        _note(row, "facts.withdrawal_met")
    return met


def _note(row: Withdrawal, verb: str) -> None:
    record(
        acting=None,
        verb=verb,
        kind="withdrawal",
        object_id=row.id,
        now=start_of(row.asked_on),
        organisation=OrgId(row.organisation_id),
        detail={"stops": row.stops, "call": bool(row.contact_ref)},
    )


def _tell(row: Withdrawal) -> None:
    code = "facts.withdrawn_by_words" if row.stops else "facts.wants_a_call"
    for roles in TOLD:
        people = people_of(OrgId(row.organisation_id), day=row.asked_on, roles=roles)
        for person in people:
            notify(person=person.id, code=code, now=start_of(row.asked_on), link=f"/retraits/{row.id}")
        if people:
            return


def _own(acting: Acting, withdrawal_id: str) -> Withdrawal:
    row = (
        Withdrawal.objects.select_for_update(of=("self",))
        .filter(id=withdrawal_id, organisation=acting.organisation)
        .first()
    )
    if row is None:
        raise Missing("facts.no_withdrawal")
    return row
