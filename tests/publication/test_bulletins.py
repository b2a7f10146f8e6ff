"""A bulletin from the first word to the register: what is refused, what is kept, who may read it, its files."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories import facts
from tests.factories.browsing import signed_in
from tests.factories.facts import ActDraft, eviction, exactly, seen
from tests.factories.publication import DECEMBER, Desk, agreed, begun, out, quote
from vigie.facts import api
from vigie.kernel.api import Conflict, Denied, FuzzyDate, Invalid, Missing
from vigie.network.api import Role, acting_system
from vigie.publication.actions.bulletins import Written, publish, start, submit, write
from vigie.publication.actions.releases import withdraw_release
from vigie.publication.documents.figures import chart_svg
from vigie.publication.documents.making import make_all
from vigie.publication.documents.telling import pages_of
from vigie.publication.models import Bulletin, Quote, QuoteUse, Release
from vigie.publication.queries.bulletins import candidates

pytestmark = pytest.mark.usefixtures("moved_clock")


def recorded(day: int = 12, **changes: object) -> str:
    date = FuzzyDate.day(DECEMBER[0].replace(day=day))
    house = acting_system(organisation="lisiere", day=NOW.date())
    return api.record_observation(acting=house, draft=seen(eviction(date=date, **changes)), now=NOW)


HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("month", "zone", "code"),
    [
        ("janvier", "calaisis", "publication.bad_month"),
        ("2017-13", "calaisis", "publication.bad_month"),
        ("2018-01", "calaisis", "publication.month_not_over"),
        ("2031-01", "calaisis", "publication.month_not_over"),
        ("2017-12", "atlantide", "publication.no_zone"),
    ],
)
def test_a_month_that_cannot_be_told_is_refused_and_said(desk: Desk, month: str, zone: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        start(acting=desk.writer, month=month, zone=zone, now=NOW)
    assert refused.value.code == code
    page = signed_in(desk.writer).post(reverse("publication:new_bulletin"), {"month": month, "zone": zone})
    assert page.status_code == 400
    assert "Ce bulletin n’est pas commencé" in page.content.decode()


def test_a_month_has_one_bulletin(desk: Desk) -> None:
    begun(desk)
    with pytest.raises(Conflict, match="bulletin_exists"):
        start(acting=desk.writer, month="2017-12", zone="calaisis", now=NOW)
    given = {"month": "2017-12", "zone": "calaisis"}
    page = signed_in(desk.writer).post(reverse("publication:new_bulletin"), given).content.decode()
    assert reverse("publication:bulletin", args=[Bulletin.objects.get().id]) in page, "it leads to the one there is"


def test_an_identifier_is_refused_beside_its_text_and_nothing_is_lost(desk: Desk) -> None:
    bulletin = begun(desk)
    typed = {"fr-lead": "Une phrase\x00 juste.", "fr-month": "Le conducteur du AB-123-CD a crié."}
    answer = signed_in(desk.writer).post(reverse("publication:bulletin", args=[bulletin]), typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Le conducteur du AB-123-CD a crié." in page
    assert page.count("« AB-123-CD » peut mener à une personne") == 2, "on top and beside the text"
    assert "Une phrase juste." in page
    assert Bulletin.objects.get(id=bulletin).words["fr"]["lead"] == "Un mois inventé."


def test_the_words_of_another_are_not_overwritten(desk: Desk) -> None:
    bulletin = begun(desk)
    answer = signed_in(desk.writer).post(
        reverse("publication:bulletin", args=[bulletin]), {"fr-lead": "Le mien.", "base": "2018-01-01T00:00:00+00:00"}
    )
    assert answer.status_code == 409
    assert "Le mien." in answer.content.decode()
    assert Bulletin.objects.get(id=bulletin).words["fr"]["lead"] == "Un mois inventé."


def test_a_fact_is_ticked_gets_a_sentence_and_refuses_an_hour(desk: Desk) -> None:
    recorded()
    bulletin = begun(desk)
    row = Bulletin.objects.get(id=bulletin)
    (fact,) = candidates(desk.writer, row, now=NOW)
    client, url = signed_in(desk.writer), reverse("publication:bulletin", args=[bulletin])
    client.post(url, {"fact": fact.statement})
    kept = Bulletin.objects.get(id=bulletin).facts[0]
    assert kept["text"]["fr"].startswith("Expulsion d’un lieu de vie")
    assert kept["text"]["en"].startswith("Eviction")
    assert (kept["start"], kept["end"]) == ("2017-12-01", "2017-12-31"), "little happened there: the month alone"
    written = Written({}, {fact.statement: {"fr": "Expulsion à 7 h 30."}})
    with pytest.raises(Invalid, match="sign_found"):
        write(acting=desk.writer, bulletin_id=bulletin, written=written, now=NOW)


def test_one_association_alone_is_told_before_it_is_shown(desk: Desk) -> None:
    recorded()
    page = signed_in(desk.writer).get(reverse("publication:bulletin", args=[begun(desk)])).content.decode()
    assert "Ces chiffres viennent d’une seule association" in page


def test_a_month_without_facts_says_so_and_may_be_told_in_words(desk: Desk) -> None:
    bulletin = begun(desk)
    page = signed_in(desk.writer).get(reverse("publication:read_bulletin", args=[bulletin])).content.decode()
    assert "cela ne veut pas dire que rien n’est arrivé" in page
    assert submit(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    silent = start(acting=desk.writer, month="2017-11", zone="calaisis", now=NOW)
    with pytest.raises(Invalid, match="nothing_to_say"):
        submit(acting=desk.writer, bulletin_id=silent, now=NOW)
    answer = signed_in(desk.writer).post(reverse("publication:submit_bulletin", args=[silent]))
    assert answer.status_code == 400
    assert "Enregistrer" in answer.content.decode(), "one is back where one writes"


def test_a_bulletin_goes_out_with_the_files_whose_hashes_the_register_holds(desk: Desk) -> None:
    recorded(counts={"persons": exactly(60), "tents": exactly(12)})
    bulletin = begun(desk)
    chosen = quote(desk)
    base = Written(Bulletin.objects.get(id=bulletin).words, {}, (chosen,))
    write(acting=desk.writer, bulletin_id=bulletin, written=base, now=NOW)
    out(desk, bulletin)
    release = Release.objects.get(bulletin=bulletin)
    assert len(release.files) == 7
    assert QuoteUse.objects.get(release=release).quote_id == chosen
    reader = signed_in(facts.outsider())
    for name, known in release.files.items():
        answer = reader.get(reverse("publication:bulletin_file", args=[bulletin, name]))
        assert hashlib.sha256(answer.content).hexdigest() == known
        if name.endswith("-fr.html"):
            alone = answer.content.decode()
            assert release.content_hash in alone
            assert "BROUILLON" not in alone
            assert "كل يومين" in alone
            assert "Tous les deux jours ils prennent" in alone
            assert not re.search(r'(?:src|href)="|<script', alone), "it fetches nothing"
    page = reader.get(reverse("publication:bulletin", args=[bulletin])).content.decode()
    assert "au moins 60" in page


def test_a_quote_taken_back_stops_the_bulletin(desk: Desk) -> None:
    bulletin, chosen = begun(desk), quote(desk)
    base = Written(Bulletin.objects.get(id=bulletin).words, {}, (chosen,))
    write(acting=desk.writer, bulletin_id=bulletin, written=base, now=NOW)
    agreed(desk, bulletin)
    Quote.objects.filter(id=chosen).update(state="withdrawn", withdrawn_at=NOW)
    with pytest.raises(Conflict, match="quote_not_usable"):
        publish(acting=desk.writer, bulletin_id=bulletin, now=NOW)
    assert not Release.objects.exists()


def test_only_its_association_writes_and_reads_a_draft(desk: Desk) -> None:
    bulletin = begun(desk)
    stranger = facts.outsider()
    writer = facts.coordinator("elias", of="ailleurs", roles=[Role.COMMUNICATION])
    for action in (submit, publish):
        with pytest.raises(Missing):
            action(acting=writer, bulletin_id=bulletin, now=NOW)
    with pytest.raises(Denied):
        write(acting=desk.first, bulletin_id=bulletin, written=Written({}), now=NOW)
    for name in ("bulletin", "read_bulletin"):
        assert signed_in(stranger).get(reverse(f"publication:{name}", args=[bulletin])).status_code == 404
    assert "Un mois inventé" not in signed_in(writer).get(reverse("publication:bulletins")).content.decode()
    assert bulletin not in signed_in(writer).get(reverse("publication:bulletins")).content.decode()


def test_a_draft_says_so_on_every_form_of_it(desk: Desk) -> None:
    recorded(acts=(ActDraft("EXP01"),))
    row = Bulletin.objects.select_related("organisation").get(id=begun(desk))
    files = make_all(pages_of(desk.writer, row, now=NOW), ("fr",))
    kinds = {name.rsplit(".", 1)[1]: content for name, content in files.items()}
    assert set(kinds) == {"pdf", "html", "csv", "json"}
    assert "BROUILLON" in kinds["html"].decode()
    assert kinds["pdf"].startswith(b"%PDF-")
    assert b'"draft": true' in kinds["json"]
    rows = list(csv.DictReader(io.StringIO(kinds["csv"].decode("utf-8-sig"))))
    whole = next(r for r in rows if r["table"] == "whole" and r["measure"] == "events")
    assert (whole["value"], whole["qualifier"]) == ("1", "min")
    assert "publiable=" in whole["query"]


def test_the_chart_is_drawn_once_and_kept_without_a_style_of_its_own(desk: Desk) -> None:
    months = [
        {"short": "11/17", "events": 4, "direct": 3, "said": "4"},
        {"short": "12/17", "events": 9, "direct": 9, "said": "9"},
    ]
    page = {"language": "fr", "months": months, "heads": {"direct": "vus directement", "other": "rapportés"}}
    drawn = chart_svg(page)
    assert ET.fromstring(drawn).tag.endswith("svg")
    assert "vus directement" in drawn
    assert "style=" not in drawn
    assert chart_svg(page) == drawn
    assert chart_svg({**page, "months": months[:1]}) == ""


def test_a_month_without_a_releve_keeps_its_place_and_is_not_zero(desk: Desk) -> None:
    months = [
        {"short": "10/17", "events": 4, "direct": 3, "said": "au moins 4"},
        {"short": "11/17", "events": None, "direct": None, "said": "pas de relevé"},
        {"short": "12/17", "events": 9, "direct": 9, "said": "au moins 9"},
    ]
    page = {"language": "fr", "months": months, "heads": {"direct": "vus directement", "other": "rapportés"}}
    drawn = chart_svg(page)
    words = [element.text or "" for element in ET.fromstring(drawn).iter() if element.tag.endswith(("text", "tspan"))]
    assert [words.count(month) for month in ("10/17", "11/17", "12/17")] == [1, 1, 1]
    assert {"pas", "de", "relevé"} <= set(" ".join(words).split())
    bars = [e for e in ET.fromstring(drawn).iter() if e.get("aria-roledescription") == "bar"]
    assert len(bars) == 4, "two parts for each month that has a number, none for the other"
    assert chart_svg({**page, "months": months[:2]}) == ""


def test_the_bulletin_says_which_months_have_no_releve(desk: Desk) -> None:
    for month, day in ((10, 3), (12, 4)):
        date = FuzzyDate.day(dt.date(2017, month, day))
        house = acting_system(organisation="lisiere", day=NOW.date())
        api.record_observation(acting=house, draft=seen(eviction(date=date)), now=NOW)
    bulletin = begun(desk)
    page = pages_of(desk.writer, Bulletin.objects.get(id=bulletin), now=NOW).page("fr")
    assert [(row["short"], row["events"]) for row in page["months"]] == [
        ("07/17", None),
        ("08/17", None),
        ("09/17", None),
        ("10/17", 1),
        ("11/17", None),
        ("12/17", 1),
    ]
    shown = signed_in(desk.writer).get(reverse("publication:read_bulletin", args=[bulletin])).content.decode()
    assert shown.count('<td class="n">pas de relevé</td><td class="n"></td>') == 4
    english = pages_of(desk.writer, Bulletin.objects.get(id=bulletin), now=NOW).page("en")
    assert [row["said"] for row in english["months"]].count("no record") == 4
    assert make_all(pages_of(desk.writer, Bulletin.objects.get(id=bulletin), now=NOW), ("fr",))


def test_what_is_typed_is_kept_as_a_draft_and_forgotten_once_saved(desk: Desk) -> None:
    bulletin = begun(desk)
    client, here = signed_in(desk.writer), reverse("publication:bulletin", args=[bulletin])
    typed = "Un mois que personne n’a encore lu."
    fields = [["fr-lead", typed], ["base", Bulletin.objects.get().updated_at.isoformat()], ["draft", "page"]]
    kept = client.post(
        reverse("vault:draft", args=["bulletin", bulletin]),
        json.dumps({"token": "page", "fields": fields}),
        content_type="application/json",
    )
    assert kept.status_code == 200
    waiting = client.get(here).content.decode()
    assert "vous attend" in waiting
    assert typed not in waiting
    assert typed in client.get(here + "?brouillon=1").content.decode()
    assert signed_in(desk.first).get(here + "?brouillon=1").status_code == 200
    assert typed not in signed_in(desk.first).get(here + "?brouillon=1").content.decode(), "another person's browser"
    write(acting=desk.writer, bulletin_id=bulletin, written=Written({"fr": {"asks": "autre chose"}}), now=NOW + HOUR)
    refused = client.post(here, dict(fields))
    assert refused.status_code == 409
    assert typed in refused.content.decode(), "saved elsewhere meanwhile: what was typed is still there"
    base = Bulletin.objects.get().updated_at.isoformat()
    assert client.post(here, {"fr-lead": typed, "base": base, "draft": "page"}).status_code == 302
    assert "vous attend" not in client.get(here).content.decode()
    assert Bulletin.objects.get().words["fr"]["lead"] == typed


def test_a_withdrawn_publication_stays_readable_beside_its_reason(desk: Desk) -> None:
    bulletin = out(desk)
    release = Release.objects.get(bulletin=bulletin)
    withdraw_release(acting=desk.writer, release_id=release.id, because="erreur de mois", now=NOW)
    page = signed_in(desk.first).get(reverse("publication:bulletin", args=[bulletin])).content.decode()
    assert f"Publication n° {release.number}" in page
    assert "retirée" in page
