"""A table comes in at once, comes in once, and can be taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import FactFilter, ObservationDraft, Origin
from vigie.facts.models import Event, LinkProposal, Observation, SourceStatement
from vigie.kernel.api import Denied, FuzzyDate
from vigie.network.api import Acting, Audience, Role

pytestmark = pytest.mark.django_db


def table(rows: int, **changes: object) -> list[ObservationDraft]:
    return [
        facts.seen(
            facts.eviction(date=FuzzyDate.day(facts.TODAY - dt.timedelta(days=n % 90)), **changes),
            origin=Origin.IMPORT,
            audience=Audience.OWNER,
            external_key=f"row-{n}",
            sealed_ref=f"ref{n}",
        )
        for n in range(rows)
    ]


def test_a_thousand_rows_come_in_with_few_queries_and_come_in_once(alma: Acting) -> None:
    steps: list[tuple[int, int]] = []
    with CaptureQueriesContext(connection) as queries:
        done = api.record_many(
            acting=alma, drafts=table(1000), import_id="i1", now=NOW, progress=lambda *step: steps.append(step)
        )
    assert (len(done.created), done.known, done.refused) == (1000, (), ())
    assert len(queries) < 150
    assert steps[-1] == (1000, 1000)
    assert api.page(alma, FactFilter(origins=("import",), text="calais")).total == 1000
    again = api.record_many(acting=alma, drafts=table(1000), import_id="i2", now=NOW)
    assert (len(again.created), len(again.known)) == (0, 1000)
    assert Observation.objects.count() == 1000
    assert not LinkProposal.objects.exists()


def test_bad_rows_are_told_one_by_one_and_good_ones_stay(alma: Acting) -> None:
    drafts = [*table(2), facts.seen(facts.eviction(place="atlantide"), external_key="bad"), *table(2)]
    done = api.record_many(acting=alma, drafts=drafts, import_id="i1", now=NOW)
    assert [position for position, _ in done.created] == [0, 1]
    assert done.known == (3, 4)
    ((position, faults),) = done.refused
    assert (position, [f.code for f in faults]) == (2, ["facts.place_unknown"])


def test_a_row_that_looks_like_a_report_is_proposed(alma: Acting) -> None:
    facts.eviction_in_calais(alma)
    api.record_many(acting=alma, drafts=table(1), import_id="i1", now=NOW)
    assert api.proposals_waiting(alma) == 1


def test_undo_leaves_what_somebody_touched_and_says_so(alma: Acting) -> None:
    done = api.record_many(acting=alma, drafts=table(20), import_id="i1", now=NOW)
    ids = [statement for _, statement in done.created]
    later = NOW + dt.timedelta(hours=1)
    for statement in ids[:10]:
        content = facts.eviction(summary="Corrigé à la main.")
        api.edit_statement(acting=alma, statement_id=statement, base_version=1, content=content, now=later)
    api.set_verification(acting=alma, statement_ids=ids[10:11], verification=api.Verification.CORROBORATED, now=later)
    api.link_events(acting=alma, kept=facts.event_of(ids[11]), absorbed=facts.event_of(ids[12]), now=later)
    undone = api.undo_import(acting=alma, import_id="i1", now=later)
    assert undone.deleted == 7
    reasons = {row.statement_id: row.reason for row in undone.kept}
    assert reasons == {**dict.fromkeys(ids[:10], "edited"), ids[10]: "checked", ids[11]: "linked", ids[12]: "linked"}
    assert undone.sealed_refs == tuple(f"ref{n}" for n in range(13, 20))
    assert SourceStatement.objects.count() == Observation.objects.count() == 13
    again = api.record_many(acting=alma, drafts=table(20), import_id="i2", now=later)
    assert (len(again.created), len(again.known)) == (7, 13)
    assert Event.objects.count() == 20


def test_another_association_neither_imports_here_nor_undoes(alma: Acting) -> None:
    api.record_many(acting=alma, drafts=table(2), import_id="i1", now=NOW)
    assert api.undo_import(acting=facts.outsider(), import_id="i1", now=NOW).deleted == 0
    assert Observation.objects.count() == 2
    with pytest.raises(Denied):
        api.record_many(acting=people.acting("iman", roles=[Role.OBSERVER]), drafts=table(1), import_id="i3", now=NOW)


def test_a_binned_row_is_still_known(alma: Acting) -> None:
    done = api.record_many(acting=alma, drafts=table(1), import_id="i1", now=NOW)
    api.delete_statements(acting=alma, statement_ids=[done.created[0][1]], now=NOW)
    assert api.known_sources(acting=alma, keys=["row-0", "row-1"]) == {"row-0"}
    assert api.known_sources(acting=facts.outsider(), keys=["row-0"]) == set()
