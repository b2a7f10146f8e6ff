"""A restore must not bring back what was erased: the keystore is newer than the rows, and proves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.facts.api import withdraw_erased
from vigie.vault.api import replay_erasures


@dataclass(frozen=True, slots=True)
class Replayed:
    """Sealed objects erased again, testimonies taken back with them."""

    erased: int
    withdrawn: int


def replay(*, now: dt.datetime) -> Replayed:
    """Write on the rows of a backup every erasure that came after it. Where there is none, nothing changes."""
    refs = replay_erasures(now=now)
    return Replayed(len(refs), len(withdraw_erased(refs=refs, now=now)))
