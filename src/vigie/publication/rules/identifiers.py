"""What in a sentence could lead to a person: looked for before it is published. Pure.

It finds what has a shape (phones, addresses, plates, hours, coordinates) and the names it is given. It does not know people's
names: two persons read after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from phonenumbers import Leniency, PhoneNumberMatcher

REGIONS = ("FR", "GB", "BE")


class Sign(StrEnum):
    """What was found."""

    PHONE = "phone"
    ADDRESS = "address"
    PLATE = "plate"
    HOUR = "hour"
    COORDINATES = "coordinates"
    SITE = "site"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, as it stands in the text."""

    sign: Sign
    text: str


_SHAPES: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (Sign.ADDRESS, re.compile(r"[\w.+-]+@[\w-]+\.\w+|https?://\S+|(?<!\w)@\w{3,}")),
    (
        Sign.PLATE,
        re.compile(r"\b[A-Z]{2}[- ]?\d{3}[- ]?[A-Z]{2}\b|\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b\d{2,4} [A-Z]{2,3} \d{2}\b"),
    ),
    (
        Sign.HOUR,
        re.compile(
            r"\b(?:[01]?\d|2[0-3])\s?(?:h|heures?|:)\s?(?:[0-5]\d)?\b(?!\d)|\b\d{1,2}(?::[0-5]\d)?\s?[ap]\.?m\b",
            re.IGNORECASE,
        ),
    ),
    (Sign.COORDINATES, re.compile(r"\b\d{1,2}[.,]\d{3,}\b|\b\d{1,3}°\s?\d{1,2}")),
    (Sign.AGE, re.compile(r"\b\d{1,3}\s(?:ans|years? old)\b|\b\d{1,2}-year-old\b", re.IGNORECASE)),
)


def signs_in(text: str, *, sites: Iterable[str] = ()) -> list[Found]:
    """Return what could lead to a person or a living place, in the order it is looked for.

    Args:
        text: a sentence to publish.
        sites: names of living sites, which are never published.
    """
    plain = unicodedata.normalize("NFKC", text)
    found = [Found(Sign.PHONE, phone) for phone in dict.fromkeys(_phones(plain))]
    for sign, shape in _SHAPES:
        found += [Found(sign, match[0].strip()) for match in shape.finditer(plain)]
    folded = _folded(plain)
    for name in sites:
        if name and re.search(rf"\b{re.escape(_folded(name))}\b", folded):
            found.append(Found(Sign.SITE, name))
    return found


def _phones(text: str) -> Iterable[str]:
    for region in REGIONS:
        yield from (match.raw_string for match in PhoneNumberMatcher(text, region, Leniency.VALID))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
