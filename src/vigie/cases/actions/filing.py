"""File a referral, correct what was noted of it, write the answer. What was sent is never taken back."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from vigie.journal.api import record
from vigie.kernel.api import HEAD, PARIS, Conflict, Invalid, Media, Missing, Refusal, Refusals, atomic, look_at_head
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import PreparedLoans, Unlocked, enter_lent

from ..models import Dossier, Outcome, Referral
from ..queries.access import enter
from ..queries.snapshot import lines, persons, snapshot
from ..rules.access import Deed
from ..rules.probes import Person, Snapshot
from ..rules.states import REFERRAL_MOVES, ReferralState, can_move
from .lending_documents import open_made, seal_for_dossier
from .referrals import draft, locked

LARGEST = 20 * 1024 * 1024
_PROOFS = {Media.PDF: "pdf", Media.PNG: "png", Media.JPEG: "jpeg"}
OUTCOMES = ("acknowledged", "asked_more", "granted", "partly", "rejected", "inadmissible", "no_answer", "other")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What is noted of a filing. ``proof``: the receipt as a PDF, PNG or JPEG; sealed to the dossier's association."""

    filed_on: dt.date
    channel: str
    file_number: str = ""
    remind_on: dt.date | None = None
    proof: bytes = b""


def file_referral(*, acting: Acting, slug: str, referral_id: str, dispatch: Dispatch, now: dt.datetime) -> None:
    """Note that a referral was filed. Everything is looked at again in the same transaction; there is no way back.

    Raises:
        Denied: neither juriste nor avocat·e; ``cases.denied.file``, not in this dossier.
        Missing: ``cases.no_referral``. Conflict: ``cases.already_filed``; ``vault.no_keys``.
        Invalid: a date, a channel or a proof that cannot be.
        Refusals: each hard stop, one by one: ``cases.stop.*``; ``cases.not_ready``, lines that are still red.
    """
    dossier = enter(acting, slug, Deed.FILE).dossier
    check(acting, Permission.FILE_REFERRAL)
    day = now.astimezone(PARIS).date()
    _check(dispatch, day)
    draft_is_there = Referral.objects.filter(id=referral_id, dossier=dossier).exists()
    sealed = _prepared(acting, dossier, dispatch.proof, now) if draft_is_there and dispatch.proof else None
    with atomic():
        referral = draft(acting, slug, referral_id, Deed.FILE)
        _stop(acting, referral, day)
        referral.state = ReferralState.FILED.value
        referral.filed_by = acting.actor
        _note(referral, dispatch)
        if sealed is not None:
            referral.proof_ref = enter_lent(sealed, by=acting, now=now)
            referral.proof_sha256 = hashlib.sha256(dispatch.proof).hexdigest()
        referral.version += 1
        referral.save()
        detail = {"body": referral.body_id, "filed_on": dispatch.filed_on.isoformat(), "proof": bool(dispatch.proof)}
        record(
            acting=acting, verb="cases.referral_filed", kind="referral", object_id=referral.id, now=now, detail=detail
        )


def correct_filing(*, acting: Acting, slug: str, referral_id: str, dispatch: Dispatch, now: dt.datetime) -> None:
    """Correct a date, a channel or a number noted wrong, or add the proof; what stood before stays in the history.

    Raises:
        Denied: ``cases.denied.file``. Missing: ``cases.no_referral``. Conflict: ``cases.not_filed``; ``vault.no_keys``.
        Invalid: as ``file_referral``.
    """
    dossier = enter(acting, slug, Deed.FILE).dossier
    _check(dispatch, now.astimezone(PARIS).date())
    sealed = _prepared(acting, dossier, dispatch.proof, now) if dispatch.proof else None
    with atomic():
        referral = locked(dossier, referral_id)
        if referral.filed_on is None:
            raise Conflict("cases.not_filed")
        before = _plain(referral)
        _note(referral, dispatch)
        if sealed is not None:
            before["proof_ref"] = referral.proof_ref
            referral.proof_ref = enter_lent(sealed, by=acting, now=now)
            referral.proof_sha256 = hashlib.sha256(dispatch.proof).hexdigest()
        referral.version += 1
        referral.save()
        detail = {"before": before, "after": _plain(referral)}
        record(
            acting=acting, verb="cases.filing_corrected", kind="referral", object_id=referral.id, now=now, detail=detail
        )


def record_outcome(
    *,
    acting: Acting,
    slug: str,
    referral_id: str,
    kind: str,
    received_on: dt.date,
    now: dt.datetime,
    summary: str = "",
    closes: bool = False,
) -> str:
    """Write what the body answered and return the id; ``closes`` ends the referral.

    Raises:
        Denied: ``cases.denied.work``. Missing: ``cases.no_referral``. Conflict: ``cases.not_filed``.
        Invalid: ``cases.outcome_kind``; ``cases.date_future``; ``cases.before_filing``.
    """
    if kind not in OUTCOMES:
        raise Invalid("cases.outcome_kind", field="kind")
    if received_on > now.astimezone(PARIS).date():
        raise Invalid("cases.date_future", field="received_on")
    with atomic():
        referral = locked(enter(acting, slug, Deed.WORK).dossier, referral_id)
        if referral.filed_on is None:
            raise Conflict("cases.not_filed")
        if received_on < referral.filed_on:
            raise Invalid("cases.before_filing", field="received_on")
        outcome = Outcome.objects.create(
            referral=referral,
            kind=kind,
            received_on=received_on,
            summary=summary.replace("\x00", "").strip(),
            recorded_by=acting.actor,
            recorded_at=now,
        )
        target = ReferralState.CLOSED if closes else ReferralState.ANSWERED
        if can_move(REFERRAL_MOVES, ReferralState(referral.state), target):
            referral.state = target.value
            referral.save(update_fields=["state"])
        record(acting=acting, verb="cases.outcome_recorded", kind="referral", object_id=referral.id, now=now)
    return outcome.id


def stops(people: tuple[Person, ...], seen: Snapshot) -> list[Refusal]:
    """Return the hard stops of people and exhibits: no reason, no habit, no hurry passes over them."""
    found: list[Refusal] = [
        Invalid(f"cases.stop.{hindrance.value}", who=person.pseudonym)
        for person in people
        for hindrance in person.hindrances
    ]
    found += [Invalid("cases.stop.altered", number=p.number) for p in seen.pieces if p.altered]
    return found + [Invalid("cases.stop.piece_withdrawn", number=p.number) for p in seen.pieces if p.withdrawn]


def _stop(acting: Acting, referral: Referral, day: dt.date) -> None:
    people = tuple(person for _row, person, _s in persons(acting, referral, on=day, lock=True))
    seen = snapshot(acting, referral, on=day, people=people)
    found = stops(people, seen)
    red = [line.requirement.code for line in lines(referral, seen) if line.stops]
    if red:
        found.append(Invalid("cases.not_ready", count=len(red), lines=", ".join(red)))
    if found:
        raise Refusals(found)


def _check(dispatch: Dispatch, today: dt.date) -> None:
    if dispatch.filed_on > today:
        raise Invalid("cases.date_future", field="filed_on")
    if dispatch.filed_on < today - dt.timedelta(days=366 * 10):
        raise Invalid("cases.date_old", field="filed_on")
    if not dispatch.channel.strip():
        raise Invalid("cases.channel_needed", field="channel")
    if dispatch.remind_on is not None and dispatch.remind_on < dispatch.filed_on:
        raise Invalid("cases.remind_before", field="remind_on")
    if len(dispatch.proof) > LARGEST:
        raise Invalid("cases.proof_large", field="proof")
    if dispatch.proof and not proof_type(dispatch.proof):
        raise Invalid("cases.proof_kind", field="proof")


def proof_type(content: bytes) -> str:
    """Return the kind of a proof by its first bytes: ``pdf``, ``png``, ``jpeg``; empty when it is none of them."""
    media = look_at_head(content[:HEAD]).media
    return _PROOFS.get(media, "") if media else ""


def open_proof(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, referral_id: str, motive: str, now: dt.datetime
) -> bytes:
    """Open the proof of dispatch for a reason, for the association it is sealed to or whoever it is lent to.

    Raises:
        Missing: ``cases.no_referral``; ``cases.no_proof``.
        Denied: ``vault.locked``; ``cases.not_lent``. Invalid: ``vault.motive_needed``, ``vault.motive_long``.
    """
    dossier = enter(acting, slug).dossier
    row = Referral.objects.filter(id=referral_id, dossier=dossier).first()
    if row is None:
        raise Missing("cases.no_referral")
    if not row.proof_ref:
        raise Missing("cases.no_proof")
    return open_made(dossier, row.proof_ref, unlocked=unlocked, motive=motive, now=now)


def _prepared(acting: Acting, dossier: Dossier, proof: bytes, now: dt.datetime) -> PreparedLoans:
    return seal_for_dossier(dossier, by=acting, data=proof, label="dispatch_proof", now=now)


def _note(referral: Referral, dispatch: Dispatch) -> None:
    referral.filed_on = dispatch.filed_on
    referral.channel = dispatch.channel.strip()[:80]
    referral.file_number = dispatch.file_number.strip()[:80]
    referral.remind_on = dispatch.remind_on


def _plain(referral: Referral) -> dict[str, object]:
    return {
        "filed_on": referral.filed_on.isoformat() if referral.filed_on else "",
        "channel": referral.channel,
        "file_number": referral.file_number,
        "remind_on": referral.remind_on.isoformat() if referral.remind_on else "",
    }
