"""Refusals: a code and parameters, never a sentence. The sentence lives in each floor's ``phrases.py``."""

from __future__ import annotations


class Refusal(Exception):
    """Something that will not be done, with the code of the reason.

    Args:
        code: dotted, ``floor.reason``, for example ``vault.locked``.
        field: name of the input it is about, when there is one.
        params: plain values put into the sentence.
    """

    status = 400

    def __init__(self, code: str, /, *, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params = params


class Denied(Refusal):
    """The person may not do this."""

    status = 403


class Invalid(Refusal):
    """What came in is wrong; nothing of it is lost."""

    status = 400


class Conflict(Refusal):
    """Someone else changed it in the meantime."""

    status = 409


class Missing(Refusal):
    """It is not there, or not for this person: a stranger is not told which."""

    status = 404


class Refusals(Exception):
    """Several refusals of one input, told together."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(", ".join(r.code for r in refusals))
        self.refusals = refusals
