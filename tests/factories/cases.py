"""Dossiers, by situation. Everything here is invented."""

from __future__ import annotations

from dataclasses import dataclass

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.cases.api import DossierDraft, DossierKind, DossierRole, gather, give_access, open_dossier
from vigie.cases.models import Dossier
from vigie.kernel.api import ActorId
from vigie.network.api import Acting, Role


@dataclass
class Team:
    """A dossier of *lisiere*: its juriste, and an avocat·e of *plaidoirie*, another association, named in it."""

    juriste: Acting
    avocat: Acting
    slug: str

    @property
    def dossier(self) -> Dossier:
        return Dossier.objects.get(slug=self.slug)


def team(title: str = "Saisies de tentes à Calais", **draft: object) -> Team:
    """A dossier with two people of two associations; call ``facts.world_of_facts()`` first."""
    juriste = people.acting("judith", of="lisiere", roles=[Role.JURISTE])
    avocat = people.acting("aviva", of="plaidoirie", roles=[Role.AVOCAT])
    slug = open_dossier(acting=juriste, draft=DossierDraft(title, DossierKind.TEXT, invented=True, **draft), now=NOW)  # type: ignore[arg-type]
    give_access(
        acting=juriste,
        slug=slug,
        person=ActorId(avocat.actor),
        organisation=avocat.organisation,
        role=DossierRole.AVOCAT,
        now=NOW,
    )
    return Team(juriste, avocat, slug)


def with_an_eviction(made: Team) -> str:
    """Put an eviction shared with the network into the dossier; return the id of the statement."""
    statement = facts.eviction_in_calais(facts.coordinator())
    gather(acting=made.juriste, slug=made.slug, statements=[statement], now=NOW)
    return statement


def reader(made: Team, name: str = "rosa") -> Acting:
    """A colleague named in the dossier to read it, and nothing more."""
    acting = people.acting(name, of="lisiere")
    give_access(
        acting=made.juriste,
        slug=made.slug,
        person=acting.actor,
        organisation=acting.organisation,
        role=DossierRole.READER,
        now=NOW,
    )
    return acting


def fact_of(made: Team, statement: str) -> str:
    """The id of the fact of the dossier behind a statement."""
    return made.dossier.facts.get(statement=statement).id
