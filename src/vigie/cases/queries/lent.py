"""What is made in a dossier and may be lent to those named in it, and what each of them opens."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import ActorId, OrgId, VaultRef
from vigie.network.api import Acting
from vigie.vault.api import Borrower, lent_objects, living, with_key

from ..models import Dossier, Draft, Exhibit, Referral
from ..rules.access import Deed, DossierRole, may
from ..rules.states import ExhibitState


def lendable_refs(dossier: Dossier) -> list[VaultRef]:
    """Return the made documents of a dossier, its proofs of dispatch, the copies of exhibits that two people have looked at."""
    drafts = Draft.objects.filter(referral__dossier=dossier).order_by("made_at", "id")
    copies = Exhibit.objects.filter(dossier=dossier, removed_at=None, state=ExhibitState.READY.value)
    proofs = Referral.objects.filter(dossier=dossier).exclude(proof_ref="")
    refs = [
        *drafts.values_list("sealed_ref", flat=True),
        *proofs.values_list("proof_ref", flat=True),
        *copies.values_list("working_ref", flat=True),
    ]
    return living(VaultRef(ref) for ref in refs if ref)


def opens(acting: Acting, dossier: Dossier, refs: list[VaultRef], *, now: dt.datetime) -> set[VaultRef]:
    """Return, of what was made in a dossier, what the association acted for owns or what is lent to this person."""
    if acting.organisation == dossier.organisation_id:
        return set(refs)
    mine = (acting.actor, acting.organisation)
    return {ref for ref, *whom in lent_objects(refs, now=now) if tuple(whom) == mine}


def waiting_to_borrow(dossier: Dossier, *, now: dt.datetime) -> int:
    """Count the people of other associations, who hold a key, to whom something made before their place is not lent."""
    rows = dossier.accesses.filter(ended_at=None).exclude(organisation=dossier.organisation_id)
    named = [Borrower(ActorId(r.person), OrgId(r.organisation_id)) for r in rows if may(DossierRole(r.role), Deed.WORK)]
    people, refs = with_key(named), lendable_refs(dossier)
    there = lent_objects(refs, now=now)
    return sum(any((ref, one.person, one.organisation) not in there for ref in refs) for one in people)
