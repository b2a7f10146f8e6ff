"""Who sees which facts: owner, agreement, network, stranger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from vigie.facts import api
from vigie.facts.api import FactFilter
from vigie.facts.models import SourceStatement
from vigie.journal.api import history
from vigie.kernel.api import Denied, Missing, VaultRef
from vigie.network.api import Acting, Audience, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def relations(vocabulary: None) -> dict[str, Acting]:
    others = {"agreement": facts.partner(), "network": facts.neighbour(), "stranger": facts.outsider()}
    return {"owner": facts.coordinator(), **others}


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        (Audience.OWNER, {"owner"}),
        (Audience.PARTNERS, {"owner", "agreement"}),
        (Audience.NETWORK, {"owner", "agreement", "network"}),
    ],
)
def test_each_audience_is_read_by_those_it_names(
    relations: dict[str, Acting], audience: Audience, readers: set[str]
) -> None:
    statement = facts.eviction_in_calais(relations["owner"], audience=audience)
    for name, acting in relations.items():
        sees = name in readers
        assert [c.id for c in api.page(acting, FactFilter()).cards] == [statement] * sees, name
        assert [c.id for c in api.page(acting, FactFilter(text="calais")).cards] == [statement] * sees, name
        assert [f.events for f in api.map_figures(acting, FactFilter())] == [1] * sees, name
        assert api.figures(acting, FactFilter(), by=api.Rows.MONTH, now=NOW).whole.events == int(sees), name
        assert [f.value for f in api.facets(acting, FactFilter())["acts"]] == ["BIE01", "EXP01"] * sees, name
        if not sees:
            with pytest.raises(Missing):
                api.detail(acting, statement, today=facts.TODAY)
        exported = b"".join(api.export(acting=acting, where=FactFilter(), kind=api.Format.JSONL, now=NOW))
        assert (statement.encode() in exported) is sees, name


def test_a_minors_testimony_is_seen_at_home_alone(relations: dict[str, Acting]) -> None:
    statement = facts.minor_testimony(relations["owner"])
    with pytest.raises(IntegrityError), transaction.atomic():
        SourceStatement.objects.filter(id=statement).update(audience="network")
    assert [name for name, who in relations.items() if api.page(who, FactFilter()).total] == ["owner"]
    assert api.page(relations["owner"], FactFilter(minors=True)).total == 1


def test_a_site_kept_at_home_is_neither_shown_nor_found_elsewhere(relations: dict[str, Acting]) -> None:
    statement = facts.eviction_in_calais(relations["owner"], statement=facts.eviction(site="Zébulon"))
    assert api.detail(relations["owner"], statement, today=facts.TODAY).card.site == "Zébulon"
    peer = relations["network"]
    assert api.detail(peer, statement, today=facts.TODAY).card.site == ""
    assert api.page(peer, FactFilter(text="zébulon")).total == 0
    assert api.sites(peer) == []
    for detail in api.Detail:
        rows = b"".join(api.export(acting=peer, where=FactFilter(), kind=api.Format.CSV, detail=detail, now=NOW))
        assert "Zébulon".encode() not in rows


def test_what_is_said_at_home_stays_at_home(relations: dict[str, Acting]) -> None:
    statement = api.record_testimony(acting=relations["owner"], draft=facts.told(sealed_ref="abc123"), now=NOW)[0]
    own = api.detail(relations["owner"], statement, today=facts.TODAY).testimony
    seen = api.detail(relations["network"], statement, today=facts.TODAY).testimony
    assert (own.author_name, own.sealed_ref) == ("Alma", "abc123")
    assert (seen.author_name, seen.sealed_ref, seen.consent_id, seen.statement_ids) == ("", "", "", ())


def test_bulk_ids_are_ones_own(relations: dict[str, Acting]) -> None:
    facts.eviction_in_calais(relations["owner"])
    mine = facts.eviction_in_calais(relations["network"])
    assert api.statement_ids(relations["network"], FactFilter()) == [mine]


def test_exporting_needs_the_right(vocabulary: None) -> None:
    observer = people.acting("iman", roles=[Role.OBSERVER])
    with pytest.raises(Denied):
        api.export(acting=observer, where=FactFilter(), kind=api.Format.CSV, now=NOW)


def test_saved_filters_are_ones_own(relations: dict[str, Acting]) -> None:
    alma = relations["owner"]
    saved = api.save_filter(acting=alma, name="Calais", where=FactFilter(communes=("calais",)), now=NOW)
    assert [(f.name, f.query) for f in api.saved_filters(alma)] == [("Calais", "commune=calais")]
    assert api.saved_filters(people.acting("zoe")) == []
    with pytest.raises(Missing):
        api.forget_filter(acting=relations["stranger"], filter_id=saved, now=NOW)
    api.save_filter(acting=alma, name="Calais", where=FactFilter(communes=("marck",)), now=NOW)
    assert [f.query for f in api.saved_filters(alma)] == ["commune=marck"]
    api.forget_filter(acting=alma, filter_id=saved, now=NOW)
    assert api.saved_filters(alma) == []


def test_a_site_belongs_to_its_association(relations: dict[str, Acting]) -> None:
    site = api.open_site(acting=relations["owner"], draft=api.SiteDraft("B2", "calais"), now=NOW)
    with pytest.raises(Missing):
        api.rename_site(acting=relations["agreement"], site_id=site, pseudonym="X", now=NOW)
    with pytest.raises(Missing):
        api.close_site(acting=relations["stranger"], site_id=site, day=facts.TODAY, now=NOW)
    api.rename_site(acting=relations["owner"], site_id=site, pseudonym="B3", now=NOW)
    (card,) = api.sites(relations["owner"])
    assert (card.pseudonym, card.aliases) == ("B3", ("B2",))
    api.close_site(acting=relations["owner"], site_id=site, day=facts.TODAY, now=NOW)
    assert api.sites(relations["owner"]) == []
    assert [c.closed_on for c in api.sites(relations["owner"], closed=True)] == [facts.TODAY]


def test_what_a_restore_proves_erased_shares_nothing_more(alma: Acting) -> None:
    draft = replace(facts.told(yes=("count",)), sealed_ref=VaultRef("erased-since"))
    other = replace(facts.told(yes=("count",)), sealed_ref=VaultRef("still-there"))
    (erased,), (kept,) = (api.record_testimony(acting=alma, draft=d, now=NOW) for d in (draft, other))
    neighbour = facts.neighbour()
    assert {erased, kept} <= {card.id for card in api.page(neighbour, FactFilter()).cards}

    (touched,) = api.withdraw_erased(refs=["erased-since", "of-nobody"], now=NOW)
    seen = {card.id for card in api.page(neighbour, FactFilter()).cards}
    assert (erased in seen, kept in seen) == (False, True)
    assert "facts.withdrawn_erased" in {entry.verb for entry in history(kind="testimony", object_id=touched)}
    assert api.withdraw_erased(refs=["erased-since"], now=NOW) == ()
