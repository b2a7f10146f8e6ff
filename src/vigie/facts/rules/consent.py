"""What a person agreed to, and what follows from it. Consent binds; a person who says they are a minor is treated as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.network.api import Audience

COUNT = "count"
NETWORK = "network"
LAWYER = "lawyer"
QUOTE = "quote"
MEDIA = "media"
TRAINING = "training"
BODY_PREFIX = "body:"
PURPOSES = (COUNT, NETWORK, LAWYER, QUOTE, MEDIA, TRAINING)
PLAIN_QUESTIONS = {"count": (COUNT, NETWORK), "lawyer": (LAWYER,), "quote": (QUOTE,)}
"""The three questions asked in the field, and the purposes each one opens."""

WIDTH = {Audience.OWNER: 0, Audience.PARTNERS: 1, Audience.NETWORK: 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a purpose, yes or no, until when, taken back or not. A missing answer is not a yes."""

    purpose: str
    granted: bool
    until: dt.date | None = None
    withdrawn: bool = False

    def holds(self, day: dt.date) -> bool:
        """Say whether it is a yes that still holds that day."""
        return self.granted and not self.withdrawn and (self.until is None or day <= self.until)


def is_purpose(code: str) -> bool:
    """Say whether a code names a purpose, or one body to which a file may go."""
    return code in PURPOSES or (code.startswith(BODY_PREFIX) and len(code) > len(BODY_PREFIX))


def answers_to_plain(*, count: bool | None, lawyer: bool | None, quote: bool | None) -> tuple[Answer, ...]:
    """Return the answers that the three plain questions give; a question left open gives none."""
    said = {"count": count, "lawyer": lawyer, "quote": quote}
    return tuple(
        Answer(purpose, granted)
        for question, purposes in PLAIN_QUESTIONS.items()
        if (granted := said[question]) is not None
        for purpose in purposes
    )


def allows(answers: Iterable[Answer], purpose: str, *, on: dt.date) -> bool:
    """Say whether a purpose is open that day."""
    return any(answer.purpose == purpose and answer.holds(on) for answer in answers)


def audience_of(answers: Iterable[Answer], *, minor_held: bool, on: dt.date) -> Audience:
    """Return how far the coded facts of a testimony may go.

    Args:
        answers: what the person answered.
        minor_held: the person says they are a minor and no child-protection referent has validated yet.
        on: the day it is asked.
    """
    held = list(answers)
    if minor_held or not (allows(held, COUNT, on=on) and allows(held, NETWORK, on=on)):
        return Audience.OWNER
    return Audience.NETWORK


def narrower(one: Audience, other: Audience) -> Audience:
    """Return the smaller of two audiences."""
    return min(one, other, key=WIDTH.__getitem__)


def may_quote(answers: Iterable[Answer], *, minor_held: bool, on: dt.date) -> bool:
    """Say whether the person's words may be quoted without their name."""
    return not minor_held and allows(answers, QUOTE, on=on)


def may_file(answers: Iterable[Answer], body: str, *, on: dt.date) -> bool:
    """Say whether the file may go to this one body."""
    return allows(answers, f"{BODY_PREFIX}{body}", on=on)
