"""What waits for signatures, and what a person is about to sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.network.api import Acting, Permission, check, person_names

from ..models import Bulletin, Check
from ..rules.cells import Cell
from ..rules.sealing import read_cell
from ..rules.states import BulletinState
from .ledger import own_bulletin


@dataclass(frozen=True, slots=True)
class SignatureCard:
    """A signature, or a refusal and why. ``holds``: it is for the content as it stands."""

    name: str
    agreed: bool
    note: str
    at: dt.datetime
    holds: bool


@dataclass(frozen=True, slots=True)
class CheckCard:
    """A bulletin to check: what is signed, by whom so far."""

    id: str
    month: dt.date
    zone: str
    content_hash: str
    submitted_by: str
    submitted_at: dt.datetime | None
    signatures: tuple[SignatureCard, ...]
    answered: bool
    invented: bool

    @property
    def agreed(self) -> int:
        """How many signatures hold."""
        return sum(s.holds and s.agreed for s in self.signatures)


def to_check(acting: Acting) -> list[CheckCard]:
    """Return the bulletins of the association acted for that wait for signatures, newest first.

    Raises:
        Denied: may not sign.
    """
    check(acting, Permission.SIGN_RELEASE)
    rows = Bulletin.objects.filter(organisation=acting.organisation, state=BulletinState.CHECKING.value)
    return _cards(rows, acting)


def check_detail(acting: Acting, bulletin_id: str) -> tuple[CheckCard, Bulletin, list[Cell]]:
    """Return a bulletin to check, its row and its figures as they would be published.

    Raises:
        Denied: may not sign. Missing: another association's.
    """
    check(acting, Permission.SIGN_RELEASE)
    row = own_bulletin(acting, bulletin_id)
    (card,) = _cards(Bulletin.objects.filter(id=row.id), acting)
    return card, row, [read_cell(cell) for cell in (row.snapshot or {}).get("cells", ())]


def _cards(rows: QuerySet[Bulletin], acting: Acting) -> list[CheckCard]:
    bulletins = list(rows.prefetch_related("checks"))
    ids = {person for b in bulletins for person in (b.submitted_by, *(c.person for c in b.checks.all()))}
    names = person_names(ids)
    return [_card(b, names, acting) for b in bulletins]


def _card(row: Bulletin, names: dict[str, str], acting: Acting) -> CheckCard:
    checks: list[Check] = list(row.checks.all())
    signatures = tuple(
        SignatureCard(names.get(c.person, ""), c.agreed, c.note, c.at, c.content_hash == row.content_hash)
        for c in checks
    )
    return CheckCard(
        id=row.id,
        month=row.month,
        zone=row.zone,
        content_hash=row.content_hash,
        submitted_by=names.get(row.submitted_by, ""),
        submitted_at=row.submitted_at,
        signatures=signatures,
        answered=any(c.person == acting.actor and c.content_hash == row.content_hash for c in checks),
        invented=row.invented,
    )
