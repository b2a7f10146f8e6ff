"""Open a testimony to choose what is quoted of it: the words go down to the bank, nothing else does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vigie.facts.api import StatementDetail, detail, quote_standings
from vigie.kernel.api import PARIS, Invalid, Missing, Refusal, Refusals, VaultRef
from vigie.network.api import Acting, Permission, check
from vigie.publication.api import Around, propose_quote
from vigie.vault.api import Unlocked, open_sealed

from ..rules.passages import betrays, is_in, names_in, tidy
from ..rules.told import Told, Unreadable, read_told


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage, the language in which it was said, and what stands around it."""

    text: str
    language: str
    around: Around


def to_quote(*, acting: Acting, statement: str, now: dt.datetime) -> StatementDetail:
    """Return the statement of a testimony of one's own from which one may quote.

    Raises:
        Denied: ``network.denied.choose_quote``.
        Missing: ``facts.no_statement``, or not a testimony of one's own.
    """
    check(acting, Permission.CHOOSE_QUOTE)
    found = detail(acting, statement, today=now.astimezone(PARIS).date())
    if not found.card.own or found.testimony is None:
        raise Missing("facts.no_statement")
    return found


def why_not(found: StatementDetail, *, today: dt.date) -> Refusal | None:
    """Return why nothing of this testimony may be quoted today, before anything is opened; nothing when one may."""
    assert found.testimony is not None
    told = quote_standings([found.testimony.id], on=today).get(found.testimony.id)
    if told is None or not told.holds:
        return Invalid("publication.quote_consent")
    if told.minor_held:
        return Invalid("publication.quote_minor")
    return None if found.testimony.sealed_ref else Invalid("cases.nothing_told")


def open_told(*, acting: Acting, unlocked: Unlocked | None, statement: str, motive: str, now: dt.datetime) -> Told:
    """Open a testimony to quote from it. Nothing is opened where nothing may be quoted.

    Raises:
        Denied, Missing: as ``to_quote``; ``vault.locked``.
        Invalid: ``publication.quote_consent``, ``publication.quote_minor``; ``cases.nothing_told``, no text in it;
            ``vault.motive_needed``; ``vault.damaged``.
    """
    found = to_quote(acting=acting, statement=statement, now=now)
    refusal = why_not(found, today=now.astimezone(PARIS).date())
    if refusal is not None:
        raise refusal
    assert found.testimony is not None
    opened = open_sealed(unlocked=unlocked, ref=VaultRef(found.testimony.sealed_ref), motive=motive, now=now)
    try:
        return read_told(opened)
    except Unreadable:
        raise Invalid("cases.nothing_told") from None


def choose_quote(*, acting: Acting, statement: str, told: Told, chosen: Chosen, now: dt.datetime) -> str:
    """Send a passage of a testimony, opened in this same request, down to the bank; return the quote's id.

    Raises:
        Denied, Missing: as ``to_quote``.
        Refusals: ``cases.not_told``, it is not literally in what was told; ``cases.names_someone``;
            ``cases.pseudonym_betrays``; as ``publication.api.propose_quote``.
    """
    text = tidy(chosen.text)
    said = [text, *chosen.around.translations.values()]
    wrong: list[Refusal] = []
    if text and not is_in(text, told.narrative, told.translation):
        wrong.append(Invalid("cases.not_told", field="text"))
    named = dict.fromkeys(name for words in said for name in names_in(words, told.names))
    if named:
        wrong.append(Invalid("cases.names_someone", field="text", names=", ".join(named)))
    if betrays(chosen.around.pseudonym, told.names):
        wrong.append(Invalid("cases.pseudonym_betrays", field="pseudonym"))
    if wrong:
        raise Refusals(wrong)
    return propose_quote(
        acting=acting, statement=statement, text=text, language=chosen.language, around=chosen.around, now=now
    )
