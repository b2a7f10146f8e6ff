"""Papers that people scan: whole, of a kind a court can open, small enough for this machine."""

from __future__ import annotations

from vigie.kernel.api import Invalid, Media, look_at_file

from ..rules.papers import FAULTS, MOST, content_type, whole_pdf


def check_paper(data: bytes, *, field: str = "file") -> str:
    """Return the kind of a paper, read from its bytes. ``field``: where a refusal is shown.

    Raises:
        Invalid: ``cases.paper_empty``, ``cases.paper_large``, ``cases.paper_type``, ``cases.paper_broken``,
            ``cases.paper_locked``, ``cases.paper_pixels``.
    """
    if not data:
        raise Invalid("cases.paper_empty", field=field)
    if len(data) > MOST:
        raise Invalid("cases.paper_large", field=field, limit=MOST // 1_000_000)
    kind = content_type(data)
    if not kind:
        raise Invalid("cases.paper_type", field=field)
    if kind == Media.PDF and not whole_pdf(data):
        raise Invalid("cases.paper_broken", field=field)
    fault = look_at_file(data).fault
    if fault:
        raise Invalid(f"cases.paper_{FAULTS[fault]}", field=field)
    return kind
