"""Open a referral, choose who and what is in it, write its lines, have it read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

from vigie.facts.api import order as order_card
from vigie.facts.api import standings
from vigie.journal.api import record
from vigie.kernel.api import PARIS, Conflict, Invalid, Missing, atomic
from vigie.network.api import Acting

from ..models import (
    Body,
    Deadline,
    Dossier,
    DossierFact,
    DossierOrder,
    Exhibit,
    Referral,
    ReferralAnswer,
    ReferralExhibit,
    ReferralPerson,
)
from ..queries.access import enter
from ..queries.bodies import requirements_of
from ..rules.access import Deed
from ..rules.deadlines import rules_of
from ..rules.states import REFERRAL_MOVES, ReferralState, can_move

LONGEST = 20_000
FIRST_RULE = {"procureur": "delit"}
"""Of a body with several rules, the one a referral begins with; a person adds the others."""


class Mark(StrEnum):
    """Something that a person confirms of a referral."""

    RISK_TOLD = "risk_told"
    OTHER_SIDE = "other_side"
    REVIEWED = "reviewed"


def open_referral(*, acting: Acting, slug: str, body: str, now: dt.datetime) -> str:
    """Open a referral of a dossier before one body, with its deadlines, and return its id.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_body``.
        Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    if not Body.objects.filter(code=body).exists():
        raise Missing("cases.no_body")
    with atomic():
        referral = Referral.objects.create(dossier=dossier, body_id=body, created_by=acting.actor, created_at=now)
        wanted = [r for r in rules_of(body) if r.code == FIRST_RULE.get(body, r.code)]
        Deadline.objects.bulk_create(
            Deadline(dossier=dossier, referral=referral, rule=rule.code, label="", created_at=now) for rule in wanted
        )
        _record(acting, "cases.referral_opened", referral, now, body=body)
    return referral.id


def choose_people(*, acting: Acting, slug: str, referral_id: str, people: Mapping[str, bool], now: dt.datetime) -> None:
    """Say whose testimonies a referral goes with: fact of the dossier -> whether the person is named. Others are left out.

    Raises:
        Missing: ``cases.no_referral``; ``cases.no_testimony``, not a testimony of this dossier.
        Denied: ``cases.denied.work``. Conflict: ``cases.already_filed``.
    """
    with atomic():
        referral = draft(acting, slug, referral_id)
        facts = {f.id: f for f in DossierFact.objects.filter(dossier=referral.dossier_id, id__in=people)}
        statements = [f.statement_id for f in facts.values() if f.statement_id]
        told = standings(acting, statements, purpose=f"body:{referral.body_id}", on=_day(now))
        if len(told) != len(people):
            raise Missing("cases.no_testimony")
        referral.people.exclude(fact__in=facts).delete()
        for fact, named in people.items():
            ReferralPerson.objects.update_or_create(referral=referral, fact_id=fact, defaults={"named": named})
        _changed(referral)
        if people:
            ReferralAnswer.objects.filter(referral=referral, line__startswith="C3", aside=True).delete()
        _record(acting, "cases.referral_people", referral, now, people=len(people))


def choose_exhibits(*, acting: Acting, slug: str, referral_id: str, exhibits: Sequence[str], now: dt.datetime) -> None:
    """Say which exhibits are produced, in the order of their bordereau.

    Raises:
        Missing: ``cases.no_referral``; ``cases.no_exhibit``.
        Denied: ``cases.denied.work``. Conflict: ``cases.already_filed``.
    """
    with atomic():
        referral = draft(acting, slug, referral_id)
        wanted = list(dict.fromkeys(exhibits))
        known = Exhibit.objects.filter(dossier=referral.dossier_id, removed_at=None, id__in=wanted)
        if known.count() != len(wanted):
            raise Missing("cases.no_exhibit")
        referral.produced.all().delete()
        ReferralExhibit.objects.bulk_create(
            ReferralExhibit(referral=referral, exhibit_id=exhibit, position=n)
            for n, exhibit in enumerate(wanted, start=1)
        )
        _changed(referral)
        _record(acting, "cases.referral_exhibits", referral, now, exhibits=len(wanted))


def write_line(
    *,
    acting: Acting,
    slug: str,
    referral_id: str,
    line: str,
    text: str,
    base: str,
    now: dt.datetime,
    aside: bool = False,
) -> None:
    """Write what answers a line of the checklist, or, aside, why it does not apply; an empty text takes it back.

    ``base``: the text one started from; nobody's words are overwritten unseen.

    Raises:
        Missing: ``cases.no_referral``; ``cases.no_line``. Denied: ``cases.denied.work``.
        Invalid: ``cases.text_long``; ``cases.reason_needed``, told aside without a reason.
        Conflict: ``cases.already_filed``; ``cases.line_changed``, someone wrote there meanwhile.
    """
    words = _words(text)
    if aside and not words:
        raise Invalid("cases.reason_needed", field=line)
    with atomic():
        referral = draft(acting, slug, referral_id)
        if line not in {r.code for r in requirements_of(referral.body_id)}:
            raise Missing("cases.no_line")
        there = ReferralAnswer.objects.filter(referral=referral, line=line).first()
        stands = there.text if there else ""
        if stands not in {base, words}:
            raise Conflict("cases.line_changed", line=line)
        if words:
            ReferralAnswer.objects.update_or_create(
                referral=referral, line=line, defaults={"text": words, "aside": aside, "by": acting.actor, "at": now}
            )
        elif there:
            there.delete()
        _changed(referral)
        _record(acting, "cases.line_written", referral, now, line=line, aside=aside)


def write_asked(*, acting: Acting, slug: str, referral_id: str, text: str, base: str, now: dt.datetime) -> None:
    """Write what is asked of the body. ``base``: the text one started from.

    Raises:
        Missing: ``cases.no_referral``. Denied: ``cases.denied.work``. Invalid: ``cases.text_long``.
        Conflict: ``cases.already_filed``; ``cases.line_changed``.
    """
    words = _words(text)
    with atomic():
        referral = draft(acting, slug, referral_id)
        if referral.asked not in {base, words}:
            raise Conflict("cases.line_changed", line="asked")
        referral.asked = words
        referral.save(update_fields=["asked"])
        _changed(referral)
        _record(acting, "cases.referral_asked", referral, now)


def confirm(*, acting: Acting, slug: str, referral_id: str, mark: Mark, now: dt.datetime, holds: bool = True) -> None:
    """Confirm that people were told the risk, that the other side will read, that a lawyer has read it; or take it back.

    Raises:
        Missing: ``cases.no_referral``.
        Denied: ``cases.denied.work``; ``cases.denied.file``, only a juriste or an avocat·e of the dossier reads it.
        Conflict: ``cases.already_filed``.
    """
    with atomic():
        referral = draft(acting, slug, referral_id, Deed.FILE if mark is Mark.REVIEWED else Deed.WORK)
        setattr(referral, f"{mark.value}_at", now if holds else None)
        setattr(referral, f"{mark.value}_by", acting.actor if holds else "")
        referral.save(update_fields=[f"{mark.value}_at", f"{mark.value}_by"])
        _record(acting, "cases.referral_confirmed", referral, now, mark=mark.value, holds=holds)


def abandon(*, acting: Acting, slug: str, referral_id: str, now: dt.datetime, back: bool = False) -> None:
    """Give up a draft, or, with ``back``, take it up again. What was filed is never given up.

    Raises:
        Missing: ``cases.no_referral``. Denied: ``cases.denied.work``. Conflict: ``cases.already_filed``.
    """
    with atomic():
        referral = locked(enter(acting, slug, Deed.WORK).dossier, referral_id)
        target = ReferralState.DRAFT if back else ReferralState.ABANDONED
        if not can_move(REFERRAL_MOVES, ReferralState(referral.state), target):
            raise Conflict("cases.already_filed")
        referral.state = target.value
        referral.save(update_fields=["state"])
        _record(acting, "cases.referral_taken_up" if back else "cases.referral_abandoned", referral, now)


def attach_order(*, acting: Acting, slug: str, order_id: str, now: dt.datetime) -> None:
    """Attach an order or a practice that one may see to a dossier; once.

    Raises:
        Missing: ``cases.no_dossier``; ``facts.no_order``. Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    card = order_card(acting, order_id)
    with atomic():
        _row, new = DossierOrder.objects.get_or_create(
            dossier=dossier,
            order_id=card.id,
            defaults={"kept_as": card.title[:200], "added_by": acting.actor, "added_at": now},
        )
        if new:
            record(acting=acting, verb="cases.order_attached", kind="dossier", object_id=dossier.id, now=now)


def detach_order(*, acting: Acting, slug: str, row_id: str, now: dt.datetime) -> None:
    """Take an order off a dossier.

    Raises:
        Missing: ``cases.no_dossier``; ``facts.no_order``. Denied: ``cases.denied.work``.
    """
    dossier = enter(acting, slug, Deed.WORK).dossier
    with atomic():
        gone, _each = DossierOrder.objects.filter(dossier=dossier, id=row_id).delete()
        if not gone:
            raise Missing("facts.no_order")
        record(acting=acting, verb="cases.order_detached", kind="dossier", object_id=dossier.id, now=now)


def draft(acting: Acting, slug: str, referral_id: str, deed: Deed = Deed.WORK) -> Referral:
    """Return a referral that is still a draft, locked until the transaction ends.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``. Denied: ``cases.denied.<deed>``.
        Conflict: ``cases.already_filed``.
    """
    referral = locked(enter(acting, slug, deed).dossier, referral_id)
    if referral.state != ReferralState.DRAFT.value:
        raise Conflict("cases.already_filed")
    return referral


def locked(dossier: Dossier, referral_id: str) -> Referral:
    """Return a referral of a dossier, locked until the transaction ends.

    Raises:
        Missing: ``cases.no_referral``.
    """
    rows = Referral.objects.select_for_update(of=("self",)).select_related("dossier__organisation", "body")
    found = rows.filter(id=referral_id, dossier=dossier).first()
    if found is None:
        raise Missing("cases.no_referral")
    return found


def _changed(referral: Referral) -> None:
    """Count a version; what a lawyer had read is no longer what will be sent."""
    referral.version += 1
    referral.reviewed_at, referral.reviewed_by = None, ""
    referral.save(update_fields=["version", "reviewed_at", "reviewed_by"])


def _record(acting: Acting, verb: str, referral: Referral, now: dt.datetime, **detail: object) -> None:
    record(acting=acting, verb=verb, kind="referral", object_id=referral.id, now=now, detail=detail)


def _words(text: str) -> str:
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(words) > LONGEST:
        raise Invalid("cases.text_long", limit=LONGEST)
    return words


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone(PARIS).date()
