"""One statement, one event, with all that may be seen of them."""

from __future__ import annotations

import datetime as dt

from vigie.kernel.api import Missing
from vigie.network.api import Acting, Role, person_names

from ..models import ConsentAnswer, Event, EventMerge, Observation, Revision, SourceStatement, Testimony
from ..rules.contents import changed_fields
from ..rules.verification import TRANSITIONS, Verification, can_move
from .building import cards, with_parts, with_source
from .cards import (
    ConsentCard,
    EventCard,
    MediaCard,
    MergeCard,
    ObservationCard,
    RevisionCard,
    StatementCard,
    StatementDetail,
    TestimonyCard,
)
from .contents import circumstances_of, content_of, plain_of
from .lists import proposals
from .several import counts_of
from .visible import visible
from .vocabulary import suggested


def detail(acting: Acting, statement_id: str, *, today: dt.date) -> StatementDetail:
    """Return everything that may be seen of one statement.

    Raises:
        Denied: no role that sees facts. Missing: there is none, or not for this person.
    """
    row = with_parts(visible(acting)).filter(id=statement_id).first()
    if row is None:
        raise Missing("facts.no_statement")
    (card,) = cards(acting, [row])
    rights, norms = suggested(a.code for a in card.acts)
    return StatementDetail(
        card=card,
        content=content_of(row),
        source_link=row.source_link,
        reliability=row.reliability,
        observation=_observation(row.observation, card) if row.observation else None,
        testimony=_testimony(row.testimony, card, today) if row.testimony else None,
        media=tuple(MediaCard(m.kind, m.sealed_ref if card.own else "") for m in row.media.all()),
        rights=rights,
        norms=norms,
        event=event(acting, row.event_id),
        proposals=tuple(proposals(acting, event_id=row.event_id)),
        history=_history(row) if card.own else (),
        next_verifications=_next(acting, row) if card.own else (),
    )


def event(acting: Acting, event_id: str) -> EventCard:
    """Return a happening with its visible reports, oldest first, and its counts.

    Raises:
        Denied: no role that sees facts. Missing: none of its reports may be seen.
    """
    row = Event.objects.select_related("place").filter(id=event_id, merged_into=None).first()
    reports = cards(acting, with_source(visible(acting).filter(event=event_id).order_by("created_at", "id")))
    if row is None or not reports:
        raise Missing("facts.no_event")
    return EventCard(
        id=row.id,
        date=row.date,
        place_slug=row.place.slug,
        place_name=row.place.name,
        reports=tuple(reports),
        counts=counts_of(reports).get(event_id, ()),
        merges=_merges(event_id),
    )


def _merges(event_id: str) -> tuple[MergeCard, ...]:
    rows = list(EventMerge.objects.filter(kept=event_id, undone_at=None))
    names = person_names(row.merged_by for row in rows)
    return tuple(MergeCard(r.id, r.merged_at, names.get(r.merged_by, ""), tuple(r.statements)) for r in rows)


def _observation(row: Observation, card: StatementCard) -> ObservationCard:
    return ObservationCard(
        id=row.id,
        circumstances=circumstances_of(row),
        shift_id=row.shift_id or "",
        details=row.details if card.own else {},
        external_url=row.external_url,
        external_key=row.external_key or "",
        source_columns=row.source_columns,
        import_id=row.import_id if card.own else "",
        author_name=person_names([row.author]).get(row.author, "") if card.own else "",
        sealed_ref=row.sealed_ref if card.own else "",
    )


def _testimony(row: Testimony, card: StatementCard, today: dt.date) -> TestimonyCard:
    grant = row.consent
    holds = {a.purpose: a.holds(today) for a in grant.held()}
    names = person_names({row.author, row.minor_validated_by} - {""})
    told = SourceStatement.objects.filter(testimony=row, deleted_at=None).order_by("start", "id")
    return TestimonyCard(
        id=row.id,
        pseudonym=row.pseudonym,
        language=row.language,
        interpreter=row.interpreter,
        age_band=row.age_band,
        minor_stated=row.minor_stated,
        minor_validated_at=row.minor_validated_at,
        minor_validated_by=names.get(row.minor_validated_by, "") if card.own else "",
        collected_on=row.collected_on,
        withdrawn_at=row.withdrawn_at,
        consent_id=grant.id if card.own else "",
        consent_language=grant.language,
        consents=tuple(_consent(a, holds=holds.get(a.purpose, False)) for a in grant.answers.all()),
        author_name=names.get(row.author, "") if card.own else "",
        sealed_ref=row.sealed_ref if card.own else "",
        statement_ids=tuple(told.values_list("id", flat=True)) if card.own else (),
    )


def _consent(row: ConsentAnswer, *, holds: bool) -> ConsentCard:
    return ConsentCard(row.purpose, row.granted, row.until, row.withdrawn_at, holds)


def _history(row: SourceStatement) -> tuple[RevisionCard, ...]:
    """Return the edits, last first: each revision is compared with the values that followed it."""
    revisions = list(Revision.objects.filter(statement=row).order_by("-version"))
    names = person_names(r.actor for r in revisions)
    after = plain_of(row)
    found = []
    for revision in revisions:
        before = revision.before
        changed = tuple((name, before.get(name), after[name]) for name in changed_fields(before, after))
        found.append(RevisionCard(revision.version, revision.at, names.get(revision.actor, ""), changed))
        after = before
    return tuple(found)


def _next(acting: Acting, row: SourceStatement) -> tuple[str, ...]:
    lawyer = not acting.roles.isdisjoint({Role.JURISTE, Role.AVOCAT})
    current = Verification(row.verification)
    return tuple(v.value for v in Verification if v in TRANSITIONS[current] and can_move(current, v, lawyer=lawyer))
