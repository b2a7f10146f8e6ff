"""What one association wrote and shared: statements, pairs, events, what was edited or thrown away. Everything is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core import signing

from tests.factories import facts
from tests.factories.plans import outings_for_the_matrix
from vigie.facts import api
from vigie.facts.models import SourceStatement, Tally, Testimony
from vigie.facts.queries.contents import plain_of
from vigie.kernel.api import now as clock
from vigie.network.api import Acting, Audience

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_facts(made: World) -> None:
    """Build them, in the name of *lisière*'s coordinator and of another's."""
    mine, theirs = made.acting("lisiere"), made.acting("rivage")
    shared = {
        "statement of the association": Audience.OWNER,
        "statement for partners": Audience.PARTNERS,
        "statement for the network": Audience.NETWORK,
    }
    for number, (name, audience) in enumerate(shared.items()):
        made.args[name] = (facts.eviction_in_calais(mine, audience=audience, statement=_on(number)),)
    known = made.args["statement for the network"][0]
    facts.eviction_in_calais(theirs, statement=_on(2))
    (proposal,) = api.proposals(mine)
    made.args["pair that looks alike"] = (proposal.id,)
    made.args["two events that look alike"] = ()
    made.data["two events that look alike"] = {"first": proposal.first_id, "second": proposal.second_id}
    made.data["pair that looks alike"] = made.data["two events that look alike"]
    made.args["event for the network"] = (facts.event_of(str(known)),)
    made.args["event of the association"] = (facts.event_of(str(made.args["statement of the association"][0])),)
    made.data["event for the network"] = {"tally": Tally.objects.filter(statement_id=known).values_list("id")[0][0]}
    made.data["statement for the network"] = {"held": _held(str(known))}
    _merged(made, mine, theirs)
    _kept(made, mine)


def _held(statement: str) -> str:
    """What the conflict screen holds: nothing differs, so choosing changes nothing."""
    row = SourceStatement.objects.get(id=statement)
    return signing.dumps({"version": row.version, "merged": plain_of(row), "mine": {}}, salt="facts.edit")


def _on(number: int) -> api.StatementDraft:
    day = facts.TODAY - dt.timedelta(days=60 * number)
    return facts.eviction(date=facts.FuzzyDate.day(day))


def _merged(made: World, mine: Acting, theirs: Acting) -> None:
    first, second = (facts.eviction_in_calais(who, statement=_on(5)) for who in (mine, theirs))
    event = facts.event_of(first)
    merge = api.link_events(acting=mine, kept=event, absorbed=facts.event_of(second), now=clock())
    made.args["two reports made one"] = (merge,)
    one, two = (facts.eviction_in_calais(who, statement=_on(7)) for who in (mine, theirs))
    proposal = next(p for p in api.proposals(mine) if {c.id for c in (*p.first, *p.second)} == {one, two})
    api.separate_events(acting=mine, first=proposal.first_id, second=proposal.second_id, now=clock())
    made.args["pair set apart"] = (proposal.id,)


def _kept(made: World, mine: Acting) -> None:
    minor = facts.minor_testimony(mine)
    made.args["testimony of a minor"] = (minor,)
    made.args["minor"] = (Testimony.objects.get(minor_stated=True).id,)
    adult = facts.refused_network(mine)
    made.args["testimony refused to the network"] = (adult,)
    binned = facts.eviction_in_calais(mine, statement=_on(9))
    api.delete_statements(acting=mine, statement_ids=[binned], now=clock())
    made.args["in the bin"] = made.args["ticked"] = ()
    made.data["ticked"] = {"statement": made.args["statement for the network"], "what": "relu"}
    made.data["in the bin"] = {"statement": binned}
    made.args["edited statement"] = (_edited(mine), 1)
    site = api.SiteDraft(
        pseudonym="Mare basse", place="calais", kind="camp", owner_type=next(iter(api.all_terms()["land"]))
    )
    made.args["site"] = (api.open_site(acting=mine, draft=site, now=clock()),)
    made.args["saved filter"] = (
        api.save_filter(acting=mine, name="Calais", where=api.FactFilter(communes=("calais",)), now=clock()),
    )
    norms = dict.fromkeys(n.code for f in api.families() for a in f.acts for n in a.norms)
    made.args["norm"], made.args["checked norm"] = [(code,) for code in list(norms)[:2]]
    api.verify_norm(acting=mine, code=made.args["checked norm"][0], now=clock())
    shifts = [api.ShiftDraft(day=facts.TODAY - dt.timedelta(days=n), places=("calais",)) for n in (1, 2)]
    kept, thrown = api.record_shifts(acting=mine, drafts=shifts, now=clock())
    api.delete_shifts(acting=mine, shift_ids=[thrown], now=clock())
    made.args["shift"], made.args["shift in the bin"] = (kept,), (thrown,)
    made.args |= outings_for_the_matrix(mine)


def _edited(mine: Acting) -> str:
    known = facts.eviction_in_calais(mine, statement=_on(11))
    content = replace(_on(11), summary="Corrigé.")
    api.edit_statement(acting=mine, statement_id=known, base_version=1, content=content, now=clock())
    return known
