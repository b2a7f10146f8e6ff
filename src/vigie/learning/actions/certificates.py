"""Sign a certificate, which gives the right to collect testimony until it ends; take it back; remind before it ends."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, ActorId, Conflict, Invalid, Missing, OrgId, atomic, new_id, world
from vigie.network.api import (
    Acting,
    CapabilityCode,
    Permission,
    Role,
    check,
    end_capability,
    grant_capability,
    people_of,
)

from ..models import Certificate
from ..queries.certificates import newest
from ..queries.studies import done_by, testimony_module
from ..rules.certificates import CHOICES, REMIND_DAYS, VALID_MONTHS, last_day, missing, to_remind

GIVES = (CapabilityCode.TRAINED, CapabilityCode.MAY_COLLECT_TESTIMONY)
SIGNERS = frozenset({Role.COORDINATOR, Role.PROGRAMME})


def sign_certificate(*, acting: Acting, person_id: str, now: dt.datetime, months: int = VALID_MONTHS) -> str:
    """Certify a colleague, give them the right until the certificate ends, and return its id.

    Raises:
        Denied: may not sign. Missing: nobody of this association.
        Invalid: ``learning.months``. Conflict: ``learning.sign_self``; ``learning.not_ready``, something is still missing;
            ``learning.certified_already``, the one they have holds for more than a month.
    """
    check(acting, Permission.SIGN_CERTIFICATE)
    if months not in CHOICES:
        raise Invalid("learning.months", field="months")
    if person_id == acting.actor:
        raise Conflict("learning.sign_self")
    day = now.astimezone(PARIS).date()
    who = _colleague(acting, person_id, day)
    done = done_by([who], day=day)[who]
    if missing(done):
        raise Conflict("learning.not_ready")
    held = newest(acting, person_id)
    if held is not None and held.expires_on > day + dt.timedelta(days=REMIND_DAYS):
        raise Conflict("learning.certified_already", day=held.expires_on.isoformat())
    expires = last_day(day, months)
    with atomic():
        row = Certificate.objects.create(
            number=f"{day:%Y}-{new_id()[:8].upper()}",
            organisation_id=acting.organisation,
            person_id=who,
            module=testimony_module().slug,
            issued_on=day,
            expires_on=expires,
            basis={
                name: value.isoformat()
                for name in ("session", "quiz", "agreement")
                if (value := getattr(done, name)) is not None
            },
            signed_by=acting.actor,
            signer_name=acting.name,
            invented=world().invented,
        )
        for code in GIVES:
            grant_capability(
                acting=acting, person_id=who, code=code, now=now, starts=day, ends=expires, reason=row.number
            )
        record(acting=acting, verb="learning.certificate_signed", kind="certificate", object_id=row.id, now=now)
        notify(person=who, code="learning.certified", now=now, link=reverse("learning:home"), params=_until(expires))
    return row.id


def revoke_certificate(*, acting: Acting, certificate_id: str, because: str, now: dt.datetime) -> None:
    """Take a certificate back, and with it the right, at once.

    Raises:
        Denied: may not sign. Missing: another association's. Invalid: ``learning.because``. Conflict: it was taken back.
    """
    check(acting, Permission.SIGN_CERTIFICATE)
    if not because.strip():
        raise Invalid("learning.because", field="because")
    with atomic():
        row = (
            Certificate.objects.select_for_update().filter(id=certificate_id, organisation=acting.organisation).first()
        )
        if row is None:
            raise Missing("learning.no_certificate")
        if row.revoked_at is not None:
            raise Conflict("learning.revoked_already")
        row.revoked_at, row.revoked_by, row.revoked_because = now, acting.actor, because.strip()[:300]
        row.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
        _end_right(acting, ActorId(row.person_id), now)
        record(
            acting=acting,
            verb="learning.certificate_revoked",
            kind="certificate",
            object_id=row.id,
            now=now,
            motive=row.revoked_because,
        )
        notify(
            person=ActorId(row.person_id), code="learning.certificate_revoked", now=now, link=reverse("learning:home")
        )


def remind_certificates(*, now: dt.datetime) -> int:
    """Tell whoever holds a certificate that ends within thirty days, and those who sign, once. Return how many."""
    day = now.astimezone(PARIS).date()
    rows = Certificate.objects.filter(
        revoked_at=None, reminded_on=None, expires_on__gte=day, expires_on__lte=day + dt.timedelta(days=REMIND_DAYS)
    )
    told = 0
    for row in rows.select_related("person"):
        later = Certificate.objects.filter(
            person=row.person_id, organisation=row.organisation_id, revoked_at=None, expires_on__gt=row.expires_on
        )
        if not to_remind(row.expires_on, day) or later.exists():
            continue
        with atomic():
            row.reminded_on = day
            row.save(update_fields=["reminded_on"])
            _remind(row, now, day)
        told += 1
    return told


def _remind(row: Certificate, now: dt.datetime, day: dt.date) -> None:
    until = _until(row.expires_on)
    organisation = OrgId(row.organisation_id)
    notify(
        person=ActorId(row.person_id), code="learning.ends_soon", now=now, link=reverse("learning:home"), params=until
    )
    for card in people_of(organisation, day=day, roles=SIGNERS):
        if card.id != row.person_id:
            params = {**until, "name": row.person.name}
            notify(
                person=card.id,
                code="learning.colleague_ends_soon",
                now=now,
                link=reverse("learning:certificates"),
                params=params,
            )
    record(
        acting=None,
        verb="learning.reminded",
        kind="certificate",
        object_id=row.id,
        now=now,
        organisation=organisation,
    )


def _until(day: dt.date) -> dict[str, str]:
    return {"day": f"{day:%d/%m/%Y}"}


def _end_right(acting: Acting, person: ActorId, now: dt.datetime) -> None:
    try:
        for code in GIVES:
            end_capability(acting=acting, person_id=person, code=code, now=now)
    except Missing:
        return  # they left: their rights ended with them


def _colleague(acting: Acting, person_id: str, day: dt.date) -> ActorId:
    for card in people_of(acting.organisation, day=day):
        if card.id == person_id:
            return card.id
    raise Missing("network.no_person")
