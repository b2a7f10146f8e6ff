"""What may be said of the vault without opening it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.kernel.api import ActorId, Missing, OrgId, VaultRef
from vigie.network.api import Acting, organisations, person_names

from .loans import current
from .models import KeyHolder, Loan, Opening, OrgKey, SealedObject
from .rules.limits import MIN_KEYHOLDERS
from .rules.sizes import SizeBand


@dataclass(frozen=True, slots=True)
class SealedFacts:
    """What is known of a sealed object from outside: nothing of its content."""

    ref: VaultRef
    organisation: OrgId
    label: str
    kind: str
    epoch: int
    band: SizeBand
    at_receipt: bool
    """Whether the server can still read it."""
    created_at: dt.datetime
    erased_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class HolderCard:
    """A keyholder, or someone who offers to be one."""

    id: str
    person: ActorId
    name: str
    fingerprint: str
    offered_at: dt.datetime
    agreed_at: dt.datetime | None

    @property
    def waiting(self) -> bool:
        """Say whether a keyholder must still agree."""
        return self.agreed_at is None


@dataclass(frozen=True, slots=True)
class KeyState:
    """The state of an association's keys. ``ready`` asks for two keyholders: one who leaves must not take the key along."""

    founded: bool
    epoch: int
    fingerprint: str
    founded_at: dt.datetime | None
    holders: int
    waiting: int
    to_rewrap: int
    """Objects still sealed to an earlier epoch."""

    @property
    def ready(self) -> bool:
        """Say whether the vault survives the departure of one person."""
        return self.founded and self.holders >= MIN_KEYHOLDERS


NOT_FOUNDED = KeyState(founded=False, epoch=0, fingerprint="", founded_at=None, holders=0, waiting=0, to_rewrap=0)


@dataclass(frozen=True, slots=True)
class OpeningCard:
    """Who opened what, why and when."""

    ref: VaultRef
    label: str
    actor: ActorId
    name: str
    motive: str
    at: dt.datetime
    organisation_name: str = ""
    """The association the opener acted for, when the object was lent to them."""


@dataclass(frozen=True, slots=True)
class LoanCard:
    """What was lent: which object, by whom, to whom, until when. ``live``: it opens today."""

    id: str
    ref: VaultRef
    label: str
    lender: OrgId
    borrower: ActorId
    borrower_organisation: OrgId
    motive: str
    lent_at: dt.datetime
    until: dt.date | None
    taken_back_at: dt.datetime | None
    live: bool


def fingerprint(public: str) -> str:
    """Return four groups of four letters and digits by which people compare a public key aloud."""
    digest = hashlib.sha256(public.encode()).hexdigest()[:16]
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


def sealed_facts(ref: VaultRef) -> SealedFacts:
    """Return what is known of an object from outside; it says nothing on who may ask, its caller does.

    Raises:
        Missing: ``vault.no_object``.
    """
    row = SealedObject.objects.filter(id=ref).first()
    if row is None:
        raise Missing("vault.no_object")
    return SealedFacts(
        ref,
        OrgId(row.organisation_id),
        row.label,
        row.kind,
        row.org_epoch,
        SizeBand(row.size_band),
        row.intake,
        row.created_at,
        row.erased_at,
    )


def has_keys(organisation: OrgId) -> bool:
    """Say whether anything can be sealed to an association."""
    return OrgKey.objects.filter(organisation_id=organisation, retired_at=None).exists()


def public_key(organisation: OrgId) -> str | None:
    """Return the public key (``age1...``) of an association in use today, for its phones."""
    return OrgKey.objects.filter(organisation_id=organisation, retired_at=None).values_list("public", flat=True).first()


def is_keyholder(acting: Acting) -> bool:
    """Say whether a person is among the keyholders of the association they act for."""
    places = KeyHolder.objects.filter(organisation_id=acting.organisation, person_id=acting.actor)
    return places.filter(removed_at=None).exclude(agreed_at=None).exists()


def keyholders(organisation: OrgId) -> list[HolderCard]:
    """Return the keyholders of an association, then those who wait, in the order in which they came."""
    rows = list(KeyHolder.objects.filter(organisation_id=organisation, removed_at=None))
    names = person_names(row.person_id for row in rows)
    cards = [_holder(row, names.get(row.person_id, "")) for row in rows]
    return sorted(cards, key=lambda card: card.waiting)


def _holder(row: KeyHolder, name: str) -> HolderCard:
    return HolderCard(row.id, ActorId(row.person_id), name, fingerprint(row.public), row.offered_at, row.agreed_at)


def key_state(organisation: OrgId) -> KeyState:
    """Return the state of an association's keys."""
    keys = OrgKey.objects.filter(organisation_id=organisation)
    key = keys.filter(retired_at=None).first()
    if key is None:
        return NOT_FOUNDED
    first = keys.order_by("epoch").first() or key
    present = KeyHolder.objects.filter(organisation_id=organisation, removed_at=None)
    waiting = present.filter(agreed_at=None).count()
    left = SealedObject.objects.filter(organisation_id=organisation, org_epoch__lt=key.epoch, erased_at=None)
    return KeyState(
        founded=True,
        epoch=key.epoch,
        fingerprint=fingerprint(key.public),
        founded_at=first.created_at,
        holders=present.count() - waiting,
        waiting=waiting,
        to_rewrap=left.filter(kind=SealedObject.Kind.AGE).count(),
    )


def openings(organisation: OrgId, *, limit: int = 100, ref: VaultRef | None = None) -> list[OpeningCard]:
    """Return the openings of an association's objects, or of one of them, newest first."""
    rows = Opening.objects.filter(organisation_id=organisation).select_related("object")
    if ref is not None:
        rows = rows.filter(object_id=ref)
    page = list(rows[:limit])
    names = person_names(row.actor for row in page)
    homes = _names_of({row.actor_organisation_id for row in page} - {""})
    return [
        OpeningCard(
            VaultRef(row.object_id),
            row.object.label,
            ActorId(row.actor),
            names.get(row.actor, ""),
            row.motive,
            row.at,
            homes.get(row.actor_organisation_id, ""),
        )
        for row in page
    ]


def loans(
    *,
    now: dt.datetime,
    lender: OrgId | None = None,
    borrower: ActorId | None = None,
    borrower_organisation: OrgId | None = None,
    ids: Iterable[str] | None = None,
) -> list[LoanCard]:
    """Return loans, newest first, by who lends or who borrows. It says nothing on who may ask, its caller does."""
    said = {"organisation_id": lender, "borrower": borrower, "borrower_organisation_id": borrower_organisation}
    rows = Loan.objects.filter(**{field: value for field, value in said.items() if value is not None})
    if ids is not None:
        rows = rows.filter(id__in=list(ids))
    live = set(current(now).filter(id__in=rows.order_by().values("id")).values_list("id", flat=True))
    return [_loan(row, live=row.id in live) for row in rows.select_related("object")]


def living(refs: Iterable[VaultRef]) -> list[VaultRef]:
    """Return those of these objects that were not erased, in the order given."""
    wanted = list(refs)
    there = set(SealedObject.objects.filter(id__in=wanted, erased_at=None).values_list("id", flat=True))
    return [ref for ref in wanted if ref in there]


def lent_objects(refs: Iterable[VaultRef], *, now: dt.datetime) -> set[tuple[VaultRef, ActorId, OrgId]]:
    """Return which of these objects open today for whom, acting for which association, by a loan."""
    rows = current(now).filter(object_id__in=list(refs))
    found = rows.values_list("object_id", "borrower", "borrower_organisation_id")
    return {(VaultRef(ref), ActorId(person), OrgId(organisation)) for ref, person, organisation in found}


def _loan(row: Loan, *, live: bool) -> LoanCard:
    return LoanCard(
        row.id,
        VaultRef(row.object_id),
        row.object.label,
        OrgId(row.organisation_id),
        ActorId(row.borrower),
        OrgId(row.borrower_organisation_id),
        row.motive,
        row.lent_at,
        row.until,
        row.taken_back_at,
        live,
    )


def _names_of(ids: set[str]) -> dict[str, str]:
    """Return the names of associations; nothing is asked when there is none, as on most pages."""
    return {card.id: card.name for card in organisations() if card.id in ids} if ids else {}
