"""What was typed in a small form, read with a clear refusal when it cannot be."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from vigie.kernel.api import Invalid


def day_of(request: HttpRequest, name: str) -> dt.date | None:
    """Return a day that was posted, ``None`` when left empty.

    Raises:
        Invalid: ``cases.date_wrong``.
    """
    text = request.POST.get(name, "").strip()
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Invalid("cases.date_wrong", field=name) from None


def needed_day(request: HttpRequest, name: str) -> dt.date:
    """Return a day that must be there.

    Raises:
        Invalid: ``cases.date_wrong``.
    """
    day = day_of(request, name)
    if day is None:
        raise Invalid("cases.date_wrong", field=name)
    return day


def words_of(request: HttpRequest, name: str) -> str:
    """Return a text that was posted, without what no database keeps."""
    return request.POST.get(name, "").replace("\x00", "").replace("\r\n", "\n").strip()
