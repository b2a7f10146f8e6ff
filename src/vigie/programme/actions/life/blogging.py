"""The blog: write a post, add pictures and answer for them, have it read by a second person, publish it, take it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vigie.journal.api import notify, record
from vigie.kernel.api import (
    ActorId,
    Conflict,
    Denied,
    FileRef,
    Invalid,
    Missing,
    after_commit,
    atomic,
    erase_file,
    keep_file,
)
from vigie.network.api import Acting

from ...documents.life.pictures import clean_picture
from ...models import Programme
from ...models.life import Post, PostPicture
from ...queries.access import must_run, programme_of
from ...queries.life.access import life_of, staff_of
from ...queries.life.blog import may_review, post_of
from ...queries.life.safety import check_post
from ...rules.life.safety import Face
from ...rules.life.states import POST_MOVES, PostState
from ...rules.texts import LANGUAGES, free_slug
from .common import bounded, day_of, needed

MOST_PICTURES = 12
LONGEST_POST = 40_000


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post; ``signed``: the name it is signed with, which its author chooses; ``cleared``: words said to be nobody's."""

    title: str
    body: str = ""
    summary: str = ""
    language: str = "fr"
    signed: str = ""
    themes: Sequence[str] = ()
    cleared: Sequence[str] = ()


def owner_of(post_id: str) -> str:
    """Return the owner of the kept pictures of a post."""
    return f"post:{post_id}"


def begin_post(
    *,
    acting: Acting,
    draft: PostDraft,
    mission: str = "",
    programme: str = "",
    now: dt.datetime,
    invented: bool = False,
) -> str:
    """Begin a post about a mission (its volunteer, or who follows them) or of a programme (its operator); return its slug.

    Raises:
        Missing: ``programme.no_mission``, ``programme.no_programme``. Denied: ``programme.not_in_life``, ``programme.operator_only``.
        Invalid: ``programme.name_needed``, ``programme.too_long``.
    """
    entered = life_of(acting, mission) if mission else None
    parent = entered.mission.session.programme if entered else _run(acting, programme)
    columns = _columns(draft)
    with atomic():
        row = Post.objects.create(
            programme=parent,
            mission=entered.mission if entered else None,
            slug=free_slug(str(columns["title"]), set(Post.objects.values_list("slug", flat=True))),
            author=acting.actor,
            created_at=now,
            invented=invented,
            **columns,
        )
        _note(acting, "post_begun", row, now)
    return row.slug


def _run(acting: Acting, slug: str) -> Programme:
    found = programme_of(acting, slug)
    must_run(acting, found)
    return found


def _columns(draft: PostDraft) -> dict[str, object]:
    return {
        "title": needed(draft.title, field="title", most=160, code="programme.name_needed"),
        "body": bounded(draft.body, field="body", most=LONGEST_POST),
        "summary": bounded(draft.summary, field="summary", most=400),
        "language": draft.language if draft.language in LANGUAGES else "fr",
        "signed": bounded(draft.signed, field="signed", most=120),
        "themes": [theme.strip()[:60] for theme in draft.themes if theme.strip()],
        "cleared": sorted({word.strip() for word in draft.cleared if word.strip()}),
    }


def write_post(*, acting: Acting, slug: str, draft: PostDraft, base: int, now: dt.datetime) -> int:
    """Keep what the author writes and return the new version.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.author_only``. Invalid: as ``begin_post``.
        Conflict: ``programme.post_moved``; ``programme.post_closed``, it is being read or it is out.
    """
    row = _mine(acting, slug)
    columns = _columns(draft)
    with atomic():
        row = Post.objects.select_for_update().get(id=row.id)
        if row.state != PostState.DRAFT:
            raise Conflict("programme.post_closed")
        if row.version != base:
            raise Conflict("programme.post_moved")
        for name, value in columns.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        _note(acting, "post_written", row, now)
    return row.version


def add_picture(*, acting: Acting, slug: str, data: bytes, words: str, now: dt.datetime) -> str:
    """Add a picture, made again from its pixels alone, with the words that say it to who does not see it; return its id.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.author_only``. Conflict: ``programme.post_closed``.
        Invalid: ``programme.pictures_enough``; as ``clean_picture``.
    """
    row = _mine(acting, slug)
    if row.state != PostState.DRAFT:
        raise Conflict("programme.post_closed")
    if row.pictures.count() >= MOST_PICTURES:
        raise Invalid("programme.pictures_enough", field="picture", most=MOST_PICTURES)
    cleaned = clean_picture(data)
    with atomic():
        made = PostPicture.objects.create(
            post=row,
            file=keep_file(cleaned.data, owner=owner_of(row.id)),
            words=bounded(words, field="words", most=300),
            width=cleaned.width,
            height=cleaned.height,
            added_by=acting.actor,
            added_at=now,
        )
        _note(acting, "post_pictured", row, now)
    return made.id


def answer_picture(*, acting: Acting, slug: str, picture_id: str, face: Face, words: str, now: dt.datetime) -> None:
    """Answer for a picture: is there a face? And say what it shows.

    Raises:
        Missing: ``programme.no_post``, ``programme.no_picture``. Denied: ``programme.author_only``. Conflict: ``programme.post_closed``.
    """
    row = _mine(acting, slug)
    if row.state != PostState.DRAFT:
        raise Conflict("programme.post_closed")
    with atomic():
        text = bounded(words, field="words", most=300)
        if not row.pictures.filter(id=picture_id).update(face=face.value, words=text):
            raise Missing("programme.no_picture")
        _note(acting, "post_pictured", row, now)


def drop_picture(*, acting: Acting, slug: str, picture_id: str, now: dt.datetime) -> None:
    """Take a picture out and shred it.

    Raises:
        Missing: ``programme.no_post``, ``programme.no_picture``. Denied: ``programme.author_only``. Conflict: ``programme.post_closed``.
    """
    row = _mine(acting, slug)
    if row.state != PostState.DRAFT:
        raise Conflict("programme.post_closed")
    with atomic():
        picture = row.pictures.filter(id=picture_id).first()
        if picture is None:
            raise Missing("programme.no_picture")
        ref = FileRef(picture.file)
        picture.delete()
        after_commit(lambda: erase_file(ref))
        _note(acting, "post_pictured", row, now)


def submit_post(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Ask a second person to read a post, once the safety check finds nothing left.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.author_only``.
        Invalid: ``programme.post_empty``; ``programme.post_unsafe``, the page points at the words. Conflict: ``programme.cannot_move``.
    """
    row = _mine(acting, slug)
    if not row.body.strip():
        raise Invalid("programme.post_empty", field="body")
    if not check_post(row, acting).passes:
        raise Invalid("programme.post_unsafe")
    with atomic():
        _move(row, PostState.REVIEW)
        Post.objects.filter(id=row.id).update(state=row.state, remark="", reviewer="")
        _note(acting, "post_submitted", row, now)
        if row.mission:
            for person in staff_of(row.mission, day=day_of(now)) - {acting.actor}:
                _tell(person, "post_to_read", row, now)


def publish_post(*, acting: Acting, slug: str, read: bool, now: dt.datetime) -> None:
    """Publish a post that a second person has read: it is checked again, with what that person's association knows.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.not_a_reviewer``, ``programme.second_person``.
        Invalid: ``programme.read_first``, ``programme.post_unsafe``. Conflict: ``programme.cannot_move``.
    """
    row = _review(acting, slug)
    if not read:
        raise Invalid("programme.read_first", field="read")
    if not check_post(row, acting).passes:
        raise Invalid("programme.post_unsafe")
    with atomic():
        _move(row, PostState.PUBLISHED)
        values = {"state": row.state, "reviewer": acting.actor, "published_at": now, "taken_down_at": None}
        Post.objects.filter(id=row.id).update(**values)
        _note(acting, "post_published", row, now)
        _tell(ActorId(row.author), "post_is_out", row, now)


def return_post(*, acting: Acting, slug: str, remark: str, now: dt.datetime) -> None:
    """Give a post back to its author, with why.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.not_a_reviewer``, ``programme.second_person``.
        Invalid: ``programme.reason_needed``. Conflict: ``programme.cannot_move``.
    """
    row = _review(acting, slug)
    words = needed(remark, field="remark", most=1000, code="programme.reason_needed")
    with atomic():
        _move(row, PostState.DRAFT)
        Post.objects.filter(id=row.id).update(state=row.state, remark=words, reviewer=acting.actor)
        _note(acting, "post_returned", row, now)
        _tell(ActorId(row.author), "post_is_back", row, now)


def take_post_down(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Take a post off the public pages, at once: its author, or whoever may read posts before they come out.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.not_a_reviewer``. Conflict: ``programme.cannot_move``.
    """
    row = post_of(acting, slug)
    if row.author != acting.actor and not may_review(acting, row):
        raise Denied("programme.not_a_reviewer")
    with atomic():
        _move(row, PostState.TAKEN_DOWN)
        Post.objects.filter(id=row.id).update(state=row.state, taken_down_at=now)
        _note(acting, "post_taken_down", row, now)
        if row.author != acting.actor:
            _tell(ActorId(row.author), "post_is_down", row, now)


def take_post_up(*, acting: Acting, slug: str, now: dt.datetime) -> None:
    """Make a post that was taken down a draft again.

    Raises:
        Missing: ``programme.no_post``. Denied: ``programme.author_only``. Conflict: ``programme.cannot_move``.
    """
    row = _mine(acting, slug)
    with atomic():
        if row.state != PostState.TAKEN_DOWN:
            raise Conflict("programme.cannot_move")
        _move(row, PostState.DRAFT)
        Post.objects.filter(id=row.id).update(state=row.state)
        _note(acting, "post_written_again", row, now)


def _mine(acting: Acting, slug: str) -> Post:
    row = post_of(acting, slug)
    if row.author != acting.actor:
        raise Denied("programme.author_only")
    return row


def _review(acting: Acting, slug: str) -> Post:
    row = post_of(acting, slug)
    if row.author == acting.actor:
        raise Denied("programme.second_person")
    if not may_review(acting, row):
        raise Denied("programme.not_a_reviewer")
    return row


def _move(row: Post, to: PostState) -> None:
    if to not in POST_MOVES[PostState(row.state)]:
        raise Conflict("programme.cannot_move")
    row.state = to.value


def _tell(person: ActorId, code: str, row: Post, now: dt.datetime) -> None:
    notify(
        person=person, code=f"programme.{code}", now=now, link=f"/missions/blog/{row.slug}", params={"title": row.title}
    )


def _note(acting: Acting, verb: str, row: Post, now: dt.datetime) -> None:
    record(acting=acting, verb=f"programme.{verb}", kind="post", object_id=row.id, now=now)
