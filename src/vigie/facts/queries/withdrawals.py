"""What was taken back: the list of an association, one of them with all that hangs on it, what still holds a publication back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.kernel.api import Missing, OrgId, VaultRef
from vigie.network.api import Acting, Permission, check

from ..models import Act, ConsentGrant, MediaRef, SourceStatement, Testimony, Withdrawal
from ..rules.withdrawals import WithdrawnBy
from .building import cards, with_source
from .cards import StatementCard


@dataclass(frozen=True, slots=True)
class WithdrawnTestimony:
    """A testimony that a withdrawal touches. ``sealed``: its original and its media."""

    id: str
    pseudonym: str
    collected_on: dt.date
    minor: bool
    sealed: tuple[VaultRef, ...]


@dataclass(frozen=True, slots=True)
class WithdrawalCard:
    """A withdrawal in a list. ``met``: something bears its words; ``handled``: subjects somebody saw to, ``quote:<id>``."""

    id: str
    by: WithdrawnBy
    asked_on: dt.date
    stops: bool
    purposes: tuple[str, ...]
    contact: VaultRef | None
    met: bool
    closed_on: dt.date | None
    pseudonyms: tuple[str, ...]
    handled: frozenset[str]


@dataclass(frozen=True, slots=True)
class WithdrawnFacts:
    """A withdrawal and what it touches on this floor; ``binned`` counts statements in the bin."""

    card: WithdrawalCard
    testimonies: tuple[WithdrawnTestimony, ...]
    statements: tuple[StatementCard, ...]
    acts: int
    events: int
    binned: int


def grants_of(row: Withdrawal) -> QuerySet[ConsentGrant]:
    """Return the consents a withdrawal is about: the one it names, or all that bear its words."""
    if row.grant_id:
        return ConsentGrant.objects.filter(id=row.grant_id)
    return ConsentGrant.objects.filter(organisation=row.organisation_id, code_digest=row.code_digest).exclude(
        code_digest=""
    )


def withdrawals(acting: Acting, *, closed: bool = False) -> list[WithdrawalCard]:
    """Return the withdrawals of the association acted for that wait (or those seen to), newest first, in four queries.

    Raises:
        Denied: ``network.denied.see_withdrawals``.
    """
    check(acting, Permission.SEE_WITHDRAWALS)
    rows = Withdrawal.objects.filter(organisation=acting.organisation, closed_on__isnull=not closed)
    return _cards(list(rows[:200]))


def withdrawals_waiting(acting: Acting) -> int:
    """Count the withdrawals of an association that somebody must see to; none for whoever may not see them."""
    if not acting.can(Permission.SEE_WITHDRAWALS):
        return 0
    return _standing(acting.organisation).count()


def withdrawal(acting: Acting, withdrawal_id: str) -> WithdrawnFacts:
    """Return one withdrawal with what hangs on it.

    Raises:
        Denied: ``network.denied.see_withdrawals``.
        Missing: ``facts.no_withdrawal``, also when it is another association's.
    """
    check(acting, Permission.SEE_WITHDRAWALS)
    row = Withdrawal.objects.filter(id=withdrawal_id, organisation=acting.organisation).first()
    if row is None:
        raise Missing("facts.no_withdrawal")
    told = list(Testimony.objects.filter(consent__in=grants_of(row)).order_by("collected_on", "id"))
    mine = SourceStatement.objects.filter(testimony__in=told)
    kept = list(with_source(mine.filter(deleted_at=None).order_by("start", "id")))
    media: dict[str, list[VaultRef]] = defaultdict(list)
    for testimony, ref in MediaRef.objects.filter(statement__in=mine).values_list("statement__testimony", "sealed_ref"):
        media[str(testimony)].append(VaultRef(ref))
    return WithdrawnFacts(
        card=_cards([row])[0],
        testimonies=tuple(_testimony(t, media[t.id]) for t in told),
        statements=tuple(cards(acting, kept)),
        acts=Act.objects.filter(statement__in=kept).count(),
        events=len({s.event_id for s in kept}),
        binned=mine.exclude(deleted_at=None).count(),
    )


def holding_back(organisation: OrgId) -> int:
    """Count the withdrawals that hold back what an association publishes: something bears them, nobody has seen to all of it.

    It says nothing on who may ask, its caller does.
    """
    return _standing(organisation).filter(Q(stops=True) | ~Q(purposes=[]), met_on__isnull=False).count()


def withdrawn_since(day: dt.date, *, start: dt.date, end: dt.date) -> bool:
    """Say whether a testimony, of any association, about something between two days was taken back on a day or later."""
    late = Withdrawal.objects.filter(met_on__gte=day)
    by_grant = Q(testimony__consent__withdrawals__met_on__gte=day)
    words = late.exclude(code_digest="").values("code_digest")
    told = SourceStatement.objects.filter(start__lte=end, end__gte=start, testimony__isnull=False)
    return told.filter(by_grant | Q(testimony__consent__code_digest__in=words)).exists()


def withdrawn_statements(testimony_id: str) -> tuple[str, ...]:
    """Return the statements of a testimony whose consent was taken back whole; none while it stands."""
    rows = SourceStatement.objects.filter(testimony=testimony_id, testimony__withdrawn_at__isnull=False)
    return tuple(rows.values_list("id", flat=True))


def withdrawn_among(*, statements: Iterable[str], refs: Iterable[str]) -> frozenset[str]:
    """Return, among statements and references of sealed objects, those of testimonies whose consent was taken back whole."""
    told, sealed = [s for s in statements if s], [r for r in refs if r]
    gone = Testimony.objects.exclude(withdrawn_at=None)
    rows = SourceStatement.objects.filter(id__in=told, testimony__in=gone).values_list("id", flat=True)
    media = MediaRef.objects.filter(sealed_ref__in=sealed, statement__testimony__in=gone)
    stories = gone.filter(sealed_ref__in=sealed).values_list("sealed_ref", flat=True)
    return frozenset({*rows, *media.values_list("sealed_ref", flat=True), *stories})


def _standing(organisation: OrgId) -> QuerySet[Withdrawal]:
    """Return the open withdrawals that ask something of somebody: those without anything yet, nor a call, only wait."""
    rows = Withdrawal.objects.filter(organisation=organisation, closed_on=None)
    return rows.filter(Q(met_on__isnull=False) | ~Q(contact_ref=""))


def _cards(rows: Sequence[Withdrawal]) -> list[WithdrawalCard]:
    """Return the cards of rows, in three queries."""
    told = Testimony.objects.filter(
        Q(consent__in=[row.grant_id for row in rows if row.grant_id])
        | Q(
            organisation__in={row.organisation_id for row in rows},
            consent__code_digest__in=[row.code_digest for row in rows if row.code_digest],
        )
    )
    names: dict[str, list[str]] = defaultdict(list)
    for name, grant, digest in told.values_list("pseudonym", "consent", "consent__code_digest"):
        names[str(grant)].append(name)
        if digest:
            names[str(digest)].append(name)
    steps: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        steps[row.id] = set()
    done = Withdrawal.objects.filter(id__in=list(steps), steps__isnull=False)
    for withdrawal_id, subject in done.order_by().values_list("id", "steps__subject"):
        steps[withdrawal_id].add(subject)
    return [_card(row, names[row.grant_id or row.code_digest], steps[row.id]) for row in rows]


def _card(row: Withdrawal, names: Sequence[str], handled: set[str]) -> WithdrawalCard:
    return WithdrawalCard(
        id=row.id,
        by=WithdrawnBy(row.by),
        asked_on=row.asked_on,
        stops=row.stops,
        purposes=tuple(row.purposes),
        contact=VaultRef(row.contact_ref) if row.contact_ref else None,
        met=row.met_on is not None,
        closed_on=row.closed_on,
        pseudonyms=tuple(dict.fromkeys(names)),
        handled=frozenset(handled),
    )


def _testimony(row: Testimony, media: Sequence[VaultRef]) -> WithdrawnTestimony:
    refs = dict.fromkeys([VaultRef(row.sealed_ref), *media])
    return WithdrawnTestimony(
        row.id, row.pseudonym, row.collected_on, row.minor_stated, tuple(ref for ref in refs if ref)
    )
