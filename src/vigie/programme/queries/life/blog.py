"""Posts: those one writes or reads before they come out, those anyone reads."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vigie.kernel.api import FileRef, Missing, NoFile, read_file
from vigie.network.api import Acting, Permission, can

from ...models.life import Post
from ...rules.life.states import PostState
from ..access import missions, programmes

SHOWN = PostState.PUBLISHED.value


def posts(acting: Acting) -> QuerySet[Post]:
    """Return the posts a person sees inside the house: their own; those of their programmes once they are to be read."""
    reads = can(acting, Permission.RUN_PROGRAMME) or can(acting, Permission.WRITE_BULLETIN)
    mine = Q(author=acting.actor)
    theirs = (
        Q(mission__in=missions(acting)) | Q(mission=None, programme__in=programmes(acting))
        if can(acting, Permission.SEE_PROGRAMME)
        else Q(pk=None)
    )
    states = ~Q(state=PostState.DRAFT.value) if reads else Q(state=SHOWN)
    found = Post.objects.filter(mine | (theirs & states)).distinct()
    return found.select_related("programme", "mission").prefetch_related("pictures")


def post_of(acting: Acting, slug: str) -> Post:
    """Return a post to its author or whoever reads it.

    Raises:
        Missing: ``programme.no_post``.
    """
    row = posts(acting).filter(slug=slug).first()
    if row is None:
        raise Missing("programme.no_post")
    return row


def may_review(acting: Acting, row: Post) -> bool:
    """Say whether somebody may read a post before it comes out: staff or communication of a partner, never its author."""
    reads = can(acting, Permission.RUN_PROGRAMME) or can(acting, Permission.WRITE_BULLETIN)
    return reads and row.author != acting.actor


def public_posts(*, theme: str = "", programme: str = "") -> list[Post]:
    """Return the posts anyone reads, newest first."""
    rows = Post.objects.filter(state=SHOWN).select_related("programme", "mission").prefetch_related("pictures")
    if programme:
        rows = rows.filter(programme__slug=programme)
    return [row for row in rows if not theme or theme in row.themes]


def public_post(slug: str) -> Post:
    """Return a post anyone reads.

    Raises:
        Missing: ``programme.no_public_post``; one that was taken down is not told from none.
    """
    found = (
        Post.objects.filter(state=SHOWN, slug=slug).select_related("programme", "mission").prefetch_related("pictures")
    )
    row = found.first()
    if row is None:
        raise Missing("programme.no_public_post")
    return row


def picture_of(row: Post, picture_id: str) -> bytes:
    """Return a picture of a post.

    Raises:
        Missing: ``programme.no_picture``.
    """
    picture = row.pictures.filter(id=picture_id).first()
    try:
        if picture is not None:
            return read_file(FileRef(picture.file))
    except NoFile:
        pass
    raise Missing("programme.no_picture")
