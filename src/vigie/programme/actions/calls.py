"""A call: write it, attach to it, name its jury, publish, close, archive it, copy last year's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vigie.journal.api import notify, record
from vigie.kernel.api import (
    PARIS,
    ActorId,
    Conflict,
    FileRef,
    FuzzyDate,
    Invalid,
    Missing,
    OrgId,
    after_commit,
    atomic,
    erase_file,
    keep_file,
    read_files,
    world,
)
from vigie.network.api import Acting, organisation, people_of

from ..models import Call, CallAttachment, CallLink, CallPartner, CallSection, Criterion, Juror, Mission
from ..queries.access import call_of, session_of
from ..queries.cards import deadline_of
from ..queries.readiness import readiness
from ..rules.calls import LONGEST, erase_on, lacks
from ..rules.kinds import Asks, CriterionKind, Part
from ..rules.links import tidy_url
from ..rules.papers import check_paper
from ..rules.states import CALL_MOVES, ApplicationState, CallState, can_move
from ..rules.texts import both, free_slug, said
from .programmes import named

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """A criterion, and the plain question it becomes in the form."""

    kind: CriterionKind
    words: Text
    asks: Asks = Asks.NOTHING


@dataclass(frozen=True, slots=True)
class CallPartnerDraft:
    """An organisation presented in the call; ``words`` empty: its own presentation."""

    organisation: str
    part: Part
    words: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CallDraft:
    """All that is written in a call. ``sections``: (title, body); ``links``: (label, address); ``missions``: slugs."""

    title: Text
    kind: Text = field(default_factory=dict)
    summary: Text = field(default_factory=dict)
    status_words: Text = field(default_factory=dict)
    country: str = ""
    area: str = ""
    deadline: FuzzyDate | None = None
    positions: int | None = None
    contact: str = ""
    erase_on: dt.date | None = None
    civic_service: bool = False
    driving: bool = False
    languages_required: Sequence[str] = ()
    languages_asset: Sequence[str] = ()
    missions: Sequence[str] = ()
    sections: Sequence[tuple[Text, Text]] = ()
    partners: Sequence[CallPartnerDraft] = ()
    links: Sequence[tuple[Text, str]] = ()
    criteria: Sequence[CriterionDraft] = ()


def create_call(*, acting: Acting, session: str, draft: CallDraft, now: dt.datetime, imported: bool = False) -> str:
    """Begin a call of a session and return its slug. ``imported``: it was published elsewhere, long ago: it may lack a deadline.

    Raises:
        Missing: ``programme.no_session``. Denied: may not run it.
        Invalid: as ``write_call``.
    """
    parent = session_of(acting, session, run=True)
    title = named(draft.title)
    with atomic():
        row = Call.objects.create(
            session=parent,
            slug=free_slug(title.get("fr") or title["en"], set(Call.objects.values_list("slug", flat=True)), most=80),
            title=title,
            imported=imported,
            invented=world().invented and not imported,
            created_by=acting.actor,
            created_at=now,
        )
        _write(row, draft)
        _note(acting, "programme.call_begun", row, now)
    return row.slug


def write_call(*, acting: Acting, slug: str, draft: CallDraft, base: int, now: dt.datetime) -> None:
    """Keep what is written in a call; ``base`` is the version one started from. A published call may be corrected.

    Raises:
        Missing: ``programme.no_call``, ``network.no_organisation``. Denied: may not run it.
        Invalid: ``programme.name_needed``, ``programme.too_long``, ``programme.link_wrong``, ``programme.deadline_needed``,
            ``programme.no_mission_there``.
        Conflict: ``programme.call_moved``; ``programme.call_archived``.
    """
    call_of(acting, slug, run=True)
    title = named(draft.title)
    with atomic():
        row = Call.objects.select_for_update().get(slug=slug)
        if row.state == CallState.ARCHIVED:
            raise Conflict("programme.call_archived")
        if row.version != base:
            raise Conflict("programme.call_moved")
        if row.state != CallState.DRAFT and draft.deadline is None and not row.imported:
            raise Invalid("programme.deadline_needed", field="deadline")
        row.title = title
        row.version += 1
        _write(row, draft)
        _note(acting, "programme.call_written", row, now)


def _write(row: Call, draft: CallDraft) -> None:
    row.kind, row.summary, row.status_words = (dict(t) for t in (draft.kind, draft.summary, draft.status_words))
    row.country, row.area = draft.country.strip()[:60], draft.area.strip()[:120]
    row.deadline = draft.deadline.end if draft.deadline else None
    row.deadline_precision = draft.deadline.precision.value if draft.deadline else "day"
    row.positions, row.contact, row.erase_on = draft.positions, draft.contact.strip(), draft.erase_on
    row.civic_service, row.driving = draft.civic_service, draft.driving
    row.languages_required, row.languages_asset = list(draft.languages_required), list(draft.languages_asset)
    row.save()
    _write_missions(row, draft.missions)
    _write_parts(row, draft)


def _write_missions(row: Call, slugs: Sequence[str]) -> None:
    found = list(Mission.objects.filter(session_id=row.session_id, slug__in=slugs))
    if len(found) != len(set(slugs)):
        raise Invalid("programme.no_mission_there", field="missions")
    row.missions.set(found)


def _write_parts(row: Call, draft: CallDraft) -> None:
    for _title, body in draft.sections:
        if any(len(text) > LONGEST["section"] for text in body.values()):
            raise Invalid("programme.too_long", field="sections", most=LONGEST["section"])
    row.sections.all().delete()
    CallSection.objects.bulk_create(
        CallSection(call=row, position=n, title=dict(title), body=dict(body))
        for n, (title, body) in enumerate(draft.sections)
    )
    row.partners.all().delete()
    for n, partner in enumerate(draft.partners):
        house = organisation(partner.organisation)
        words = dict(partner.words)
        CallPartner.objects.update_or_create(
            call=row, organisation_id=house.id, part=partner.part.value, defaults={"position": n, "words": words}
        )
    row.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(call=row, position=n, kind=c.kind.value, words=dict(c.words), asks=c.asks.value)
        for n, c in enumerate(draft.criteria)
    )
    _write_links(row, draft.links)


def _write_links(row: Call, links: Sequence[tuple[Text, str]]) -> None:
    """Keep the links; what the checker found of an address that stays is kept with it."""
    known = {link.url: link for link in row.links.all()}
    row.links.all().delete()
    for n, (label, address) in enumerate(links):
        try:
            url = tidy_url(address)
        except ValueError:
            raise Invalid("programme.link_wrong", field="links", link=address[:80]) from None
        old = known.get(url)
        CallLink.objects.create(
            call=row,
            position=n,
            label=dict(label),
            url=url,
            checked_at=old.checked_at if old else None,
            answer=old.answer if old else "",
        )


def attach(*, acting: Acting, slug: str, label: Text, name: str, data: bytes, now: dt.datetime) -> str:
    """Attach a file to a call, for anyone to read, and return its id.

    Raises:
        Missing: ``programme.no_call``. Denied: may not run it. Invalid: as ``check_paper``.
    """
    row = call_of(acting, slug, run=True).call
    paper = check_paper(data)
    with atomic():
        made = CallAttachment.objects.create(
            call=row,
            label=dict(label) or both(name.rsplit(".", 1)[0]),
            name=name.replace("/", "-")[:120],
            media_type=paper.media_type,
            size=paper.size,
            file=keep_file(data, owner=f"call:{row.id}"),
        )
        _note(acting, "programme.call_attached", row, now)
    return made.id


def detach(*, acting: Acting, slug: str, attachment_id: str, now: dt.datetime) -> None:
    """Take a file off a call.

    Raises:
        Missing: ``programme.no_call``, ``programme.no_file``. Denied: may not run it.
    """
    row = call_of(acting, slug, run=True).call
    found = row.attachments.filter(id=attachment_id).first()
    if found is None:
        raise Missing("programme.no_file")
    ref = FileRef(found.file)
    with atomic():
        found.delete()
        after_commit(lambda: erase_file(ref))
        _note(acting, "programme.call_detached", row, now)


def name_juror(*, acting: Acting, slug: str, person: ActorId, organisation_id: OrgId, now: dt.datetime) -> str:
    """Name someone of a partner organisation in the jury, and tell them; return the id of their seat.

    Raises:
        Missing: ``programme.no_call``. Denied: may not run it.
        Invalid: ``programme.juror_elsewhere``, not of a partner, or nobody there. Conflict: ``programme.juror_already``.
    """
    row = call_of(acting, slug, run=True).call
    part = _part_of(row, organisation_id)
    day = now.astimezone(PARIS).date()
    if part is None or person not in {card.id for card in people_of(organisation_id, day=day)}:
        raise Invalid("programme.juror_elsewhere", field="person")
    with atomic():
        if row.jury.filter(person=person, ended_at=None).exists():
            raise Conflict("programme.juror_already")
        made = Juror.objects.create(
            call=row,
            person=person,
            organisation_id=organisation_id,
            part=part.value,
            named_by=acting.actor,
            named_at=now,
        )
        _note(acting, "programme.juror_named", row, now, person=person)
        if person != acting.actor:
            link = f"/missions/appel/{row.slug}/candidatures"
            notify(person=person, code="programme.in_jury", now=now, link=link, params={"title": str(row)})
    return made.id


def end_juror(*, acting: Acting, slug: str, juror_id: str, now: dt.datetime) -> None:
    """Take someone off the jury: they read its candidates no more. What they read stays.

    Raises:
        Missing: ``programme.no_call``, ``programme.no_juror``. Denied: may not run it.
    """
    row = call_of(acting, slug, run=True).call
    with atomic():
        if not row.jury.filter(id=juror_id, ended_at=None).update(ended_at=now):
            raise Missing("programme.no_juror")
        _note(acting, "programme.juror_ended", row, now)


def _part_of(row: Call, organisation_id: str) -> Part | None:
    if row.session.programme.operator_id == organisation_id:
        return Part.OPERATOR
    found = row.partners.filter(organisation_id=organisation_id).first()
    return Part(found.part) if found else None


def move_call(*, acting: Acting, slug: str, to: CallState, now: dt.datetime) -> None:
    """Publish, close, reopen or archive a call, or take it back to draft while nobody applied.

    Raises:
        Missing: ``programme.no_call``. Denied: may not run it.
        Conflict: ``programme.cannot_move``; ``programme.call_applied``, somebody applied already.
        Invalid: ``programme.call_lacks``, with what it lacks.
    """
    call_of(acting, slug, run=True)
    with atomic():
        row = Call.objects.select_for_update().get(slug=slug)
        before = CallState(row.state)
        if not can_move(CALL_MOVES, before, to):
            raise Conflict("programme.cannot_move")
        if to is CallState.DRAFT and row.applications.exclude(state=ApplicationState.DRAFT.value).exists():
            raise Conflict("programme.call_applied")
        if to is CallState.PUBLISHED:
            _publish(row, now)
        if to is CallState.CLOSED:
            row.closed_at = now
        row.state = to.value
        row.save()
        _note(acting, "programme.call_moved_to", row, now, before=before.value, after=to.value)


def _publish(row: Call, now: dt.datetime) -> None:
    missing = lacks(readiness(row))
    if missing:
        raise Invalid("programme.call_lacks", lacks=[lack.value for lack in missing])
    row.published_at = row.published_at or (None if row.imported else now)
    row.closed_at = None
    if not row.imported:
        row.erase_on = erase_on(deadline=deadline_of(row), asked=row.erase_on, day=now.astimezone(PARIS).date())


def copy_call(*, acting: Acting, slug: str, session: str, now: dt.datetime) -> str:
    """Begin a call for another session from one that was: its words, partners, criteria, links and files. Return its slug.

    Deadline, erasing day and jury are this year's own to say; missions of the same title in the new session are taken with it.

    Raises:
        Missing: ``programme.no_call``, ``programme.no_session``. Denied: may not run them.
    """
    old = call_of(acting, slug, run=True).call
    target = session_of(acting, session, run=True)
    titles = {said(mission.title) for mission in old.missions.all()}
    there = [m.slug for m in target.missions.all() if said(m.title) in titles]
    draft = CallDraft(
        title=old.title,
        kind=old.kind,
        summary=old.summary,
        status_words=old.status_words,
        country=old.country,
        area=old.area,
        positions=old.positions,
        contact=old.contact,
        civic_service=old.civic_service,
        driving=old.driving,
        languages_required=old.languages_required,
        languages_asset=old.languages_asset,
        missions=there,
        sections=[(s.title, s.body) for s in old.sections.all()],
        partners=[CallPartnerDraft(p.organisation_id, Part(p.part), p.words) for p in old.partners.all()],
        links=[(link.label, link.url) for link in old.links.all()],
        criteria=[CriterionDraft(CriterionKind(c.kind), c.words, Asks(c.asks)) for c in old.criteria.all()],
    )
    with atomic():
        made = create_call(acting=acting, session=session, draft=draft, now=now)
        Call.objects.filter(slug=made).update(copied_from=old)
        _copy_files(old, Call.objects.get(slug=made))
    return made


def _copy_files(old: Call, new: Call) -> None:
    rows = list(old.attachments.all())
    there = read_files(FileRef(row.file) for row in rows)
    for row in rows:
        data = there.get(FileRef(row.file))
        if data is not None:
            kept = keep_file(data, owner=f"call:{new.id}")
            values = {"label": row.label, "name": row.name, "media_type": row.media_type, "size": row.size}
            CallAttachment.objects.create(call=new, file=kept, **values)


def _note(acting: Acting, verb: str, row: Call, now: dt.datetime, **detail: object) -> None:
    record(acting=acting, verb=verb, kind="call", object_id=row.id, now=now, detail=detail)
