"""Put the envelopes of one testimony in order: its sessions, their parts, the pieces of their recordings. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .frames import Head, Kind


@dataclass(frozen=True, slots=True)
class Item:
    """One envelope: the id of its row, and what it says of itself."""

    id: str
    head: Head


@dataclass(frozen=True, slots=True)
class Session:
    """What one session left: parts in order, and by file the pieces of its recordings, each once."""

    number: str
    moment: float
    parts: tuple[Item, ...]
    sounds: Mapping[str, tuple[Item, ...]]

    @property
    def top(self) -> int:
        """Return the number of its last part, -1 when there is none."""
        return self.parts[-1].head.sequence if self.parts else -1


def sessions_of(items: Iterable[Item]) -> list[Session]:
    """Return the sessions of one testimony, the first first, as the clock of its own phone says."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.head.session, []).append(item)
    sessions = [_session(number, mine) for number, mine in found.items()]
    return sorted(sessions, key=lambda session: (session.moment, session.number))


def whole(pieces: tuple[Item, ...]) -> bool:
    """Say whether no piece of a recording is missing before its last one."""
    return [item.head.piece for item in pieces] == list(range(len(pieces)))


def _session(number: str, items: list[Item]) -> Session:
    parts = [item for item in items if item.head.kind is Kind.PART]
    sounds: dict[str, dict[int, Item]] = {}
    for item in items:
        if item.head.kind is Kind.SOUND:
            sounds.setdefault(item.head.file, {}).setdefault(item.head.piece, item)
    return Session(
        number=number,
        moment=min(item.head.moment for item in items),
        parts=tuple(sorted(parts, key=lambda item: (item.head.sequence, item.head.moment, item.id))),
        sounds={file: tuple(pieces[n] for n in sorted(pieces)) for file, pieces in sorted(sounds.items())},
    )
