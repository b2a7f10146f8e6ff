"""What follows here when a person takes back their word, when what was sealed is erased, when someone leaves the house."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vigie.facts.api import withdrawn_statements
from vigie.journal.api import histories, notify, record
from vigie.kernel.api import PARIS, ActorId, Missing, OrgId, VaultRef
from vigie.network.api import Acting, Role, acting_for, people_of
from vigie.vault.api import erase

from ..models import Dossier, DossierAccess, Exhibit
from ..queries.access import people_to_tell
from ..queries.exhibits import was_sent
from ..rules.access import place_for
from ..rules.exhibits import Treatment
from ..rules.states import ExhibitState
from .places import end_place, hand_on, is_last

TOLD = "cases.person_withdrew"


def tell_teams(*, testimony_id: str, now: dt.datetime) -> int:
    """Tell, once, the people of each dossier that leans on a testimony whose consent was taken back whole; count the dossiers.

    In the caller's transaction.
    """
    statements = withdrawn_statements(testimony_id)
    if not statements:
        return 0
    found = list(Dossier.objects.filter(facts__statement__in=statements, closed_at=None).distinct())
    told = 0
    for dossier in found:
        entries = histories(kind="dossier", object_ids=[dossier.id], organisation=OrgId(dossier.organisation_id))
        if any(e.verb == TOLD and e.detail.get("testimony") == testimony_id for e in entries):
            continue
        told += 1
        record(
            acting=None,
            verb=TOLD,
            kind="dossier",
            object_id=dossier.id,
            now=now,
            organisation=OrgId(dossier.organisation_id),
            detail={"testimony": testimony_id},
        )
        for person in people_to_tell(dossier):
            notify(person=person, code=TOLD, now=now, link=f"/dossiers/{dossier.slug}", params={"title": dossier.title})
    return told


def erase_copies_of(*, ref: VaultRef, now: dt.datetime) -> int:
    """Erase the working copies made from an original that is being erased; count them.

    A copy that went out with a referral stays: it cannot be recalled, and it is what proves what was sent. In the caller's
    transaction.
    """
    gone = 0
    for row in Exhibit.objects.select_for_update().filter(original_ref=ref):
        sent = was_sent(row)
        if row.working_ref and not sent:
            take_copy_back(row, _("original effacé"), now=now)
            row.save()
            gone += 1
        record(
            acting=None,
            verb="cases.exhibit_copy_stays" if sent else "cases.exhibit_erased",
            kind="exhibit",
            object_id=row.id,
            now=now,
            organisation=OrgId(row.owner_id),
            detail={"dossier": row.dossier_id, "number": row.number},
        )
    return gone


def take_copy_back(row: Exhibit, reason: str, *, now: dt.datetime) -> None:
    """Put an exhibit back to be redacted, not saved yet, and destroy its working copy, unless its key is gone already."""
    if row.working_ref:
        with suppress(Missing):
            erase(acting=None, ref=VaultRef(row.working_ref), reason=reason, now=now)
    row.state, row.treatment = ExhibitState.TO_REDACT.value, Treatment.NONE.value
    row.working_ref = row.working_sha256 = row.working_type = ""
    row.redacted_by, row.redacted_at, row.reviewed_by, row.reviewed_at = "", None, "", None


@dataclass(frozen=True, slots=True)
class Places:
    """What ending the places of someone who leaves came to: dossiers left, taken over, and kept for want of anybody."""

    ended: tuple[str, ...]
    taken_over: tuple[str, ...]
    kept: tuple[str, ...]


def end_places(*, acting: Acting, person: ActorId, now: dt.datetime) -> Places:
    """End the places in dossiers of someone who leaves the association acted for, and the mandates they had in them.

    Where they were the last who could name others, who notes the departure takes the place, or a coordinator of the
    association, and is told; where there is nobody, the place stays: a dossier nobody can enter would be lost. In the caller's
    transaction; that they leave was decided by the network.
    """
    rows = DossierAccess.objects.filter(person=person, organisation=acting.organisation, ended_at=None)
    ended, taken, kept = [], [], []
    for place in rows.select_related("dossier"):
        dossier = place.dossier
        if is_last(place):
            heir = _heir(acting, person, now)
            if heir is None:
                kept.append(dossier.slug)
                continue
            role, told = place_for(heir.roles), "cases.taken_over"
            hand_on(dossier, heir, role, verb=told, told=told, by=acting, now=now)
            taken.append(dossier.slug)
        end_place(place, by=acting, now=now)
        ended.append(dossier.slug)
    return Places(tuple(ended), tuple(taken), tuple(kept))


def _heir(acting: Acting, leaving: ActorId, now: dt.datetime) -> Acting | None:
    """Return who takes the dossiers of someone who leaves: who notes it if they may see dossiers, else a coordinator."""
    desk = frozenset({Role.COORDINATOR, Role.JURISTE, Role.AVOCAT})
    if acting.actor != leaving and acting.roles & desk:
        return acting
    day = now.astimezone(PARIS).date()
    for roles in (frozenset({Role.COORDINATOR}), desk):
        for card in people_of(acting.organisation, day=day, roles=roles):
            if card.id != leaving:
                return acting_for(person_id=card.id, organisation_id=acting.organisation, day=day)
    return None
