"""Bulletins, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts.api import record_testimony
from vigie.facts.models import SourceStatement
from vigie.kernel.api import FuzzyDate, OrgId
from vigie.network.api import Acting, Role
from vigie.network.models import Place
from vigie.publication.actions import bulletins
from vigie.publication.actions.checks import sign, submit_for_check
from vigie.publication.actions.releases import release
from vigie.publication.models import Bulletin, Quote, Release
from vigie.publication.rules.cells import Cell
from vigie.publication.rules.states import QuoteState

DECEMBER = (dt.date(2017, 12, 1), dt.date(2017, 12, 31))
QUERY = "du=2017-12-01&au=2017-12-31"


@dataclass
class Desk:
    """Those who make the bulletin of *lisiere*: who writes it, two who sign it."""

    writer: Acting
    first: Acting
    second: Acting


def desk() -> Desk:
    """Three people of one association."""
    writer = people.acting("carmen", roles=[Role.COMMUNICATION])
    return Desk(writer, people.acting("judith", roles=[Role.JURISTE]), people.acting("alma"))


def figure(
    value: int | None, place: str = "", *, measure: str = "persons", query: str = "", zone: str = "calaisis"
) -> Cell:
    """A figure of December."""
    return Cell("communes", measure, *DECEMBER, zone=zone, place=place, value=value, qualifier="min", query=query)


FIGURES = (figure(60), figure(40, "calais"), figure(3, "marck"), figure(17, "sangatte"))
"""Marck is too small, Sangatte would give it away."""


def draft(writer: Acting, *, month: dt.date = DECEMBER[0], zone: str = "calaisis") -> str:
    """A bulletin not given to check yet."""
    row = Bulletin.objects.create(
        organisation_id=OrgId(writer.organisation),
        month=month,
        zone=zone,
        invented=True,
        created_by=writer.actor,
        created_at=NOW,
        updated_at=NOW,
    )
    return row.id


def checking(made: Desk, cells: tuple[Cell, ...] = FIGURES, **where: object) -> tuple[str, str]:
    """A bulletin that waits for its signatures, and the hash to sign."""
    bulletin = draft(made.writer, **where)  # type: ignore[arg-type]
    asked = {"acting": made.writer, "bulletin_id": bulletin, "snapshot": {"title": "Décembre"}, "now": NOW}
    return bulletin, submit_for_check(cells=cells, **asked)  # type: ignore[arg-type]


def signed(made: Desk, cells: tuple[Cell, ...] = FIGURES, **where: object) -> str:
    """A bulletin that two people signed."""
    bulletin, content = checking(made, cells, **where)
    for who in (made.first, made.second):
        sign(acting=who, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    return bulletin


def released(made: Desk, cells: tuple[Cell, ...] = FIGURES, *, now: dt.datetime = NOW, **where: object) -> str:
    """A publication in the register."""
    bulletin = signed(made, cells, **where)
    return release(acting=made.writer, bulletin_id=bulletin, files={"bulletin.pdf": "0" * 64}, now=now)


def begun(made: Desk, *, month: str = "2017-12", zone: str = "calaisis") -> str:
    """A bulletin being written, with words in both languages."""
    bulletin = bulletins.start(acting=made.writer, month=month, zone=zone, now=NOW)
    words = {"fr": {"lead": "Un mois inventé."}, "en": {"lead": "An invented month."}}
    bulletins.write(acting=made.writer, bulletin_id=bulletin, written=bulletins.Written(words), now=NOW)
    return bulletin


def agreed(made: Desk, bulletin: str = "", *, month: str = "2017-12") -> str:
    """A bulletin that two people signed, ready to be published."""
    bulletin = bulletin or begun(made, month=month)
    content = bulletins.submit(acting=made.writer, bulletin_id=bulletin, now=NOW)
    for who in (made.first, made.second):
        sign(acting=who, bulletin_id=bulletin, content_hash=content, agreed=True, now=NOW)
    return bulletin


def out(made: Desk, bulletin: str = "", *, month: str = "2017-12") -> str:
    """A bulletin that is published, with its files."""
    bulletin = agreed(made, bulletin, month=month)
    bulletins.publish(acting=made.writer, bulletin_id=bulletin, now=NOW)
    return bulletin


def file_of(bulletin: str) -> str:
    """The name of one of its files."""
    return next(name for name in Release.objects.get(bulletin=bulletin).files if name.endswith("-fr.csv"))


def quote(made: Desk, **changes: object) -> str:
    """A passage in Arabic, read by a second person, ready to be used."""
    happened = facts.eviction(place="dieppe", date=FuzzyDate.day(DECEMBER[0]), counts={})
    (statement,) = record_testimony(acting=made.second, draft=facts.told(happened), now=NOW)
    testimony = SourceStatement.objects.get(id=statement).testimony_id or ""
    people_of = {"organisation_id": made.writer.organisation, "chosen_by": made.writer.actor}
    return quote_of(testimony, **people_of | {"read_by": made.second.actor} | changes)


def quote_of(testimony: str, **changes: object) -> str:
    """A passage in Arabic of a testimony, ready to be used; ``chosen_by`` and ``read_by`` are two people."""
    told: dict[str, object] = {
        "testimony_id": testimony,
        "text": "كل يومين يأخذون الخيام.",
        "language": "ar",
        "translations": {"fr": "Tous les deux jours ils prennent les tentes.", "en": "Every two days they take tents."},
        "translator": "une interprète",
        "pseudonym": "Nour",
        "month": DECEMBER[0],
        "place": Place.objects.get(slug="calais"),
        "state": QuoteState.READY.value,
        "chosen_at": NOW,
        "read_at": NOW,
        "invented": True,
    }
    return Quote.objects.create(**told | changes).id
