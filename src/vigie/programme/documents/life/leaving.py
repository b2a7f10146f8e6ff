"""Posts to take to another blog: a ZIP of Markdown, HTML and pictures, that opens by itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import yaml
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from vigie.kernel.api import FileRef, read_files

from ...models.life import Post

PAGE = (
    '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title></head>\n'
    "<body><article><h1>{}</h1>\n<p>{}</p>\n{}\n{}</article></body></html>\n"
)


def posts_zip(rows: Iterable[tuple[Post, SafeString]]) -> bytes:
    """Return posts, each with its text as safe HTML, as one ZIP: a folder per post."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for row, html in rows:
            pictures = list(row.pictures.all())
            data = read_files(FileRef(p.file) for p in pictures)
            names = [
                (f"image-{n}.jpg", p.words, data[FileRef(p.file)])
                for n, p in enumerate(pictures, 1)
                if FileRef(p.file) in data
            ]
            archive.writestr(f"{row.slug}/{row.slug}.md", _markdown(row, names))
            archive.writestr(f"{row.slug}/{row.slug}.html", _page(row, html, names))
            for name, _words, content in names:
                archive.writestr(f"{row.slug}/{name}", content)
    return out.getvalue()


def _markdown(row: Post, pictures: list[tuple[str, str, bytes]]) -> str:
    head = {
        "title": row.title,
        "date": row.published_at.date().isoformat() if row.published_at else "",
        "lang": row.language,
        "author": row.signed,
        "summary": row.summary,
        "tags": list(row.themes),
    }
    shown = "".join(f"\n![{words}]({name})\n" for name, words, _data in pictures)
    return f"---\n{yaml.safe_dump(head, allow_unicode=True, sort_keys=False)}---\n\n{row.body}\n{shown}"


def _page(row: Post, html: SafeString, pictures: list[tuple[str, str, bytes]]) -> str:
    figures = format_html_join(
        "\n", '<figure><img src="{}" alt="{}"></figure>', ((name, words) for name, words, _d in pictures)
    )
    return str(format_html(mark_safe(PAGE), row.language, row.title, row.title, row.summary, html, figures))  # noqa: S308 -- ours
