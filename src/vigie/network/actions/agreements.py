"""Sharing agreements: dated, signed by each party, ended by any of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from vigie.journal.api import record
from vigie.kernel.api import Invalid, Missing, OrgId, atomic

from ..acting import Acting, check
from ..models import Agreement, AgreementSignature, Organisation
from ..rules.permissions import Permission
from .common import day_of, tell_managers


def make_agreement(
    *,
    acting: Acting,
    title: str,
    organisations: Iterable[OrgId],
    covers: str,
    starts: dt.date,
    now: dt.datetime,
    ends: dt.date | None = None,
) -> str:
    """Propose an agreement between the association acted for and others, and return its id. It binds once all signed.

    Raises:
        Denied: no right to manage agreements.
        Invalid: no title, no other party, one that does not use the house, or an end before the start.
    """
    check(acting, Permission.MANAGE_AGREEMENTS)
    others = set(organisations) - {acting.organisation}
    _check_terms(title, others, starts, ends)
    with atomic():
        row = Agreement.objects.create(
            title=title.strip(), covers=covers.strip(), starts=starts, ends=ends, made_by=acting.actor
        )
        row.organisations.set(Organisation.objects.filter(id__in=[acting.organisation, *others]))
        _note(acting, "network.agreement_made", row, now)
        _tell_others(acting, "network.agreement_made", row, now)
    return row.id


def sign_agreement(*, acting: Acting, agreement_id: str, now: dt.datetime) -> None:
    """Sign for the association acted for; the last signature puts the agreement in force. Again changes nothing.

    Raises:
        Denied: no right to manage agreements.
        Missing: not a party.
    """
    check(acting, Permission.MANAGE_AGREEMENTS)
    with atomic():
        row = _ours(acting, agreement_id)
        _signature, new = AgreementSignature.objects.get_or_create(
            agreement=row,
            organisation_id=acting.organisation,
            defaults={"signed_by": acting.actor, "signed_on": day_of(now)},
        )
        if not new:
            return
        if row.signatures.count() == row.organisations.count():
            row.signed_on = day_of(now)
            row.save()
        _note(acting, "network.agreement_signed", row, now)
        _tell_others(acting, "network.agreement_signed", row, now)


def end_agreement(*, acting: Acting, agreement_id: str, now: dt.datetime) -> None:
    """End an agreement: from today on it binds nobody.

    Raises:
        Denied: no right to manage agreements.
        Missing: not a party.
    """
    check(acting, Permission.MANAGE_AGREEMENTS)
    with atomic():
        row = _ours(acting, agreement_id)
        yesterday = day_of(now) - dt.timedelta(days=1)
        row.starts = min(row.starts, yesterday)
        row.ends = yesterday
        row.save()
        _note(acting, "network.agreement_ended", row, now)
        _tell_others(acting, "network.agreement_ended", row, now)


def _check_terms(title: str, others: set[OrgId], starts: dt.date, ends: dt.date | None) -> None:
    if not title.strip():
        raise Invalid("network.no_title", field="title")
    if not others or Organisation.objects.filter(id__in=others, uses_vigie=True).count() != len(others):
        raise Invalid("network.no_party", field="organisations")
    if ends is not None and ends < starts:
        raise Invalid("network.ends_before_start", field="ends")


def _ours(acting: Acting, agreement_id: str) -> Agreement:
    row = Agreement.objects.filter(id=agreement_id, organisations=acting.organisation).first()
    if row is None:
        raise Missing("network.no_agreement")
    return row


def _note(acting: Acting, verb: str, row: Agreement, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="agreement", object_id=row.id, now=now)


def _tell_others(acting: Acting, code: str, row: Agreement, now: dt.datetime) -> None:
    """Leave a word at each other party: it names the agreement, not the person."""
    for party in row.organisations.exclude(id=acting.organisation):
        tell_managers(OrgId(party.id), code, now, page=reverse("network:agreements"), title=row.title)
