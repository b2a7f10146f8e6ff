"""The blog as anyone reads it: the list, one post, its pictures, the feed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ...models.life import Post
from ...queries.life.blog import picture_of, public_post, public_posts
from ..prose import prose
from ..public import public

BLOG = "Vues d’Europe et d’Ailleurs"


@public
@require_GET
def blog(request: HttpRequest) -> HttpResponse:
    """List the posts, newest first, of a theme when one asks for it."""
    rows = public_posts()
    theme = request.GET.get("theme", "")
    themes = sorted({theme for row in rows for theme in row.themes})
    shown = [row for row in rows if not theme or theme in row.themes]
    return render(request, "programme/life/public/blog.html", {"posts": shown, "themes": themes, "theme": theme})


@public
@require_GET
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a post."""
    row = public_post(slug)
    context = {
        "post": row,
        "html": prose(row.body),
        "pictures": list(row.pictures.all()),
        "linked": _linked(request, row),
    }
    return render(request, "programme/life/public/post.html", context)


def _linked(request: HttpRequest, row: Post) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": row.title,
        "inLanguage": row.language,
        "datePublished": row.published_at.date().isoformat() if row.published_at else None,
        "url": request.build_absolute_uri(reverse("programme_blog:post", args=[row.slug])),
        "isPartOf": {"@type": "Blog", "name": BLOG},
    }


@public
@require_GET
def picture(request: HttpRequest, slug: str, picture_id: str) -> HttpResponse:  # noqa: ARG001 -- a view
    """Give a picture of a post that is out."""
    return HttpResponse(picture_of(public_post(slug), picture_id), content_type="image/jpeg")


@public
@require_GET
def feed(request: HttpRequest) -> HttpResponse:
    """Give the posts as RSS."""
    made = Rss201rev2Feed(
        title=BLOG,
        link=request.build_absolute_uri(reverse("programme_blog:blog")),
        description=_("Les articles des volontaires en mission."),
        language=(get_language() or "fr").split("-")[0],
    )
    for row in public_posts()[:50]:
        address = request.build_absolute_uri(reverse("programme_blog:post", args=[row.slug]))
        made.add_item(
            title=row.title,
            link=address,
            unique_id=address,
            description=row.summary or row.title,
            pubdate=row.published_at,
            categories=row.themes,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
