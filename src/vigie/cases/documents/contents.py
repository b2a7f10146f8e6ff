"""What the makers of documents are given: plain values, in the language of the document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of a referral. ``named``: this body will learn their name, which is written by hand, never here."""

    pseudonym: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of the chronology. ``knowledge``: how it is known ("vu par une équipe", "rapporté par la personne").

    ``exhibits``: the numbers of the exhibits that support it. ``language``: of ``quote``, the person's own words.
    """

    when: str
    where: str
    what: str
    knowledge: str = ""
    quote: str = ""
    language: str = "fr"
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A text that could be relied on. Until a lawyer checked it, ``verified`` is false and every document says so."""

    text: str
    note: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    """An exhibit in an inventory. ``sha256`` and ``size`` (bytes) are those of the file that is handed over."""

    number: int
    title: str
    source: str = ""
    date: str = ""
    pages: int = 1
    sha256: str = ""
    size: int = 0
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class ReferralContent:
    """Everything a referral says. ``made_on``: the day of the document; ``invented``: every page says it is an exercise."""

    title: str
    body: str
    association: str
    made_on: dt.date
    purpose: str = ""
    place: str = ""
    people: tuple[PersonLine, ...] = ()
    facts: tuple[FactLine, ...] = ()
    requests: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    exhibits: tuple[ExhibitLine, ...] = ()
    signatories: tuple[str, ...] = ()
    invented: bool = False


@dataclass(frozen=True, slots=True)
class ExhibitFile:
    """An exhibit and its redacted working copy in clear, in memory. ``content`` is never printed."""

    line: ExhibitLine
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An exhibit that could not be put in a document, and why (a code: ``encrypted``, ``broken``, ``not_ready``, ``closed``)."""

    number: int
    title: str
    why: str
