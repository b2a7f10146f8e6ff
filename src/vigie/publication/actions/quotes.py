"""Propose, read again, withdraw a quote. Its words were chosen above, by who may open the testimony: nothing is opened here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vigie.facts.api import StatementDetail, all_terms, detail, quote_standings
from vigie.journal.api import notify, record
from vigie.kernel.api import (
    LANGUAGES,
    PARIS,
    ActorId,
    Conflict,
    Invalid,
    Missing,
    OrgId,
    Refusal,
    Refusals,
    atomic,
    world,
)
from vigie.network.api import Acting, Permission, check, place

from ..models import Quote, QuoteUse
from ..queries.quotes import site_names, standing_of, visible
from ..rules.identifiers import NEVER, spot
from ..rules.lengths import told
from ..rules.quotes import LONGEST, LONGEST_UNTIL, LOST_FOR_GOOD, Standing, earliest
from ..rules.states import QUOTE_MOVES, QuoteState


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the words of a quote and may be mended after a second reading.

    Attributes:
        pseudonym: chosen by the person, or for them; never their initials.
        translations: by language code, without the language of the words themselves.
        translator: the name or role under which their author wishes to appear.
        checked_by: who compared the translation with the original; empty as long as nobody did.
        age_band: code of the ``age_band`` list, or nothing.
        until: the last day on which it may be used.
        looked_at: a person saw what was marked in the words and says that it tells nobody.
    """

    pseudonym: str
    translations: Mapping[str, str] = field(default_factory=dict)
    translator: str = ""
    checked_by: str = ""
    age_band: str = ""
    until: dt.date | None = None
    looked_at: bool = False


def propose_quote(*, acting: Acting, statement: str, text: str, language: str, around: Around, now: dt.datetime) -> str:
    """Put a passage of one's own testimony in the bank, to be read by a second person; return its id.

    Args:
        acting: who chose it.
        statement: the statement whose testimony it comes from; it gives the month and the commune.
        text: the passage, in the language in which it was said.
        language: code of that language.
        around: pseudonym, translations, expiry.
        now: when.

    Raises:
        Denied: ``network.denied.choose_quote``.
        Missing: ``facts.no_statement``, or not a testimony of one's own.
        Refusals: everything wrong, each with its field: ``publication.quote_*``.
    """
    check(acting, Permission.CHOOSE_QUOTE)
    today = now.astimezone(PARIS).date()
    found = detail(acting, statement, today=today)
    if not found.card.own or found.testimony is None:
        raise Missing("facts.no_statement")
    words = text.strip()
    wrong = _of_consent(found, today) + _of_words(words, language)
    wrong += _of_around(acting, words, language, around, _until(found.testimony.id, today), today)
    if wrong:
        raise Refusals(wrong)
    with atomic():
        row = Quote(
            organisation_id=acting.organisation,
            testimony_id=found.testimony.id,
            text=words,
            language=language,
            month=found.card.date.start.replace(day=1),
            place_id=place(found.card.place_slug).id,
            invented=found.card.invented or world().invented,
            chosen_by=acting.actor,
            chosen_at=now,
        )
        _put_around(row, around, _until(found.testimony.id, today))
        row.save(force_insert=True)
        record(acting=acting, verb="publication.quote_proposed", kind="quote", object_id=row.id, now=now)
    return row.id


def revise_quote(*, acting: Acting, quote_id: str, around: Around, now: dt.datetime) -> None:
    """Mend what stands around the words of a quote that was sent back, and propose it again. Its words stay.

    Raises:
        Denied: ``network.denied.choose_quote``. Missing: ``publication.no_quote``.
        Conflict: ``publication.quote_state``. Refusals: everything wrong.
    """
    check(acting, Permission.CHOOSE_QUOTE)
    today = now.astimezone(PARIS).date()
    with atomic():
        row = _own(acting, quote_id)
        _move(row, QuoteState.PROPOSED)
        until = _until(row.testimony_id or "", today)
        wrong = _of_around(acting, row.text, row.language, around, until, today)
        if wrong:
            raise Refusals(wrong)
        _put_around(row, around, until)
        row.chosen_by, row.chosen_at, row.note = acting.actor, now, ""
        row.read_by, row.read_at = "", None
        row.save()
        record(acting=acting, verb="publication.quote_revised", kind="quote", object_id=row.id, now=now)


def read_quote(*, acting: Acting, quote_id: str, agreed: bool, note: str = "", now: dt.datetime) -> None:
    """Read a quote as a second person: it is ready, or goes back with a word to who chose it.

    Raises:
        Denied: ``network.denied.sign_release``. Missing: ``publication.no_quote``.
        Conflict: ``publication.quote_reader``, who chose it reads it; ``publication.quote_state``;
            ``publication.quote_consent``, the consent no longer holds.
        Invalid: ``publication.quote_note``, sent back without a word; ``publication.too_long``.
    """
    check(acting, Permission.SIGN_RELEASE)
    words = told(note, field="note")
    with atomic():
        row = _own(acting, quote_id)
        if row.chosen_by == acting.actor:
            raise Conflict("publication.quote_reader")
        if not agreed and not words:
            raise Invalid("publication.quote_note", field="note")
        _move(row, QuoteState.READY if agreed else QuoteState.RETURNED)
        if agreed:
            _check_holds(row, now)
        row.read_by, row.read_at, row.note = acting.actor, now, "" if agreed else words
        row.save()
        verb = "publication.quote_read" if agreed else "publication.quote_returned"
        record(acting=acting, verb=verb, kind="quote", object_id=row.id, now=now)
        notify(person=ActorId(row.chosen_by), code=verb, now=now, link=_link(row), params={"pseudonym": row.pseudonym})


def withdraw_quote(*, acting: Acting, quote_id: str, because: str, now: dt.datetime) -> None:
    """Take a quote out of every future output. Where it was published already, those who published it are told.

    Raises:
        Denied: ``network.denied.sign_release``. Missing: ``publication.no_quote``.
        Invalid: ``publication.quote_because``, ``publication.too_long``. Conflict: ``publication.quote_state``.
    """
    check(acting, Permission.SIGN_RELEASE)
    words = told(because, field="because")
    if not words:
        raise Invalid("publication.quote_because", field="because")
    with atomic():
        row = _own(acting, quote_id)
        _move(row, QuoteState.WITHDRAWN)
        _withdraw(row, words, now)
        record(acting=acting, verb="publication.quote_withdrawn", kind="quote", object_id=row.id, now=now, motive=words)
        _tell(row, now, but=acting.actor)


def let_quotes_go(*, now: dt.datetime, testimony: str = "") -> int:
    """Withdraw the quotes whose consent, testimony or time is gone, and tell whom it concerns; return how many.

    They had left every output when it went: this only writes it. The house does it every night, and at once for those of a
    ``testimony`` whose consent has changed.
    """
    today = now.astimezone(PARIS).date()
    rows = list(
        Quote.objects.exclude(state=QuoteState.WITHDRAWN.value).filter(
            **({"testimony_id": testimony} if testimony else {})
        )
    )
    allowed = quote_standings([row.testimony_id for row in rows if row.testimony_id], on=today)
    gone = 0
    for row in rows:
        stands = standing_of(row, allowed.get(row.testimony_id or ""), today=today)
        if stands not in LOST_FOR_GOOD or (stands is Standing.GONE and row.testimony_id):
            continue  # what rests in the bin may come back
        with atomic():
            _withdraw(row, stands.value, now)
            record(
                acting=None,
                verb="publication.quote_withdrawn",
                kind="quote",
                object_id=row.id,
                now=now,
                organisation=OrgId(row.organisation_id),
                detail={"because": stands.value},
            )
            _tell(row, now)
        gone += 1
    return gone


def mark_used(*, quotes: Iterable[str], release: str) -> None:
    """Write, in the caller's transaction, that a release holds these quotes. Written again, it changes nothing."""
    QuoteUse.objects.bulk_create(
        [QuoteUse(quote_id=quote, release_id=release) for quote in dict.fromkeys(quotes)], ignore_conflicts=True
    )


def _own(acting: Acting, quote_id: str) -> Quote:
    """Return a quote of one's own association, locked.

    Raises:
        Missing: ``publication.no_quote``.
    """
    rows = visible(acting).filter(organisation=acting.organisation, id=quote_id).select_related(None)
    row = rows.prefetch_related(None).select_for_update().first()
    if row is None:
        raise Missing("publication.no_quote")
    return row


def _move(row: Quote, to: QuoteState) -> None:
    if to not in QUOTE_MOVES[QuoteState(row.state)]:
        raise Conflict("publication.quote_state")
    row.state = to.value


def _withdraw(row: Quote, because: str, now: dt.datetime) -> None:
    row.state, row.withdrawn_at, row.withdrawn_because = QuoteState.WITHDRAWN.value, now, because
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_because"])


def _tell(row: Quote, now: dt.datetime, *, but: str = "") -> None:
    """Tell who chose and read it, and whoever published it, where it stands printed already."""
    used = list(QuoteUse.objects.filter(quote=row).select_related("release"))
    whom = {row.chosen_by, row.read_by, *(use.release.released_by for use in used)} - {"", but}
    code = "publication.quote_gone_used" if used else "publication.quote_gone"
    params = {"pseudonym": row.pseudonym, "times": len(used)}
    for person in sorted(whom):
        notify(person=ActorId(person), code=code, now=now, link=_link(row), params=params)


def _link(row: Quote) -> str:
    return f"/publications/citations/{row.id}"


def _until(testimony: str, today: dt.date) -> dt.date | None:
    told = quote_standings([testimony], on=today).get(testimony)
    return told.until if told else None


def _check_holds(row: Quote, now: dt.datetime) -> None:
    today = now.astimezone(PARIS).date()
    told = quote_standings([row.testimony_id or ""], on=today).get(row.testimony_id or "")
    if told is None or not told.holds or told.minor_held:
        raise Conflict("publication.quote_consent")


def _put_around(row: Quote, around: Around, consent_until: dt.date | None) -> None:
    row.pseudonym = around.pseudonym.strip()
    row.translations = {code: said.strip() for code, said in around.translations.items() if said.strip()}
    row.translator, row.translation_checked_by = around.translator.strip()[:80], around.checked_by.strip()[:80]
    row.age_band = around.age_band
    row.until = earliest(around.until, consent_until)
    row.state = QuoteState.PROPOSED.value


def _of_consent(found: StatementDetail, today: dt.date) -> list[Refusal]:
    assert found.testimony is not None
    told = quote_standings([found.testimony.id], on=today).get(found.testimony.id)
    if told is None or not told.holds:
        return [Invalid("publication.quote_consent")]
    return [Invalid("publication.quote_minor")] if told.minor_held else []


def _of_words(text: str, language: str) -> list[Refusal]:
    wrong: list[Refusal] = []
    if not text:
        wrong.append(Invalid("publication.quote_empty", field="text"))
    if len(text) > LONGEST:
        wrong.append(Invalid("publication.quote_long", field="text", limit=LONGEST))
    if language not in LANGUAGES:
        wrong.append(Invalid("publication.quote_language", field="language"))
    return wrong


def _of_around(
    acting: Acting, text: str, language: str, around: Around, consent_until: dt.date | None, today: dt.date
) -> list[Refusal]:
    wrong = _of_until(around.until, consent_until, today)
    if not 0 < len(around.pseudonym.strip()) <= 60:
        wrong.append(Invalid("publication.quote_pseudonym", field="pseudonym"))
    if around.age_band and around.age_band not in all_terms()["age_band"]:
        wrong.append(Invalid("publication.quote_age", field="age_band"))
    given = {code: said for code, said in around.translations.items() if said.strip()}
    if any(code not in LANGUAGES or code == language or len(said) > 2 * LONGEST for code, said in given.items()):
        wrong.append(Invalid("publication.quote_translation", field="translations"))
    if given and not around.translator.strip():
        wrong.append(Invalid("publication.quote_translator", field="translator"))
    marks = {s.mark for said in (text, *given.values()) for s in spot(said, site_names(acting))}
    if marks & NEVER:
        wrong.append(Invalid("publication.quote_naming", field="text"))
    elif marks and not around.looked_at:
        wrong.append(Invalid("publication.quote_look", field="looked_at"))
    return wrong


def _of_until(until: dt.date | None, consent_until: dt.date | None, today: dt.date) -> list[Refusal]:
    if until is None:
        return [Invalid("publication.quote_until", field="until")]
    if until < today:
        return [Invalid("publication.quote_until_past", field="until")]
    if consent_until is not None and until > consent_until:
        return [Invalid("publication.quote_until_consent", field="until", day=f"{consent_until:%d/%m/%Y}")]
    if until > today.replace(year=today.year + LONGEST_UNTIL, day=min(today.day, 28)):
        return [Invalid("publication.quote_until_long", field="until", years=LONGEST_UNTIL)]
    return []
