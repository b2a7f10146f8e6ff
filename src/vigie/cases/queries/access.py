"""The one gate to a dossier: who is named in it, for which association, with which deed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.kernel.api import ActorId, Denied, Missing, OrgId
from vigie.network.api import Acting, Permission, can, person_names

from ..models import Dossier, DossierAccess
from ..rules.access import Deed, DossierRole, held, may


@dataclass(frozen=True, slots=True)
class Entered:
    """A dossier, and the place in it of the person who asked."""

    dossier: Dossier
    role: DossierRole

    def may(self, deed: Deed) -> bool:
        """Say whether their place carries a deed."""
        return may(self.role, deed)


@dataclass(frozen=True, slots=True)
class AccessCard:
    """Someone's place in a dossier."""

    id: str
    person: ActorId
    name: str
    organisation: OrgId
    organisation_name: str
    role: DossierRole


def mine(acting: Acting) -> QuerySet[Dossier]:
    """Return the dossiers in which a person is named, for the association they act for; none without the permission."""
    if not can(acting, Permission.SEE_CASES):
        return Dossier.objects.none()
    return Dossier.objects.filter(accesses__in=_live(acting))


def enter(acting: Acting, slug: str, deed: Deed = Deed.READ) -> Entered:
    """Return a dossier to someone named in it. Who no longer holds the role their place asks for reads, and no more.

    Raises:
        Missing: ``cases.no_dossier``, no such dossier, or none for this person: a stranger learns nothing more.
        Denied: ``cases.denied.<deed>``, their place in it does not carry the deed.
    """
    access = _live(acting).filter(dossier__slug=slug).select_related("dossier").first()
    if access is None or not can(acting, Permission.SEE_CASES):
        raise Missing("cases.no_dossier")
    entered = Entered(access.dossier, held(DossierRole(access.role), acting.roles))
    if not entered.may(deed):
        raise Denied(f"cases.denied.{deed.value}")
    return entered


def accesses(dossier: Dossier) -> list[AccessCard]:
    """Return the people named in a dossier today, in the order in which they came."""
    rows = list(dossier.accesses.filter(ended_at=None).select_related("organisation"))
    names = person_names(row.person for row in rows)
    return [_card(row, names.get(row.person, "")) for row in rows]


def people_to_tell(dossier: Dossier, *, but: Iterable[str] = ()) -> list[ActorId]:
    """Return the ids of the people named in a dossier today, some left out."""
    left_out = set(but)
    found = dossier.accesses.filter(ended_at=None).values_list("person", flat=True).distinct()
    return [ActorId(person) for person in found if person not in left_out]


def _live(acting: Acting) -> QuerySet[DossierAccess]:
    return DossierAccess.objects.filter(person=acting.actor, organisation=acting.organisation, ended_at=None)


def _card(row: DossierAccess, name: str) -> AccessCard:
    return AccessCard(
        row.id,
        ActorId(row.person),
        name,
        OrgId(row.organisation_id),
        str(row.organisation),
        DossierRole(row.role),
    )
