"""The files of a bulletin: a page that stands alone, a PDF, tables, JSON; in French and in English."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from vigie.kernel.api import world
from vigie.ui.api import file_name, render_pdf

from ..rules.contents import LANGUAGES
from .figures import chart_svg, chart_svgs, map_svg, moves
from .telling import Pages

FOLDER = "publications"
KINDS = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def stem(page: dict[str, Any]) -> str:
    """Return what the names of a bulletin's files begin with: ``bulletin-calaisis-2026-10``."""
    return file_name(f"bulletin-{page['view'] or 'littoral'}-{page['month']}")


def file_names(pages: Pages) -> list[str]:
    """Return the names of the files of a bulletin."""
    base = stem(pages.page("fr"))
    return [f"{base}-{language}.{kind}" for language in LANGUAGES for kind in ("pdf", "html", "csv")] + [f"{base}.json"]


def make(pages: Pages, name: str) -> bytes:
    """Make one file.

    Raises:
        KeyError: not one of ``file_names``.
    """
    if name not in file_names(pages):
        raise KeyError(name)
    kind = name.rsplit(".", 1)[1]
    if kind == "json":
        return as_json(pages)
    language = name.rsplit(".", 1)[0].rsplit("-", 1)[1]
    return {"pdf": as_pdf, "html": as_html, "csv": as_csv}[kind](pages, language)


def make_all(pages: Pages, languages: tuple[str, ...] = LANGUAGES) -> dict[str, bytes]:
    """Make every file, or those of one language."""
    left_out = tuple(f"-{other}" for other in LANGUAGES if other not in languages)
    names = [n for n in file_names(pages) if not n.rsplit(".", 1)[0].endswith(left_out)]
    chart_svgs([pages.page(language) for language in languages])  # drawn at once, then found where they are kept
    return {name: make(pages, name) for name in names}


def hashes(files: dict[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of each file."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def keep(files: dict[str, bytes], content_hash: str) -> None:
    """Write the files of a publication where the house keeps them."""
    folder = world().folder / FOLDER / content_hash
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        draft = folder / f"{name}.part"
        draft.write_bytes(content)
        draft.replace(folder / name)


def kept(name: str, content_hash: str) -> bytes | None:
    """Return a file of a publication as it was made."""
    path = world().folder / FOLDER / content_hash / name
    return path.read_bytes() if path.is_file() else None


def as_pdf(pages: Pages, language: str) -> bytes:
    """Set the bulletin on paper."""
    page = pages.page(language)
    data = {
        **page,
        "chart": chart_svg(page),
        "moves": moves(page),
        "map": map_svg(page),
        "draft": pages.draft,
        "hash": pages.content_hash,
    }
    with translation.override(language):
        return render_pdf("publication/bulletin.typ", data)


def as_html(pages: Pages, language: str) -> bytes:
    """Return a page that stands alone: nothing is fetched, its style and its drawings are inside."""
    page = pages.page(language)
    context = {
        "page": page,
        "pages": pages,
        "moves": moves(page),
        "style": mark_safe(f"<style>{_css()}</style>"),  # noqa: S308 -- our own file
        "chart": mark_safe(chart_svg(page)),  # noqa: S308 -- drawn by us, words escaped
        "map": mark_safe(map_svg(page)),  # noqa: S308 -- the same
    }
    with translation.override(language):
        return render_to_string("publication/alone.html", context).encode()


def as_csv(pages: Pages, language: str) -> bytes:
    """Return all figures as one table: what, where, when, number, unit, qualifier, query. Nothing runs in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["table", "measure", "start", "end", "zone", "place", "act", "value", "qualifier", "held", "label", "query"]
    )
    for cell, said in zip(pages.cells, pages.page(language)["queries"], strict=True):
        value = "" if cell["value"] is None else cell["value"]
        qualifier = "held" if cell["held"] else cell["qualifier"] or "unknown"
        columns = [cell[c] for c in ("table", "measure", "start", "end", "zone", "place", "act")]
        row = [*columns, value, qualifier, int(cell["held"]), said["what"], cell["query"]]
        writer.writerow([_harmless(v) for v in row])
    return out.getvalue().encode("utf-8-sig")


def as_json(pages: Pages) -> bytes:
    """Return the bulletin for machines: pages, figures with their queries, the hash of what was signed."""
    told = {
        "content_hash": pages.content_hash,
        "draft": pages.draft,
        "cells": pages.cells,
        "pages": pages.by_language,
    }
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value


@cache
def _css() -> str:
    static = Path(__file__).resolve().parent.parent / "static" / "publication"
    return (static / "bulletin.css").read_text(encoding="utf-8")
