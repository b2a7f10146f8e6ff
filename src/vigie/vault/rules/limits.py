"""How long a vault stays open, how often one may try, how much one may write."""

from __future__ import annotations

import datetime as dt

IDLE = dt.timedelta(minutes=15)
LONGEST = dt.timedelta(hours=8)
TRIES = 10
"""Wrong passphrases within ``TRIES_WITHIN``, then one waits."""
TRIES_WITHIN = dt.timedelta(minutes=15)
MIN_KEYHOLDERS = 2
MOTIVE_LENGTH = 300
TOUCH_EVERY = dt.timedelta(seconds=30)
"""A busy page does not write its "last used" more often than this."""
DRAFT_BYTES = 200_000
"""The most one draft may weigh: ten times the longest message that may be pasted."""
DRAFT_FIELDS = 3_000
DRAFT_LIFE = dt.timedelta(hours=24)
MOST_DRAFTS = 100
"""Drafts a person may have waiting."""


def expires_at(*, created: dt.datetime, last_used: dt.datetime) -> dt.datetime:
    """Return when an open vault closes by itself if nobody uses it."""
    return min(created + LONGEST, last_used + IDLE)
