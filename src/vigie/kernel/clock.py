"""The one clock of the house."""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


class ClockRefused(RuntimeError):
    """``VIGIE_NOW`` is set in a world where time may not be moved."""


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC.

    ``VIGIE_NOW`` (ISO 8601) moves it in the demonstration and in tests.

    Raises:
        ClockRefused: ``VIGIE_NOW`` is set while the world is the real one.
        ValueError: ``VIGIE_NOW`` is not a date and time.
    """
    moved = os.environ.get("VIGIE_NOW")
    if not moved:
        return dt.datetime.now(tz=dt.UTC)
    if os.environ.get("VIGIE_WORLD", "real") == "real" and "PYTEST_CURRENT_TEST" not in os.environ:
        raise ClockRefused("VIGIE_NOW")
    moment = dt.datetime.fromisoformat(moved)
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)


def today() -> dt.date:
    """Return today's date on the French coast."""
    return now().astimezone(PARIS).date()
