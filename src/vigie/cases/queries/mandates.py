"""What an association may entrust, what it has entrusted, what an avocat·e may open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.facts.api import StatementDetail
from vigie.facts.api import detail as statement_detail
from vigie.kernel.api import PARIS, ActorId, Denied, Missing, OrgId, VaultRef
from vigie.network.api import Acting, acting_system, person_names
from vigie.vault.api import keyholders, loans

from ..models import Dossier, DossierFact, Mandate, MandateObject
from ..rules.access import Deed, may
from ..rules.mandates import Obstacle, Piece, obstacle
from .access import AccessCard, Entered, accesses


@dataclass(frozen=True, slots=True)
class SealedPiece:
    """One sealed object of a fact."""

    ref: VaultRef
    piece: Piece


@dataclass(frozen=True, slots=True)
class Lendable:
    """A fact of one's own association in a dossier: what is sealed of it, and what holds it back if anything does."""

    id: str
    title: str
    pseudonym: str
    pieces: tuple[SealedPiece, ...]
    obstacle: Obstacle | None


@dataclass(frozen=True, slots=True)
class LawyerCard:
    """An avocat·e of another association named in a dossier. Without their association's key they could open nothing."""

    access: AccessCard
    has_key: bool


@dataclass(frozen=True, slots=True)
class MandatedPiece:
    """One sealed object that a mandate opens. ``live``: today."""

    id: str
    fact_id: str
    title: str
    ref: VaultRef
    piece: Piece
    live: bool


@dataclass(frozen=True, slots=True)
class MandateCard:
    """A mandate: who entrusted what to whom. ``given``: by the association acted for; ``received``: by the person asking."""

    id: str
    purpose: str
    organisation: OrgId
    organisation_name: str
    lawyer: ActorId
    lawyer_name: str
    lawyer_organisation_name: str
    given_by_name: str
    given_at: dt.datetime
    signed_on: dt.date
    until: dt.date | None
    revoked_at: dt.datetime | None
    has_paper: bool
    given: bool
    received: bool
    objects: tuple[MandatedPiece, ...]

    @property
    def live(self) -> bool:
        """Whether it opens something today."""
        return any(piece.live for piece in self.objects)

    @property
    def facts(self) -> tuple[tuple[str, str, tuple[MandatedPiece, ...], bool], ...]:
        """What it covers, by fact: id, words, pieces, whether one of them opens today."""
        by: dict[str, list[MandatedPiece]] = {}
        for piece in self.objects:
            by.setdefault(piece.fact_id, []).append(piece)
        return tuple((fact, pieces[0].title, tuple(pieces), any(p.live for p in pieces)) for fact, pieces in by.items())


def lendable(acting: Acting, dossier: Dossier, *, today: dt.date) -> list[Lendable]:
    """Return the facts of one's own association in a dossier that have something sealed, in the order of the dossier."""
    rows = dossier.facts.filter(owner_id=acting.organisation).exclude(statement=None)
    found = (_lendable(acting, row, today) for row in rows)
    return [card for card in found if card is not None and card.pieces]


def _lendable(acting: Acting, row: DossierFact, today: dt.date) -> Lendable | None:
    try:
        told = statement_detail(acting, str(row.statement_id), today=today)
    except Missing:
        return None
    source = told.testimony or told.observation
    pieces = [SealedPiece(VaultRef(source.sealed_ref), Piece.NARRATIVE)] if source and source.sealed_ref else []
    pieces += [SealedPiece(VaultRef(m.sealed_ref), _piece(m.kind)) for m in told.media if m.sealed_ref]
    name = told.testimony.pseudonym if told.testimony else ""
    return Lendable(row.id, row.kept_as, name, tuple(pieces), obstacle_of(told))


def _piece(kind: str) -> Piece:
    return Piece(kind) if kind in set(Piece) else Piece.DOCUMENT


def obstacle_of(told: StatementDetail) -> Obstacle | None:
    """Return what keeps a statement from being entrusted. A relevé is its association's to entrust, unless it states a minor."""
    if told.testimony is None:
        return Obstacle.MINOR if told.card.minor_held else None
    return obstacle(
        withdrawn=told.testimony.withdrawn_at is not None,
        minor_held=told.card.minor_held,
        lawyer=any(answer.purpose == "lawyer" and answer.holds for answer in told.testimony.consents),
    )


def lawyers(acting: Acting, dossier: Dossier) -> list[LawyerCard]:
    """Return the avocat·es of other associations named in a dossier: those to whom a mandate may be given."""
    named = [card for card in accesses(dossier) if may(card.role, Deed.RECEIVE_MANDATE)]
    others = [card for card in named if card.organisation != acting.organisation]
    holding = {
        (home, holder.person)
        for home in {card.organisation for card in others}
        for holder in keyholders(home)
        if not holder.waiting
    }
    return [LawyerCard(card, (card.organisation, card.person) in holding) for card in others]


def mandates(acting: Acting, dossier: Dossier, *, now: dt.datetime) -> list[MandateCard]:
    """Return the mandates of a dossier, newest first, in a constant number of queries. Call ``enter`` first."""
    rows = list(dossier.mandates.select_related("organisation", "lawyer_organisation").prefetch_related("pieces__fact"))
    names = person_names({row.lawyer for row in rows} | {row.given_by for row in rows})
    live = _live((item.loan for row in rows for item in row.pieces.all()), now)
    return [_card(acting, row, names, live) for row in rows]


def _live(ids: Iterable[str], now: dt.datetime) -> set[str]:
    return {loan.id for loan in loans(now=now, ids=list(ids)) if loan.live}


def _card(acting: Acting, row: Mandate, names: dict[str, str], live: set[str]) -> MandateCard:
    return MandateCard(
        id=row.id,
        purpose=row.purpose,
        organisation=OrgId(row.organisation_id),
        organisation_name=str(row.organisation),
        lawyer=ActorId(row.lawyer),
        lawyer_name=names.get(row.lawyer, ""),
        lawyer_organisation_name=str(row.lawyer_organisation),
        given_by_name=names.get(row.given_by, ""),
        given_at=row.given_at,
        signed_on=row.signed_on,
        until=row.until,
        revoked_at=row.revoked_at,
        has_paper=bool(row.paper_ref),
        given=row.organisation_id == acting.organisation,
        received=(row.lawyer, row.lawyer_organisation_id) == (acting.actor, acting.organisation),
        objects=tuple(sorted((_mandated(item, live) for item in row.pieces.all()), key=_as_read)),
    )


def _as_read(piece: MandatedPiece) -> tuple[str, str, int, str]:
    """Order pieces by fact, the narrative before what supports it."""
    return piece.title, piece.fact_id, list(Piece).index(piece.piece), piece.id


def _mandated(item: MandateObject, live: set[str]) -> MandatedPiece:
    return MandatedPiece(
        item.id, item.fact_id, item.fact.kept_as, VaultRef(item.sealed_ref), Piece(item.piece), item.loan in live
    )


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact that an avocat·e reads on behalf of its association, and the sealed pieces a mandate opens for them."""

    id: str
    detail: StatementDetail
    pieces: tuple[MandatedPiece, ...]
    mandate: MandateCard


def opens_for(acting: Acting, dossier: Dossier, *, now: dt.datetime) -> list[MandateCard]:
    """Return the mandates by which a person may open something in a dossier today."""
    return [card for card in mandates(acting, dossier, now=now) if card.received and card.live]


def mandated_fact(acting: Acting, entered: Entered, fact_id: str, *, now: dt.datetime) -> OpenFact:
    """Return a fact under a live mandate to this person, as its own association reads it.

    Raises:
        Denied: ``cases.denied.receive_mandate``, their place in the dossier is no longer an avocat·e's.
        Missing: ``cases.no_mandate``, no mandate to them opens anything of it today.
    """
    if not entered.may(Deed.RECEIVE_MANDATE):
        raise Denied("cases.denied.receive_mandate")
    row = entered.dossier.facts.filter(id=fact_id).exclude(statement=None).first()
    held = opens_for(acting, entered.dossier, now=now) if row else []
    found = [(card, p) for card in held for p in card.objects if p.fact_id == fact_id and p.live]
    if row is None or not found:
        raise Missing("cases.no_mandate")
    today = now.astimezone(PARIS).date()
    owner = acting_system(organisation=row.owner_id, day=today)
    told = statement_detail(owner, str(row.statement_id), today=today)
    if obstacle_of(told) is not None:
        raise Missing("cases.no_mandate")
    pieces = {piece.ref: piece for _card_, piece in found}
    return OpenFact(row.id, told, tuple(pieces.values()), found[0][0])
