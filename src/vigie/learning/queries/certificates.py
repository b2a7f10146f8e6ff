"""Certificates: one's own, those of one's association, who is ready for one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.kernel.api import ActorId, Missing
from vigie.network.api import Acting, CapabilityCode, Permission, can, check, colleagues, may_collect_testimony

from ..models import Certificate
from ..rules.certificates import Asked, Done, missing, to_remind
from .studies import done_by


@dataclass(frozen=True, slots=True)
class CertificateCard:
    """A certificate, to show."""

    id: str
    number: str
    module: str
    person: ActorId
    name: str
    organisation_name: str
    issued_on: dt.date
    expires_on: dt.date
    signer_name: str
    revoked_because: str
    holds: bool
    ends_soon: bool
    basis: dict[str, str]
    invented: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague: what they have, what is missing, the certificate they hold; ``may_collect``: the right, today."""

    person: ActorId
    name: str
    done: Done
    missing: tuple[Asked, ...]
    certificate: CertificateCard | None
    may_collect: bool
    belongs: bool

    @property
    def ready(self) -> bool:
        """Say whether a certificate could be signed today."""
        return not self.missing and (self.certificate is None or self.certificate.ends_soon)


def newest(acting: Acting, person_id: str) -> Certificate | None:
    """Return the certificate of a colleague that holds the longest, if any was not taken back."""
    rows = Certificate.objects.filter(person=person_id, organisation=acting.organisation, revoked_at=None)
    return rows.order_by("-expires_on").first()


def my_certificate(acting: Acting, *, day: dt.date) -> CertificateCard | None:
    """Return one's own certificate, the one that ends last, even when it has ended."""
    check(acting, Permission.SEE_LEARNING)
    row = newest(acting, acting.actor)
    return _card(row, day) if row else None


def candidates(acting: Acting, *, day: dt.date) -> list[Candidate]:
    """Return the people of one's association, those who are ready first, in a fixed number of queries.

    Raises:
        Denied: may not sign.
    """
    check(acting, Permission.SIGN_CERTIFICATE)
    people = colleagues(acting.organisation, day=day)
    done = done_by([card.id for card in people], day=day)
    rows = Certificate.objects.filter(organisation=acting.organisation, revoked_at=None).order_by("expires_on")
    held = {row.person_id: _card(row, day) for row in rows.select_related("person", "organisation")}
    found = [
        Candidate(
            card.id,
            card.name,
            done[card.id],
            missing(done[card.id]),
            held.get(card.id),
            may_collect_testimony(frozenset(card.capabilities)),
            bool({CapabilityCode.ON_MISSION, CapabilityCode.MEMBER} & set(card.capabilities)),
        )
        for card in people
    ]
    return sorted(found, key=lambda one: (not one.ready, len(one.missing), one.name))


def certificate(acting: Acting, certificate_id: str, *, day: dt.date) -> CertificateCard:
    """Return a certificate: one's own, or of one's association for who signs.

    Raises:
        Missing: there is none, or not for this person.
    """
    check(acting, Permission.SEE_LEARNING)
    rows = Certificate.objects.filter(id=certificate_id, organisation=acting.organisation)
    if not can(acting, Permission.SIGN_CERTIFICATE):
        rows = rows.filter(person=acting.actor)
    row = rows.select_related("person", "organisation").first()
    if row is None:
        raise Missing("learning.no_certificate")
    return _card(row, day)


def _card(row: Certificate, day: dt.date) -> CertificateCard:
    holds = row.revoked_at is None and row.issued_on <= day <= row.expires_on
    return CertificateCard(
        id=row.id,
        number=row.number,
        module=row.module,
        person=ActorId(row.person_id),
        name=row.person.name,
        organisation_name=str(row.organisation),
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        signer_name=row.signer_name,
        revoked_because=row.revoked_because,
        holds=holds,
        ends_soon=not holds or to_remind(row.expires_on, day),
        basis=row.basis,
        invented=row.invented,
    )
