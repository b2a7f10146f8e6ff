"""What changes when a person changes their mind, or when a referent has looked after a minor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from vigie.journal.api import record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, OrgId, atomic
from vigie.network.api import Acting, Permission, check

from ..models import ConsentAnswer, ConsentGrant, SourceStatement, Testimony
from ..rules.consent import Answer, is_purpose
from ..rules.withdrawals import WithdrawnBy, taken_back
from .spreading import respread, spread, take_back
from .withdrawing import write_down


def validate_minor(*, acting: Acting, testimony_id: str, now: dt.datetime) -> None:
    """Say, as child-protection referent, that what a minor told may follow their consent.

    Raises:
        Denied: not a child-protection referent of this association.
        Missing: not a testimony of one's own. Conflict: nothing waits to be validated.
    """
    check(acting, Permission.VALIDATE_MINOR)
    with atomic():
        testimony = _own(acting, testimony_id)
        if not testimony.minor_held:
            raise Conflict("facts.minor_not_waiting")
        testimony.minor_validated_by = acting.actor
        testimony.minor_validated_at = now
        testimony.save(update_fields=["minor_validated_by", "minor_validated_at"])
        spread(testimony, now)
        record(acting=acting, verb="facts.minor_validated", kind="testimony", object_id=testimony.id, now=now)


def change_consent(*, acting: Acting, testimony_id: str, answers: Sequence[Answer], now: dt.datetime) -> None:
    """Write new answers of the person: each replaces the one about the same purpose; the others stand.

    Raises:
        Denied: may not code. Missing: not a testimony of one's own. Invalid: an unknown purpose.
    """
    check(acting, Permission.CODE_FACTS)
    for answer in answers:
        if not is_purpose(answer.purpose):
            raise Invalid("facts.purpose_unknown", field="consent", purpose=answer.purpose)
    with atomic():
        testimony = _own(acting, testimony_id)
        before = testimony.consent.held()
        for answer in answers:
            gone = now if answer.withdrawn else None
            ConsentAnswer.objects.update_or_create(
                grant_id=testimony.consent_id,
                purpose=answer.purpose,
                defaults={"granted": answer.granted, "until": answer.until, "withdrawn_at": gone},
            )
        respread(testimony.consent_id, now)
        day = now.astimezone(PARIS).date()
        less = taken_back(before, ConsentGrant.objects.get(id=testimony.consent_id).held(), on=day)
        if less:
            write_down(testimony.consent, by=WithdrawnBy.HOUSE, purposes=less, stops=False, day=day)
        record(acting=acting, verb="facts.consent_changed", kind="testimony", object_id=testimony.id, now=now)


def withdraw(*, acting: Acting, testimony_id: str, motive: str = "", now: dt.datetime) -> tuple[str, ...]:
    """Take back everything the person agreed to: future figures, lists of others and exports drop it.

    It is listed among what was taken back until somebody has seen to all it touched.

    Returns:
        The ids of the statements touched, for whoever must look further: filed evidence, quotes.

    Raises:
        Denied: may not code. Missing: not a testimony of one's own.
    """
    check(acting, Permission.CODE_FACTS)
    with atomic():
        testimony = _own(acting, testimony_id)
        take_back(testimony.consent_id, now)
        write_down(testimony.consent, by=WithdrawnBy.HOUSE, day=now.astimezone(PARIS).date())
        record(acting=acting, verb="facts.withdrawn", kind="testimony", object_id=testimony_id, now=now, motive=motive)
    return tuple(SourceStatement.objects.filter(testimony__consent=testimony.consent_id).values_list("id", flat=True))


def withdraw_erased(*, refs: Sequence[str], now: dt.datetime) -> tuple[str, ...]:
    """Take back what testimonies share whose sealed original was erased after the backup these rows come from.

    The rows no longer know what the person asked in between: the house takes it that they asked for silence, and says so
    in the journal of the association, which may note another consent. Nobody asks for it; a restore does.

    Args:
        refs: what the vault says was erased since.
        now: when.

    Returns:
        The ids of the testimonies touched.
    """
    touched: list[str] = []
    with atomic():
        for start in range(0, len(refs), 500):
            rows = Testimony.objects.filter(sealed_ref__in=refs[start : start + 500], withdrawn_at=None)
            for testimony in rows:
                take_back(testimony.consent_id, now)
                write_down(testimony.consent, by=WithdrawnBy.RESTORE, day=now.astimezone(PARIS).date())
                record(
                    acting=None,
                    verb="facts.withdrawn_erased",
                    kind="testimony",
                    object_id=testimony.id,
                    now=now,
                    organisation=OrgId(testimony.organisation_id),
                )
                touched.append(testimony.id)
    return tuple(touched)


def expire_consents(*, now: dt.datetime) -> int:
    """Bring back home what a consent that has run out had let go; return how many testimonies were touched.

    The house does this every night; nobody asks for it.
    """
    day = now.astimezone(PARIS).date()
    with atomic():
        grants = ConsentGrant.objects.filter(answers__until__lt=day).distinct()
        return sum(respread(grant.id, now) for grant in grants)


def _own(acting: Acting, testimony_id: str) -> Testimony:
    rows = Testimony.objects.select_for_update(of=("self",)).select_related("consent")
    testimony = rows.filter(id=testimony_id, organisation=acting.organisation).first()
    if testimony is None:
        raise Missing("facts.no_testimony")
    return testimony
