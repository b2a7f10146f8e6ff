"""Begin a bulletin, write it, give it to check, publish it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, atomic, today, world
from vigie.network.api import Acting, Permission, check, places

from ..documents.making import hashes, keep, make_all
from ..documents.telling import Pages, draft_pages, frozen_pages, told_of
from ..models import Bulletin
from ..queries.bulletins import Candidate, candidates, quotes_for
from ..queries.ledger import own_bulletin
from ..queries.quotes import site_names
from ..rules.contents import LANGUAGES, MOST_FACTS, MOST_QUOTES, SECTIONS, SENTENCE
from ..rules.identifiers import NEVER, Mark, spot
from ..rules.months import read_month
from ..rules.states import BulletinState
from .checks import submit_for_check
from .quotes import mark_used
from .releases import release

IN_WORDS = NEVER - {Mark.EMAIL, Mark.LINK} | {Mark.SITE}
"""What is refused in the words of a bulletin, which may give the address to write to."""
IN_A_FACT = frozenset(Mark) - {Mark.DAY, Mark.ORIGIN}
"""What is refused in a dated fact: no hour, no age, no address either. Its day and who was there are looked at by two people."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a person writes: by language and section, sentences of facts by statement and language, quotes by id.

    ``base`` names the version they started from.
    """

    words: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quotes: Sequence[str] = ()
    base: str = ""


def start(*, acting: Acting, month: str, zone: str, now: dt.datetime) -> str:
    """Begin the bulletin of a month of a zone and return its id. ``zone`` empty: the whole coast.

    Raises:
        Denied: may not write bulletins.
        Invalid: ``publication.bad_month``, ``publication.month_not_over``, ``publication.no_zone``.
        Conflict: ``publication.bulletin_exists``.
    """
    check(acting, Permission.WRITE_BULLETIN)
    first = read_month(month, today=today())
    if zone and zone not in {place.slug for place in places(kind="zone")}:
        raise Invalid("publication.no_zone", field="zone", zone=zone[:60])
    try:
        with atomic():
            made = Bulletin.objects.create(
                organisation_id=acting.organisation,
                month=first,
                zone=zone,
                invented=world().invented,
                created_by=acting.actor,
                created_at=now,
                updated_at=now,
            )
            record(acting=acting, verb="publication.started", kind="bulletin", object_id=made.id, now=now)
    except IntegrityError as error:
        same = Bulletin.objects.filter(organisation=acting.organisation, month=first, zone=zone).order_by("-version")
        raise Conflict("publication.bulletin_exists", bulletin=same.values_list("id", flat=True)[0]) from error
    return made.id


def write(*, acting: Acting, bulletin_id: str, written: Written, now: dt.datetime) -> None:
    """Keep what a person wrote and picked, all of it or nothing.

    Raises:
        Denied: may not write bulletins. Missing: another association's.
        Conflict: ``publication.not_draft``; ``publication.written_meanwhile``, someone else saved it since.
        Invalid: ``publication.too_long``, ``publication.too_many``, ``publication.sign_found``, ``publication.fact_gone``,
            ``publication.quote_not_usable``, ``publication.no_sentence``.
    """
    check(acting, Permission.WRITE_BULLETIN)
    with atomic():
        bulletin = own_bulletin(acting, bulletin_id, lock=True)
        if bulletin.state != BulletinState.DRAFT:
            raise Conflict("publication.not_draft")
        if written.base and written.base != bulletin.updated_at.isoformat():
            raise Conflict("publication.written_meanwhile")
        hidden = site_names(acting)
        bulletin.words = _words(written.words, hidden)
        bulletin.facts = _facts(acting, bulletin, written, hidden, now)
        bulletin.quotes = _quotes(acting, bulletin, written.quotes, now)
        bulletin.updated_at = now
        bulletin.save()
        record(acting=acting, verb="publication.written", kind="bulletin", object_id=bulletin.id, now=now)


def submit(*, acting: Acting, bulletin_id: str, now: dt.datetime) -> str:
    """Freeze the bulletin as it would be published and give it to two people; return the hash they sign.

    Raises:
        Denied: may not write bulletins. Missing: another association's.
        Conflict: ``publication.not_draft``; ``publication.fact_gone``, ``publication.quote_not_usable``: what was picked may not be
            published any more.
        Invalid: ``publication.nothing_to_say``, no figure and no words.
    """
    check(acting, Permission.WRITE_BULLETIN)
    bulletin = own_bulletin(acting, bulletin_id)
    if bulletin.state != BulletinState.DRAFT:
        raise Conflict("publication.not_draft")
    _still_usable(acting, bulletin, now)
    told = told_of(acting, bulletin, now=now)
    if not told.contents.events and not any(any(s.values()) for s in bulletin.words.values()):
        raise Invalid("publication.nothing_to_say")
    pages = draft_pages(told)
    snapshot = {"pages": pages.by_language, "quotes": list(bulletin.quotes)}
    return submit_for_check(
        acting=acting, bulletin_id=bulletin_id, snapshot=snapshot, cells=told.contents.cells, now=now
    )


def publish(*, acting: Acting, bulletin_id: str, now: dt.datetime) -> str:
    """Make the documents of what two people signed, write it in the register, and return the publication's id.

    Raises:
        Denied: may not write bulletins. Missing: another association's.
        Conflict: as ``release``; ``publication.fact_gone``, ``publication.quote_not_usable``.
    """
    check(acting, Permission.WRITE_BULLETIN)
    bulletin = own_bulletin(acting, bulletin_id)
    if bulletin.state != BulletinState.CHECKING:
        raise Conflict("publication.not_checking")
    _still_usable(acting, bulletin, now)
    frozen = frozen_pages(bulletin)
    files = make_all(Pages(frozen.by_language, frozen.cells, frozen.content_hash, number=0))
    keep(files, bulletin.content_hash)
    with atomic():
        made = release(acting=acting, bulletin_id=bulletin_id, files=hashes(files), now=now)
        mark_used(quotes=bulletin.quotes, release=made)
    return made


def _words(given: Mapping[str, Mapping[str, str]], hidden: Sequence[str]) -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        for section, most in SECTIONS.items():
            text = given.get(language, {}).get(section, "").replace("\r", "").strip()
            where = f"{language}-{section}"
            if len(text) > most:
                raise Invalid("publication.too_long", field=where, most=most)
            _refuse(text, where, hidden, IN_WORDS)
            kept.setdefault(language, {})[section] = text
    return kept


def _facts(
    acting: Acting, bulletin: Bulletin, written: Written, hidden: Sequence[str], now: dt.datetime
) -> list[dict[str, object]]:
    if len(written.facts) > MOST_FACTS:
        raise Invalid("publication.too_many", field="facts", most=MOST_FACTS)
    if not written.facts:
        return []
    known = {c.statement: c for c in candidates(acting, bulletin, now=now)}
    return [_fact(known.get(key), text, key, hidden) for key, text in written.facts.items()]


def _fact(known: Candidate | None, text: Mapping[str, str], key: str, hidden: Sequence[str]) -> dict[str, object]:
    if known is None:
        raise Invalid("publication.fact_gone", field=f"fact-{key}")
    said = {language: " ".join(text.get(language, "").split()) for language in LANGUAGES}
    if not said["fr"]:
        raise Invalid("publication.no_sentence", field=f"fact-{key}-fr")
    for language, sentence in said.items():
        where = f"fact-{key}-{language}"
        if len(sentence) > SENTENCE:
            raise Invalid("publication.too_long", field=where, most=SENTENCE)
        _refuse(sentence, where, hidden, IN_A_FACT)
    return {
        "statement": key,
        "start": known.date.start.isoformat(),
        "end": known.date.end.isoformat(),
        "place": known.place,
        "text": said,
    }


def _quotes(acting: Acting, bulletin: Bulletin, given: Sequence[str], now: dt.datetime) -> list[str]:
    chosen = list(dict.fromkeys(given))
    if len(chosen) > MOST_QUOTES:
        raise Invalid("publication.too_many", field="quotes", most=MOST_QUOTES)
    if chosen and not set(chosen) <= {quote.id for quote in quotes_for(acting, bulletin, now=now)}:
        raise Invalid("publication.quote_not_usable", field="quotes")
    return chosen


def _refuse(text: str, where: str, hidden: Sequence[str], marks: frozenset[Mark]) -> None:
    for found in spot(text, hidden):
        if found.mark in marks:
            raise Invalid("publication.sign_found", field=where, sign=found.mark.value, text=found.of(text))


def _still_usable(acting: Acting, bulletin: Bulletin, now: dt.datetime) -> None:
    """What was picked may have been withdrawn since: nothing goes out before somebody has looked."""
    if bulletin.quotes and not set(bulletin.quotes) <= {quote.id for quote in quotes_for(acting, bulletin, now=now)}:
        raise Conflict("publication.quote_not_usable")
    if bulletin.facts:
        known = {c.statement for c in candidates(acting, bulletin, now=now)}
        if not {row["statement"] for row in bulletin.facts} <= known:
            raise Conflict("publication.fact_gone")
