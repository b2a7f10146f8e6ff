"""Lend what is made in a dossier to those named in it for another association, while they are: decision 0008."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.journal.api import Actor, record
from vigie.kernel.api import PARIS, ActorId, Denied, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting, acting_for
from vigie.vault.api import (
    Borrower,
    PreparedLoans,
    Unlocked,
    end_lent,
    lend,
    lent_objects,
    open_sealed,
    prepare_lent,
    with_key,
)

from ..models import Dossier
from ..queries.access import enter
from ..queries.lent import lendable_refs
from ..rules.access import Deed, DossierRole, held, may


def seal_for_dossier(dossier: Dossier, *, by: Actor, data: bytes, label: str, now: dt.datetime) -> PreparedLoans:
    """Seal what was made to the dossier's association, and lend it to those named in it who may work there.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    people = borrowers_of(dossier, today=now.astimezone(PARIS).date())
    return prepare_lent(
        by=by,
        organisation=OrgId(dossier.organisation_id),
        data=data,
        label=label,
        borrowers=people,
        motive=motive_of_place(dossier),
        now=now,
    )


def open_made(dossier: Dossier, ref: str, *, unlocked: Unlocked | None, motive: str, now: dt.datetime) -> bytes:
    """Open what was made in a dossier, owned or lent.

    Raises:
        Denied: ``vault.locked``; ``cases.not_lent``, made before this person's place; ``vault.key_gone``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``; ``vault.damaged``. Missing: ``vault.erased``.
    """
    try:
        return open_sealed(unlocked=unlocked, ref=VaultRef(ref), motive=motive, now=now)
    except Missing as refusal:
        if refusal.code != "vault.no_object":
            raise
        raise Denied("cases.not_lent", association=str(dossier.organisation)) from None


def lend_documents(*, acting: Acting, unlocked: Unlocked | None, slug: str, now: dt.datetime) -> int:
    """Lend what was made before their place to those who came since; return how many headers were made.

    Documents and proofs of dispatch of all referrals of the dossier, and the copies of exhibits that two people have looked at.

    Raises:
        Missing: ``cases.no_dossier``.
        Denied: ``cases.denied.work``; ``vault.locked``; ``cases.sealed_elsewhere``, one acts for another association.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    holder = own_vault(unlocked, dossier)
    made = 0
    with atomic():
        for person, refs in _missing(dossier, now).items():
            made += len(_lend(dossier, holder, person, refs, now))
        if made:
            detail = {"loans": made}
            record(
                acting=acting,
                verb="cases.documents_lent",
                kind="dossier",
                object_id=dossier.id,
                now=now,
                detail=detail,
            )
    return made


def lend_copy(dossier: Dossier, ref: str, *, unlocked: Unlocked | None, now: dt.datetime) -> None:
    """Lend the copy of an exhibit that a second person just agreed to, when they act for the association it is sealed to."""
    if unlocked is None or unlocked.organisation != dossier.organisation_id:
        return
    for person in with_key(borrowers_of(dossier, today=now.astimezone(PARIS).date())):
        _lend(dossier, unlocked, person, [VaultRef(ref)], now)


def end_lent_of(*, dossier: Dossier, person: str, organisation: str, by: Actor, now: dt.datetime) -> None:
    """End what was lent of a dossier to someone who leaves it or only reads it from now on. In the caller's transaction."""
    borrower = Borrower(ActorId(person), OrgId(organisation))
    end_lent(by=by, refs=lendable_refs(dossier), borrower=borrower, now=now)


def borrowers_of(dossier: Dossier, *, today: dt.date) -> list[Borrower]:
    """Return those named in a dossier for another association whose place, as they hold it today, lets them work there."""
    rows = dossier.accesses.filter(ended_at=None).exclude(organisation=dossier.organisation_id)
    return [
        Borrower(ActorId(row.person), OrgId(row.organisation_id))
        for row in rows
        if _works(DossierRole(row.role), row.person, row.organisation_id, today)
    ]


def own_vault(unlocked: Unlocked | None, dossier: Dossier) -> Unlocked:
    """Return the open vault of the association that a dossier's documents are sealed to.

    Raises:
        Denied: ``vault.locked``; ``cases.sealed_elsewhere``, it is another association's.
    """
    if unlocked is None:
        raise Denied("vault.locked")
    if unlocked.organisation != dossier.organisation_id:
        raise Denied("cases.sealed_elsewhere", association=str(dossier.organisation))
    return unlocked


def vault_of(unlocked: Unlocked | None, acting: Acting) -> Unlocked:
    """Return the vault that somebody holds open, for the association they act for.

    Raises:
        Denied: ``vault.locked``.
    """
    if unlocked is None or (unlocked.actor, unlocked.organisation) != (acting.actor, acting.organisation):
        raise Denied("vault.locked")
    return unlocked


def _works(place: DossierRole, person: str, organisation: str, today: dt.date) -> bool:
    try:
        theirs = acting_for(person_id=person, organisation_id=organisation, day=today)
    except Missing:
        return False
    return may(held(place, theirs.roles), Deed.WORK)


def _missing(dossier: Dossier, now: dt.datetime) -> dict[Borrower, list[VaultRef]]:
    """Return what each person with a key does not open yet."""
    refs = lendable_refs(dossier)
    there = lent_objects(refs, now=now)
    people = with_key(borrowers_of(dossier, today=now.astimezone(PARIS).date()))
    return {one: [ref for ref in refs if (ref, one.person, one.organisation) not in there] for one in people}


def _lend(
    dossier: Dossier, holder: Unlocked, person: Borrower, refs: Iterable[VaultRef], now: dt.datetime
) -> list[str]:
    return lend(
        unlocked=holder,
        refs=list(refs),
        borrower=person.person,
        borrower_organisation=person.organisation,
        until=None,
        motive=motive_of_place(dossier),
        now=now,
    )


def motive_of_place(dossier: Dossier) -> str:
    """Return why something is lent: the dossier in which one has a place. In French, as the journal keeps it."""
    return f"place dans le dossier « {dossier.title} »"
