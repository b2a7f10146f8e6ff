"""Communiqués: writing, remarks, collecting signatures, publishing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

from vigie.journal.api import notify, record
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, OrgId, atomic, new_id

from ..acting import Acting, check
from ..models import Campaign, Communique, CommuniqueComment, CommuniqueSignature
from ..queries.circle import circle, speaking_for
from ..queries.communiques import communique
from ..rules.communiques import TRANSITIONS, State, Step
from ..rules.permissions import Permission
from .common import day_of


@dataclass(frozen=True, slots=True)
class CommuniqueDraft:
    """A text to sign together, in French and, when it is ready, in English. ``contact`` is an organisation's, never a person's."""

    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    contact: str = ""


def write_communique(
    *, acting: Acting, draft: CommuniqueDraft, now: dt.datetime, slug: str = "", version: int = 0
) -> str:
    """Write a communiqué, a new one or a draft that starts from ``version``; return its slug.

    Raises:
        Denied: no right to write, or another association's.
        Missing: none of the circle.
        Invalid: no title or no text.
        Conflict: it is no longer a draft, or someone wrote in the meantime.
    """
    check(acting, Permission.WRITE_COMMUNIQUE)
    for name in ("title", "body"):
        if not getattr(draft, name).strip():
            raise Invalid("network.no_communique_text", field=name)
    with atomic():
        if slug:
            row = _own(acting, slug)
            if row.state != State.DRAFT:
                raise Conflict("network.communique_moved")
            if row.version != version:
                raise Conflict("network.communique_changed", field="body")
            row.version += 1
        else:
            row = Communique(
                slug=free_slug(Communique, draft.title),
                organisation_id=acting.organisation,
                made_by=acting.actor,
                made_at=now,
            )
        for name in ("title", "body", "title_en", "body_en", "contact"):
            setattr(row, name, getattr(draft, name).strip())
        row.save()
        _note(acting, "network.communique_written", row, now)
    return row.slug


def comment(*, acting: Acting, slug: str, words: str, now: dt.datetime) -> None:
    """Leave a remark on a text of the circle that is not published yet; its author is told.

    Raises:
        Denied: no right to take part.
        Missing: none of the circle.
        Invalid: no word.
        Conflict: it is published.
    """
    check(acting, Permission.TAKE_PART)
    if not words.strip():
        raise Invalid("network.no_words", field="words")
    with atomic():
        row = _locked(acting, slug)
        if row.state == State.PUBLISHED:
            raise Conflict("network.communique_moved")
        CommuniqueComment.objects.create(
            communique=row,
            organisation_id=acting.organisation,
            words=words.strip(),
            written_by=acting.actor,
            written_at=now,
        )
        _note(acting, "network.communique_commented", row, now)
        if row.made_by != acting.actor:
            _tell(ActorId(row.made_by), "network.communique_commented", row, now, acting)


def collect(*, acting: Acting, slug: str, closes_on: dt.date, now: dt.datetime) -> None:
    """Freeze the words and ask the circle to sign, until a day that is still possible.

    Raises:
        Denied: no right to write, or another association's.
        Missing: none of the circle.
        Invalid: the day is past.
        Conflict: it is not a draft.
    """
    if closes_on < day_of(now):
        raise Invalid("network.closes_in_the_past", field="closes_on")
    with atomic():
        row = _moved(acting, slug, Step.COLLECT, now)
        row.closes_on = closes_on
        row.save()
        for other in circle(acting):
            for person in speaking_for(other, day=day_of(now)):
                if person.id != acting.actor:
                    _tell(person.id, "network.communique_to_sign", row, now, acting)


def sign_communique(*, acting: Acting, slug: str, version: int, now: dt.datetime) -> None:
    """Sign for the association acted for, the version one has read. Again changes nothing.

    Raises:
        Denied: no right to speak for the association.
        Missing: none of the circle.
        Conflict: signatures are not collected, the day is past, or the words are not those that were read.
    """
    check(acting, Permission.SPEAK_FOR)
    with atomic():
        row = _locked(acting, slug)
        if row.state != State.COLLECTING or row.closes_on is None or row.closes_on < day_of(now):
            raise Conflict("network.communique_closed")
        if row.version != version:
            raise Conflict("network.communique_changed")
        _signature, new = CommuniqueSignature.objects.get_or_create(
            communique=row,
            organisation_id=acting.organisation,
            defaults={"version": version, "signed_by": acting.actor, "signed_at": now},
        )
        if new:
            _note(acting, "network.communique_signed", row, now)
            if row.made_by != acting.actor:
                _tell(ActorId(row.made_by), "network.communique_signed", row, now, acting)


def unsign_communique(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Take the association's signature back, as long as nothing is published. Again changes nothing.

    Raises:
        Denied: no right to speak for the association.
        Missing: none of the circle.
        Conflict: it is published.
    """
    check(acting, Permission.SPEAK_FOR)
    with atomic():
        row = _locked(acting, slug)
        if row.state == State.PUBLISHED:
            raise Conflict("network.communique_out")
        gone, _kinds = row.signatures.filter(organisation_id=acting.organisation).delete()
        if gone:
            _note(acting, "network.communique_unsigned", row, now)


def publish_communique(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Publish it with the signatures it has.

    Raises:
        Denied: no right to speak for the association, or another one's.
        Missing: none of the circle.
        Conflict: signatures are not being collected, or nobody signed.
    """
    check(acting, Permission.SPEAK_FOR)
    with atomic():
        row = _moved(acting, slug, Step.PUBLISH, now, write=False)
        if not row.signatures.exists():
            raise Conflict("network.nobody_signed")
        row.published_at = now
        row.save()


def move_communique(*, acting: Acting, slug: str, step: Step, now: dt.datetime) -> None:
    """Take the words up again (signatures fall: they were for others), give it up, or come back to it.

    Raises:
        Denied: no right to write, or another association's.
        Missing: none of the circle.
        Conflict: it is not at a point where this can be done.
    """
    if step not in {Step.REWRITE, Step.ABANDON, Step.TAKE_UP}:
        raise Conflict("network.communique_moved")
    with atomic():
        row = _moved(acting, slug, step, now)
        if step is not Step.TAKE_UP:
            for signature in row.signatures.all():
                for person in speaking_for(OrgId(signature.organisation_id), day=day_of(now)):
                    if person.id != acting.actor:
                        _tell(person.id, f"network.communique_{row.state}", row, now, acting)
            row.signatures.all().delete()
        row.closes_on = None
        row.version += 1
        row.save()


def free_slug(model: type[Communique] | type[Campaign], title: str) -> str:
    """Return a slug nobody has: that of the title, with a few letters more when it is taken."""
    base = slugify(title)[:60] or "texte"
    taken = model.objects.filter(slug=base).exists()
    return f"{base}-{new_id()[:6].lower()}" if taken else base


def _moved(acting: Acting, slug: str, step: Step, now: dt.datetime, *, write: bool = True) -> Communique:
    """Return a communiqué of ours one step further; whoever calls saves it."""
    if write:
        check(acting, Permission.WRITE_COMMUNIQUE)
    row = _own(acting, slug)
    state = TRANSITIONS.get((State(row.state), step))
    if state is None:
        raise Conflict("network.communique_moved")
    row.state = state
    _note(acting, f"network.communique_{state.value}", row, now)
    return row


def _locked(acting: Acting, slug: str) -> Communique:
    if not Communique.objects.select_for_update().filter(slug=slug).exists():
        raise Missing("network.no_communique")
    return communique(acting, slug)


def _own(acting: Acting, slug: str) -> Communique:
    row = _locked(acting, slug)
    if row.organisation_id != acting.organisation:
        raise Denied("network.not_your_communique")
    return row


def _tell(person: ActorId, code: str, row: Communique, now: dt.datetime, acting: Acting) -> None:
    link = reverse("network:communique", args=[row.slug])
    params = {"title": row.title, "name": acting.organisation_name}
    notify(person=person, code=code, now=now, link=link, params=params)


def _note(acting: Acting, verb: str, row: Communique, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="communique", object_id=row.id, now=now)
