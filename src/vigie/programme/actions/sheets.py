"""The mission sheet: write a version, remark on it, sign it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vigie.journal.api import notify, record
from vigie.kernel.api import PARIS, ActorId, Conflict, Invalid, Missing, OrgId, atomic
from vigie.network.api import Acting, Permission, Role, can, people_of

from ..models import Mission, SheetComment, SheetSignature, SheetVersion
from ..queries.access import InMission, mission_of
from ..rules.kinds import Part
from ..rules.sheets import LONGEST, PARTIES, SECTIONS, is_signed
from ..rules.texts import tidy

STAFF = frozenset({Role.PROGRAMME, Role.COORDINATOR})


def write_sheet(
    *, acting: Acting, slug: str, content: Mapping[str, str], base: int, note: str = "", now: dt.datetime
) -> int:
    """Keep a new version of a mission's sheet and return its number. Signatures stand under the version they were given for.

    ``base``: the number one started from, 0 for the first.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_sheet``.
        Invalid: ``programme.sheet_too_long``. Conflict: ``programme.sheet_moved``, ``programme.sheet_same``.
    """
    entered = mission_of(acting, slug, work=True)
    kept = {code: tidy(content.get(code, "")) for code in SECTIONS}
    if any(len(text) > LONGEST for text in kept.values()):
        raise Invalid("programme.sheet_too_long", most=LONGEST)
    with atomic():
        Mission.objects.select_for_update().get(id=entered.mission.id)
        last = entered.mission.sheet_versions.first()
        if (last.number if last else 0) != base:
            raise Conflict("programme.sheet_moved")
        if last and last.content == kept:
            raise Conflict("programme.sheet_same")
        number = base + 1
        SheetVersion.objects.create(
            mission=entered.mission,
            number=number,
            content=kept,
            note=tidy(note)[:300],
            author=acting.actor,
            organisation_id=acting.organisation,
            at=now,
        )
        _note(acting, "programme.sheet_written", entered.mission, now, number=number)
        _tell(entered.mission, "programme.sheet_new", but=acting.actor, now=now)
    return number


def comment_sheet(*, acting: Acting, slug: str, section: str, text: str, now: dt.datetime) -> str:
    """Leave a remark on a section, or on the whole sheet, and return its id.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_sheet``. Invalid: ``programme.remark_needed``.
    """
    entered = mission_of(acting, slug, work=True)
    words = tidy(text)[:1000]
    if not words:
        raise Invalid("programme.remark_needed", field="text")
    with atomic():
        row = SheetComment.objects.create(
            mission=entered.mission,
            section=section if section in SECTIONS else "",
            text=words,
            author=acting.actor,
            organisation_id=acting.organisation,
            at=now,
        )
        _note(acting, "programme.sheet_remarked", entered.mission, now)
    return row.id


def settle_comment(*, acting: Acting, slug: str, comment_id: str, now: dt.datetime) -> None:
    """Say that a remark is dealt with.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_remark``. Denied: ``programme.not_in_sheet``.
    """
    entered = mission_of(acting, slug, work=True)
    with atomic():
        waiting = entered.mission.sheet_comments.filter(id=comment_id, settled_at=None)
        if not waiting.update(settled_by=acting.actor, settled_at=now):
            raise Missing("programme.no_remark")
        _note(acting, "programme.remark_settled", entered.mission, now)


def sign_sheet(*, acting: Acting, slug: str, number: int, now: dt.datetime) -> bool:
    """Sign the last version for one's party: the sending organisation, the host, or oneself as the volunteer.

    Return whether the three parties have now signed it.

    Raises:
        Missing: ``programme.no_mission``. Denied: ``programme.not_in_sheet``.
        Conflict: ``programme.sheet_moved``, not the last version; ``programme.sheet_signed``; ``programme.no_party``, nothing to sign as;
            ``programme.remarks_open``, remarks wait.
    """
    entered = mission_of(acting, slug, work=True)
    with atomic():
        Mission.objects.select_for_update().get(id=entered.mission.id)
        last = entered.mission.sheet_versions.first()
        if last is None or last.number != number:
            raise Conflict("programme.sheet_moved")
        if entered.mission.sheet_comments.filter(settled_at=None).exists():
            raise Conflict("programme.remarks_open")
        party = party_of(entered, acting)
        _made, new = SheetSignature.objects.get_or_create(
            version=last,
            part=party,
            defaults={"person": acting.actor, "organisation_id": acting.organisation, "at": now},
        )
        if not new:
            raise Conflict("programme.sheet_signed")
        _note(acting, "programme.sheet_signed_by", entered.mission, now, part=party, number=number)
        return is_signed(set(last.signatures.values_list("part", flat=True)))


def party_of(entered: InMission, acting: Acting) -> str:
    """Return the party a person signs for; the volunteer signs for themselves.

    Raises:
        Conflict: ``programme.no_party``.
    """
    if entered.volunteer:
        return ""
    if can(acting, Permission.RUN_PROGRAMME):
        for part in (Part.SENDING, Part.HOST):
            if part in entered.parts and part.value in PARTIES:
                return part.value
    raise Conflict("programme.no_party")


def _tell(mission: Mission, code: str, *, but: str, now: dt.datetime) -> None:
    day = now.astimezone(PARIS).date()
    people = {str(mission.volunteer_id)} if mission.volunteer_id else set()
    for partner in mission.partners.all():
        people |= {str(card.id) for card in people_of(OrgId(partner.organisation_id), day=day, roles=STAFF)}
    for person in sorted(people - {but}):
        link = f"/missions/mission/{mission.slug}/fiche"
        notify(person=ActorId(person), code=code, now=now, link=link, params={"title": str(mission)})


def _note(acting: Acting, verb: str, mission: Mission, now: dt.datetime, **detail: object) -> None:
    record(acting=acting, verb=verb, kind="mission", object_id=mission.id, now=now, detail=detail)
