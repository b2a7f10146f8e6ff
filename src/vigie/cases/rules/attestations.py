"""What the written statement of a witness must hold, and what it is worth. Pure.

Source: Code de procédure civile, art. 200 to 203 (202 for the content); Code pénal, art. 441-7. Before an administrative
court proof is free: the form is not required, and a clean one weighs more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """A sealed paper of an attestation."""

    IDENTITY = "identity"
    ORIGINAL = "original"
    TRANSLATION = "translation"
    INTERPRETER = "interpreter"
    AID = "aid"


UPLOADED = frozenset(Paper) - {Paper.AID}


class Identity(StrEnum):
    """Whether the witness has an official paper that shows who they are and how they sign."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of the article, and its paragraph."""

    code: str
    source: str


MENTIONS: tuple[Mention, ...] = (
    Mention("seen", "CPC 202, al. 1"),
    Mention("names", "CPC 202, al. 2"),
    Mention("birth", "CPC 202, al. 2"),
    Mention("home", "CPC 202, al. 2"),
    Mention("occupation", "CPC 202, al. 2"),
    Mention("links", "CPC 202, al. 2"),
    Mention("court", "CPC 202, al. 3"),
    Mention("penalty", "CPC 202, al. 3 ; CP 441-7"),
    Mention("hand", "CPC 202, al. 4"),
    Mention("dated", "CPC 202, al. 4"),
    Mention("signed", "CPC 202, al. 4"),
)
CODES = frozenset(mention.code for mention in MENTIONS)


class Worth(StrEnum):
    """What the paper is today."""

    ATTESTATION = "attestation"
    INCOMPLETE = "incomplete"
    TESTIMONY = "testimony"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far an attestation is."""

    ticked: frozenset[str]
    papers: frozenset[Paper]
    identity: Identity
    minor: bool
    writes_french: bool
    interpreter_attests: bool


def missing(prepared: Prepared) -> list[str]:
    """Return, in order, the codes of what is still missing: mentions, then papers."""
    lacks = [mention.code for mention in MENTIONS if mention.code not in prepared.ticked]
    if Paper.ORIGINAL not in prepared.papers:
        lacks.append("paper_original")
    if prepared.identity is not Identity.NO and Paper.IDENTITY not in prepared.papers:
        lacks.append("paper_identity")
    if not prepared.writes_french:
        if Paper.TRANSLATION not in prepared.papers:
            lacks.append("paper_translation")
        if not prepared.interpreter_attests:
            lacks.append("paper_interpreter")
    return lacks


def worth(prepared: Prepared) -> Worth:
    """Return what the paper is worth: without an identity paper it is a simple testimony, and is called so.

    Whoever is a minor is heard without oath (CPC 205) and does not attest.
    """
    if prepared.minor:
        return Worth.MINOR
    if prepared.identity is Identity.NO:
        return Worth.TESTIMONY
    return Worth.INCOMPLETE if missing(prepared) else Worth.ATTESTATION


SEEN = frozenset({"direct_complet", "direct_partiel", "apres"})
"""Ways of observing by which one saw or noticed a thing oneself; ``apres``: what was there when one came."""
OWN_EYES = frozenset({"0101", "0102"})
"""Links of a source to what it tells: who lived it, who saw it."""


def saw(mode: str, source_link: str, *, testimony: bool) -> bool:
    """Say whether who told a fact saw it or lived it; what was heard from others does not belong in an attestation."""
    return source_link in OWN_EYES if testimony else mode in SEEN


def ticks(said: Iterable[str]) -> Mapping[str, bool]:
    """Return which mentions are ready; codes that are none are left out."""
    there = set(said) & CODES
    return {mention.code: mention.code in there for mention in MENTIONS}
