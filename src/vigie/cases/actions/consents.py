"""Ask for a person's consent to one body, and write their answer: only the association that holds their words does."""

from __future__ import annotations

import datetime as dt

from vigie.facts.api import Answer, change_consent, detail
from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, ActorId, Invalid, Missing, atomic
from vigie.network.api import Acting, Permission, Role, check, people_of

from ..models import Body, Referral, ReferralPerson
from ..queries.access import enter
from ..queries.snapshot import standings_of
from ..rules.access import Deed

ASKED = frozenset({Role.COORDINATOR, Role.JURISTE, Role.AVOCAT})
"""Who in an association writes a person's answers."""


def ask_consent(*, acting: Acting, slug: str, referral_id: str, person_id: str, now: dt.datetime) -> int:
    """Ask the association that holds a testimony to ask the person; return how many people were told.

    Raises:
        Missing: ``cases.no_referral``; ``cases.no_testimony``, the testimony is gone. Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    day = now.astimezone(PARIS).date()
    rows = ReferralPerson.objects.filter(referral__dossier=dossier, referral=referral_id, id=person_id)
    row = rows.select_related("fact", "referral__body").first()
    if row is None:
        raise Missing("cases.no_referral")
    standing = standings_of(acting, [row], row.referral.body_id, on=day).get(row.fact.statement_id or "")
    if standing is None:
        raise Missing("cases.no_testimony")
    told = people_of(standing.owner, day=day, roles=ASKED)
    with atomic():
        for person in told:
            notify(
                person=person.id,
                code="cases.consent_asked",
                now=now,
                link=f"/dossiers/accords/{standing.statement}/{row.referral.body_id}",
                params={"body": row.referral.body.fr},
            )
        record(
            acting=acting,
            verb="cases.consent_asked",
            kind="referral_person",
            object_id=row.id,
            now=now,
            detail={"body": row.referral.body_id, "told": len(told)},
        )
    return len(told)


def answer_consent(
    *,
    acting: Acting,
    statement: str,
    body: str,
    granted: bool,
    until: dt.date | None,
    now: dt.datetime,
) -> None:
    """Write what a person answers about one body, for the association that holds their testimony. Dossiers are told.

    Raises:
        Denied: may not code. Missing: ``facts.no_statement``, ``cases.no_body``.
        Invalid: ``facts.no_testimony``; ``cases.until_past``.
    """
    check(acting, Permission.CODE_FACTS)
    day = now.astimezone(PARIS).date()
    found = detail(acting, statement, today=day)
    if not found.card.own:
        raise Missing("facts.no_statement")
    if found.testimony is None:
        raise Invalid("facts.no_testimony")
    if not Body.objects.filter(code=body).exists():
        raise Missing("cases.no_body")
    if until is not None and until < day:
        raise Invalid("cases.until_past", field="until")
    answer = Answer(f"body:{body}", granted, until)
    with atomic():
        change_consent(acting=acting, testimony_id=found.testimony.id, answers=[answer], now=now)
        _tell(statement, body, granted=granted, now=now)


def _tell(statement: str, body: str, *, granted: bool, now: dt.datetime) -> None:
    """Tell who opened the drafts that wait for this answer."""
    waiting = Referral.objects.filter(people__fact__statement=statement, body=body, state="draft")
    for referral in waiting.select_related("dossier").distinct():
        still = referral.dossier.accesses.filter(ended_at=None, person=referral.created_by).first()
        if still is not None:
            notify(
                person=ActorId(referral.created_by),
                code="cases.consent_answered" if granted else "cases.consent_refused",
                now=now,
                link=f"/dossiers/{referral.dossier.slug}/saisines/{referral.id}",
            )
