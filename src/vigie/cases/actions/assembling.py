"""Gather what a referral says from the rows of its dossier, in French, whatever the screen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import override

from vigie.facts.api import NormCard, StatementDetail, all_terms
from vigie.facts.api import detail as statement_detail
from vigie.kernel.api import PARIS, Missing
from vigie.network.api import Acting
from vigie.publication.api import QuoteCard, quotes_of
from vigie.ui.api import say_date, say_day, say_time

from ..documents.contents import ExhibitLine, FactLine, Ground, PersonLine, ReferralContent
from ..models import Dossier, DossierFact, Exhibit, Referral
from ..queries.access import accesses
from ..queries.documents import exhibits_of_referral
from ..queries.snapshot import persons
from ..rules.access import Deed, may
from ..rules.probes import Hindrance

WHOLE_DOSSIER = "Dossier entier"


def referral_content(acting: Acting, referral: Referral, *, now: dt.datetime) -> ReferralContent:
    """Return what a referral says today, to somebody who may see its dossier. A statement that is gone keeps its line.

    A testimony is told only if its person is part of the referral and agrees to this body today; in their own words where a
    passage was chosen, read by a second person, and may still be quoted.
    """
    dossier = referral.dossier
    exhibits = exhibits_of_referral(referral)
    with override("fr"):
        free = _free(acting, referral, now)
        found = [(fact, told) for fact, told in _details(acting, dossier, now) if _may_go(fact, told, free)]
        strategy = getattr(dossier, "strategy", None)
        return ReferralContent(
            title=dossier.title,
            body=referral.body.fr,
            association=str(dossier.organisation),
            made_on=now.astimezone(PARIS).date(),
            purpose=dossier.purpose,
            people=_people(referral, found),
            facts=_facts(found, exhibits, _quotes(acting, found, now)),
            requests=_lines(referral.asked or (strategy.asked if strategy else "")),
            grounds=_grounds(strategy.norms if strategy else [], [d for _fact, d in found if d]),
            exhibits=tuple(exhibit_line(row) for row in exhibits),
            signatories=_signatories(dossier),
            invented=dossier.invented,
        )


def dossier_content(dossier: Dossier, *, now: dt.datetime) -> ReferralContent:
    """Return what the inventory of a whole dossier says."""
    return ReferralContent(
        title=dossier.title,
        body=WHOLE_DOSSIER,
        association=str(dossier.organisation),
        made_on=now.astimezone(PARIS).date(),
        exhibits=tuple(exhibit_line(row) for row in exhibits_of(dossier)),
        invented=dossier.invented,
    )


def exhibits_of(dossier: Dossier) -> list[Exhibit]:
    """Return the exhibits of a dossier, by number."""
    return list(dossier.exhibits.filter(removed_at=None))


def exhibit_line(row: Exhibit) -> ExhibitLine:
    """Return an exhibit as an inventory lists it: the working copy once there is one, since it is what is handed over."""
    dated = getattr(row, "dated", None)
    return ExhibitLine(
        number=row.number,
        title=row.title,
        source=row.source or str(row.owner),
        date=str(say_day(dated)) if dated else "",
        pages=row.pages if row.kind in {Exhibit.Kind.PHOTO, Exhibit.Kind.DOCUMENT, Exhibit.Kind.SHEET} else 0,
        sha256=row.working_sha256 or row.sha256,
        size=row.size,
        content_type=row.working_type or row.content_type,
    )


def _details(acting: Acting, dossier: Dossier, now: dt.datetime) -> list[tuple[DossierFact, StatementDetail | None]]:
    """Return the facts of a dossier by date; those whose statement is gone, or no longer shared, come last."""
    today = now.astimezone(PARIS).date()
    found: list[tuple[DossierFact, StatementDetail | None]] = []
    for fact in dossier.facts.all():
        try:
            found.append((fact, statement_detail(acting, str(fact.statement_id), today=today)))
        except Missing:
            found.append((fact, None))
    return sorted(found, key=lambda one: (one[1] is None, one[1].card.date.start if one[1] else dt.date.max))


def _free(acting: Acting, referral: Referral, now: dt.datetime) -> set[str]:
    """Return the facts whose person may be told of to this body today; a mandate that lacks stops the filing, not a draft."""
    people = persons(acting, referral, on=now.astimezone(PARIS).date())
    return {row.fact_id for row, person, _standing in people if set(person.hindrances) <= {Hindrance.MANDATE}}


def _may_go(fact: DossierFact, told: StatementDetail | None, free: set[str]) -> bool:
    return told is None or told.testimony is None or fact.id in free


def _facts(
    found: Iterable[tuple[DossierFact, StatementDetail | None]],
    exhibits: Iterable[Exhibit],
    quotes: Mapping[str, QuoteCard],
) -> tuple[FactLine, ...]:
    numbers = defaultdict(list)
    for exhibit in exhibits:
        numbers[exhibit.fact_id].append(exhibit.number)
    modes = all_terms().get("observation_mode", {})
    return tuple(
        _fact(
            detail,
            tuple(numbers[fact.id]),
            modes[detail.card.mode].fr if detail.card.mode in modes else "",
            quotes.get(detail.testimony.id) if detail.testimony else None,
        )
        if detail
        else FactLine(
            "Date à reprendre", fact.kept_as, "", "ce récit n’est plus visible", exhibits=tuple(numbers[fact.id])
        )
        for fact, detail in found
    )


def _quotes(
    acting: Acting, found: Iterable[tuple[DossierFact, StatementDetail | None]], now: dt.datetime
) -> Mapping[str, QuoteCard]:
    told = [detail.testimony.id for _fact_, detail in found if detail and detail.testimony]
    return quotes_of(acting, told, today=now.astimezone(PARIS).date()) if told else {}


def _fact(detail: StatementDetail, exhibits: tuple[int, ...], mode: str, quote: QuoteCard | None) -> FactLine:
    card = detail.card
    hour = f", vers {say_time(card.time_from)}" if card.time_from else ""
    acts = ", ".join(act.word.fr for act in card.acts)
    said = f"rapporté par {card.pseudonym}" if card.pseudonym else mode.lower()
    what = f"{acts}. {card.summary}".strip() if acts else card.summary
    words, language, translated = _words(quote)
    return FactLine(
        f"{say_date(card.date)}{hour}",
        card.place_name,
        what,
        f"{said} ({card.owner_name}){translated}",
        quote=words,
        language=language,
        exhibits=exhibits,
    )


def _words(quote: QuoteCard | None) -> tuple[str, str, str]:
    """Return a passage in French where it was translated, its language, and a mention of the translation."""
    if quote is None:
        return "", "fr", ""
    if quote.language == "fr" or not quote.translations.get("fr"):
        return quote.text, quote.language, ""
    by = f" par {quote.translator}" if quote.translator else ""
    return quote.translations["fr"], "fr", f", paroles traduites{by}"


def _people(referral: Referral, found: Iterable[tuple[DossierFact, StatementDetail | None]]) -> tuple[PersonLine, ...]:
    known = {fact.id: detail.card.pseudonym if detail else "" for fact, detail in found}
    return tuple(
        PersonLine(known.get(row.fact_id) or "Une personne dont le récit n’est pas dans ce document", row.named)
        for row in referral.people.all()
    )


def _grounds(codes: Iterable[str], details: Iterable[StatementDetail]) -> tuple[Ground, ...]:
    """Return the texts a dossier leans on; without a choice, those its facts suggest. Verified ones alone say so."""
    suggested: dict[str, NormCard] = {norm.code: norm for detail in details for norm in detail.norms}
    chosen = list(codes) or list(suggested)
    return tuple(
        Ground(suggested[code].fr, suggested[code].note, suggested[code].verified_on is not None)
        if code in suggested
        else Ground(str(code))
        for code in chosen
    )


def _signatories(dossier: Dossier) -> tuple[str, ...]:
    lawyers = [card for card in accesses(dossier) if may(card.role, Deed.FILE)]
    words = {"avocat": "avocat·e", "juriste": "juriste"}
    return tuple(f"{card.name}, {words[card.role.value]} ({card.organisation_name})" for card in lawyers)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip().lstrip("-–•").strip() for line in text.splitlines() if line.strip())
