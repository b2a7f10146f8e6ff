"""How a hand-over between two people lives, and what is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class SuccessionState(StrEnum):
    """Where a hand-over stands."""

    DRAFT = "draft"
    OFFERED = "offered"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class SuccessionStep(StrEnum):
    """What happens to it: who leaves signs, who arrives signs or sends it back, who leaves takes it back."""

    OFFER = "offer"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


_S, _T = SuccessionState, SuccessionStep
SUCCESSIONS: dict[tuple[SuccessionState, SuccessionStep], SuccessionState] = {
    (_S.DRAFT, _T.OFFER): _S.OFFERED,
    (_S.DRAFT, _T.WITHDRAW): _S.WITHDRAWN,
    (_S.OFFERED, _T.ACCEPT): _S.DONE,
    (_S.OFFERED, _T.SEND_BACK): _S.DRAFT,
    (_S.OFFERED, _T.WITHDRAW): _S.WITHDRAWN,
}
"""What may follow what. Signed by both, it does not move any more."""

HAND, LEAVE = "hand", "leave"
Key = tuple[str, str]
"""The kind of a line, and the object it speaks of."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What who leaves says of one line: handed on, or left, and why. ``blocked``: it cannot be handed to this successor."""

    key: Key
    what: str = ""
    why: str = ""
    blocked: bool = False


def unsaid(choices: Iterable[Choice]) -> list[Key]:
    """Return the lines of which nothing was said: neither handed nor left."""
    return [choice.key for choice in choices if choice.what not in {HAND, LEAVE}]


def unreasoned(choices: Iterable[Choice]) -> list[Key]:
    """Return the lines left without a reason."""
    return [choice.key for choice in choices if choice.what == LEAVE and not choice.why.strip()]


def impossible(choices: Iterable[Choice]) -> list[Key]:
    """Return the lines handed to somebody who cannot take them."""
    return [choice.key for choice in choices if choice.what == HAND and choice.blocked]


def appeared(signed: Collection[Key], today: Iterable[Key]) -> list[Key]:
    """Return what has come since the list was signed: nobody has said anything of it."""
    return [key for key in today if key not in signed]
