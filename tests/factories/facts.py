"""Facts, by situation. Every testimony here is invented; the twelve public events are read from the domain folder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Model

from tests.conftest import NOW
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import (
    ActDraft,
    CircumstancesDraft,
    ConsentDraft,
    ForceDraft,
    ObservationDraft,
    StatementDraft,
    TestimonyDraft,
    answers_to_plain,
)
from vigie.facts.models import ActFamily, ActType, Norm, Right, SourceStatement, Term
from vigie.kernel.api import Count, FuzzyDate, Qualifier
from vigie.network.api import Acting, Audience, Role
from vigie.network.loading import load_places
from vigie.network.models import Facility, Place, PlaceAlias

TODAY = NOW.date()
AT_LEAST = Qualifier.MIN


_LOADED: list[tuple[type[Model], list[Model]]] = []
REFERENCE = (
    Place,
    PlaceAlias,
    Facility,
    ActFamily,
    Right,
    Norm,
    ActType,
    ActType.rights.through,
    ActType.norms.through,
    Term,
)


def world_of_facts() -> None:
    """Places and vocabulary. Read from their files once per run, then written as they were."""
    if not _LOADED:
        load_places(now=NOW, include_unverified=True)
        api.load_vocabulary(now=NOW)
        _LOADED.extend((model, list(model._default_manager.all())) for model in REFERENCE)
        _LOADED[0][1].sort(key=lambda place: place.kind == Place.Kind.COMMUNE)
        return
    for model, rows in _LOADED:
        model._default_manager.bulk_create(rows)


def coordinator(name: str = "alma", *, of: str = "lisiere", roles: Iterable[Role] = (Role.COORDINATOR,)) -> Acting:
    """Someone who codes, links and imports."""
    return people.acting(name, of=of, roles=roles)


def neighbour(name: str = "bintou", *, of: str = "rivage") -> Acting:
    """Someone of another association of the same network as ``lisiere``."""
    lisiere, rivage = people.organisation("lisiere"), people.organisation(of)
    people.network_of(lisiere, rivage)
    return people.acting(name, of=of)


def partner(name: str = "dawit", *, of: str = "falaise") -> Acting:
    """Someone of an association bound to ``lisiere`` by a signed agreement."""
    people.agreement_between(people.organisation("lisiere"), people.organisation(of))
    return people.acting(name, of=of)


def outsider(name: str = "charlie", *, of: str = "ailleurs") -> Acting:
    """Someone of an association that nothing binds to the others."""
    return people.acting(name, of=of)


def exactly(number: int) -> Count:
    """A count made in full."""
    return Count.exactly(number)


def at_least(number: int) -> Count:
    """A count that may be short."""
    return Count(number, AT_LEAST)


def eviction(**changes: object) -> StatementDraft:
    """An eviction in Calais this morning: 12 tents, at least 30 people, the CRS uncounted."""
    draft = StatementDraft(
        place="calais",
        date=FuzzyDate.day(TODAY),
        acts=(ActDraft("EXP01"), ActDraft("BIE01", exactly(12))),
        counts={"persons": at_least(30), "tents": exactly(12)},
        forces=(ForceDraft("CRS", Count.unknown(), exactly(4)),),
        time_from=dt.time(7, 30),
        time_to=dt.time(9),
        source_link="0102",
        summary="Tentes emportées par l'équipe de nettoyage.",
    )
    return replace(draft, **changes)


def seen(statement: StatementDraft | None = None, **changes: object) -> ObservationDraft:
    """An observation shared with the network, seen from start to end, flagrance stated."""
    circumstances = CircumstancesDraft(
        mode="direct_complet",
        operation_type="quotidienne",
        basis_asked=True,
        basis_stated=("flagrance",),
        basis_shown=False,
    )
    draft = ObservationDraft(statement or eviction(), circumstances, audience=Audience.NETWORK, invented=True)
    return replace(draft, **changes)


def told(
    *statements: StatementDraft, yes: Iterable[str] = ("count", "lawyer", "quote"), **changes: object
) -> TestimonyDraft:
    """A testimony of an adult who said yes to the questions named."""
    said = set(yes)
    consent = ConsentDraft(
        answers_to_plain(count="count" in said, lawyer="lawyer" in said, quote="quote" in said), language="ar"
    )
    draft = TestimonyDraft(
        statements=statements or (eviction(source_link="0101"),),
        pseudonym="Nour",
        collected_on=TODAY,
        consent=consent,
        language="ar",
        interpreter=True,
        age_band="25-39",
        invented=True,
    )
    return replace(draft, **changes)


def eviction_in_calais(acting: Acting, **changes: object) -> str:
    """Record the eviction and return its statement."""
    return api.record_observation(acting=acting, draft=seen(**changes), now=NOW)


def minor_testimony(acting: Acting) -> str:
    """Record what someone who says they are sixteen told, with every question answered yes."""
    return api.record_testimony(acting=acting, draft=told(age_band="16-17", minor_stated=True), now=NOW)[0]


def refused_network(acting: Acting) -> str:
    """Record a testimony whose teller said no to being counted."""
    return api.record_testimony(acting=acting, draft=told(yes=("lawyer",)), now=NOW)[0]


def two_reports_one_event(one: Acting, other: Acting, *, persons: tuple[int, int] = (30, 45)) -> tuple[str, str]:
    """Record the same eviction twice, from two associations that counted differently, and link the two."""
    first = eviction_in_calais(one, statement=eviction(counts={"persons": exactly(persons[0])}))
    second = eviction_in_calais(other, statement=eviction(counts={"persons": exactly(persons[1])}))
    api.link_events(acting=one, kept=event_of(first), absorbed=event_of(second), now=NOW)
    return first, second


def event_of(statement: str) -> str:
    """The event a statement tells of."""
    return SourceStatement.objects.get(id=statement).event_id
