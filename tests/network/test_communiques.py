"""A communiqué is written, remarked on, signed word for word, published for anyone; and what stands beside it."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.circle import circle
from tests.factories.network import TODAY, acts, member
from vigie.desk.needs import needs_of
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, FuzzyDate, Invalid, Missing, Refusals
from vigie.network.actions.communiques import comment, move_communique, unsign_communique
from vigie.network.actions.register import agree_tool, import_actions, undo_import
from vigie.network.api import (
    CampaignDraft,
    CommuniqueDraft,
    PastActionDraft,
    Role,
    collect,
    note_action,
    propose_tool,
    publish_communique,
    sign_campaign,
    sign_communique,
    signed_between,
    write_campaign,
    write_communique,
)
from vigie.network.models import Communique, PastAction, SharedTool
from vigie.network.queries.communiques import ActionFilter, campaigns, communiques, past_actions, tools
from vigie.network.rules.communiques import TRANSITIONS, State, Step
from vigie.network.timeline import KINDS, timeline

pytestmark = pytest.mark.django_db
WATER = CommuniqueDraft(
    "L’eau est un droit",
    "Un premier.\n\nUn second.",
    "Water is a right",
    "A first.\n\nA second.",
    "presse@lisiere.example",
)
SOON = TODAY + dt.timedelta(days=5)


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


@pytest.fixture
def told():
    return circle()


@pytest.fixture
def collecting(told, now):
    """A text of ours that the circle may sign."""
    slug = write_communique(acting=told.ours, draft=WATER, now=now)
    collect(acting=told.ours, slug=slug, closes_on=SOON, now=now)
    return slug


def browser(who):
    client = Client()
    client.force_login(who)
    return client


@pytest.mark.parametrize(("state", "step"), list(product(State, Step)))
def test_every_pair_of_state_and_step_leads_where_the_table_says(told, now, state, step):
    slug = write_communique(acting=told.ours, draft=WATER, now=now)
    published = now if state is State.PUBLISHED else None
    Communique.objects.update(state=state, published_at=published, closes_on=SOON)
    Communique.objects.get().signatures.create(
        organisation_id=told.ours.organisation, version=1, signed_by="x", signed_at=now
    )
    doing = {
        Step.COLLECT: lambda: collect(acting=told.ours, slug=slug, closes_on=SOON, now=now),
        Step.PUBLISH: lambda: publish_communique(acting=told.ours, slug=slug, now=now),
    }.get(step, lambda: move_communique(acting=told.ours, slug=slug, step=step, now=now))
    if (state, step) in TRANSITIONS:
        doing()
        assert Communique.objects.get().state == TRANSITIONS[state, step]
    else:
        with pytest.raises(Conflict):
            doing()
        assert Communique.objects.get().state == state


def test_it_is_signed_by_three_and_published_for_anyone(told, collecting, now):
    assert "communiqués à signer ou non" in [str(need.label) for need in needs_of(told.peer, now=now)]
    for who in (told.ours, told.peer, told.partner):
        sign_communique(acting=who, slug=collecting, version=1, now=now)
        sign_communique(acting=who, slug=collecting, version=1, now=now)
    assert Client().get(reverse("public:communique", args=[collecting])).status_code == 404
    publish_communique(acting=told.ours, slug=collecting, now=now)
    for query, words in (
        ("", ("L’eau est un droit", "Un second.", "Signataires")),
        ("?l=en", ("Water is a right", "Signatories")),
    ):
        answer = Client().get(reverse("public:communique", args=[collecting]) + query)
        page = answer.content.decode()
        assert all(word in page for word in (*words, "Lisiere", "Rivage", "Falaise"))
        assert not answer.cookies
        assert "<script" not in page
    pdf = pypdfium2.PdfDocument(Client().get(reverse("public:communique_pdf", args=[collecting])).content)
    printed = "".join(p.get_textpage().get_text_range() for p in pdf)
    pdf.close()
    assert "Falaise" in printed
    assert "Alma" not in printed
    assert "L’eau est un droit" in Client().get(reverse("public:communiques")).content.decode()
    assert signed_between(told.peer.organisation, start=TODAY, end=TODAY) == 1
    assert signed_between(told.stranger.organisation, start=TODAY, end=TODAY) == 0


def test_a_signature_is_for_the_words_that_were_read(told, collecting, now):
    sign_communique(acting=told.peer, slug=collecting, version=1, now=now)
    move_communique(acting=told.ours, slug=collecting, step=Step.REWRITE, now=now)
    assert "network.communique_draft" in [c.code for c in notifications(person=told.peer.actor)]
    row = Communique.objects.get()
    assert not row.signatures.exists()
    write_communique(acting=told.ours, draft=WATER, slug=collecting, version=row.version, now=now)
    collect(acting=told.ours, slug=collecting, closes_on=SOON, now=now)
    with pytest.raises(Conflict, match="changed"):
        sign_communique(acting=told.peer, slug=collecting, version=1, now=now)


def test_a_signature_is_taken_back_until_publication_and_the_day_closes(told, collecting, now):
    sign_communique(acting=told.peer, slug=collecting, version=1, now=now)
    unsign_communique(acting=told.peer, slug=collecting, now=now)
    with pytest.raises(Conflict, match="nobody"):
        publish_communique(acting=told.ours, slug=collecting, now=now)
    with pytest.raises(Conflict, match="closed"):
        sign_communique(acting=told.peer, slug=collecting, version=1, now=now + dt.timedelta(days=6))
    sign_communique(acting=told.ours, slug=collecting, version=1, now=now)
    publish_communique(acting=told.ours, slug=collecting, now=now)
    with pytest.raises(Conflict, match="out"):
        unsign_communique(acting=told.ours, slug=collecting, now=now)
    with pytest.raises(Conflict):
        comment(acting=told.peer, slug=collecting, words="Trop tard", now=now)


def test_who_may_not_does_not(told, collecting, now):
    observer = acts(member("odile", roles=[Role.OBSERVER]))
    with pytest.raises(Denied):
        sign_communique(acting=observer, slug=collecting, version=1, now=now)
    with pytest.raises(Denied):
        write_communique(acting=observer, draft=WATER, now=now)
    with pytest.raises(Denied, match="not_your"):
        publish_communique(acting=told.peer, slug=collecting, now=now)
    for act in (
        lambda: sign_communique(acting=told.stranger, slug=collecting, version=1, now=now),
        lambda: comment(acting=told.stranger, slug=collecting, words="?", now=now),
    ):
        with pytest.raises(Missing):
            act()
    assert communiques(told.stranger) == []
    assert browser(told.people["ailleurs"]).get(reverse("network:communique", args=[collecting])).status_code == 404


def test_two_writers_lose_nothing(told, now):
    slug = write_communique(acting=told.ours, draft=WATER, now=now)
    alma = browser(told.people["lisiere"])
    form = {"version": 1, "title": "Titre", "body": "Le mien"}
    assert alma.post(reverse("network:write_communique", args=[slug]), {**form, "body": "Le sien"}).status_code == 302
    both = alma.post(reverse("network:write_communique", args=[slug]), form).content.decode()
    assert "Le mien" in both
    assert "Le sien" in both


def test_the_pages_lead_from_a_draft_to_the_public(told, now):
    alma, rosa = browser(told.people["lisiere"]), browser(told.people["rivage"])
    alma.post(reverse("network:new_communique"), {"version": 0, "title": "Titre", "body": "Texte <script>"})
    slug = Communique.objects.get().slug
    address = reverse("network:communique", args=[slug])
    assert "&lt;script&gt;" in rosa.post(address, {"words": "Une virgule"}, follow=True).content.decode()
    past = alma.post(reverse("network:collect_signatures", args=[slug]), {"closes_on": "2017-01-01"})
    assert "Choisissez un jour à venir" in past.content.decode()
    alma.post(reverse("network:collect_signatures", args=[slug]), {"closes_on": f"{SOON}"})
    assert "Votre association signe-t-elle" in rosa.get(address).content.decode()
    rosa.post(reverse("network:sign_communique", args=[slug]), {"version": "1"})
    rosa.post(reverse("network:sign_communique", args=[slug]), {"what": "retirer"})
    alma.post(reverse("network:sign_communique", args=[slug]), {"version": "1"})
    alma.post(reverse("network:publish_communique", args=[slug]))
    assert "Page publique" in alma.get(address).content.decode()
    assert alma.post(reverse("network:move_communique", args=[slug]), {"step": "rewrite"}).status_code == 409
    assert alma.get(reverse("network:communiques")).status_code == 200


def test_a_tool_is_agreed_version_by_version(told, now):
    made = propose_tool(acting=told.ours, name="Charte", body="Un", now=now)
    agree_tool(acting=told.peer, tool_id=made, number=1, now=now)
    with pytest.raises(Invalid, match="no_changes"):
        propose_tool(acting=told.ours, name="Charte", body="Deux", tool_id=made, now=now)
    propose_tool(acting=told.ours, name="Charte", body="Deux", changes="Un mot", tool_id=made, now=now)
    with pytest.raises(Conflict):
        agree_tool(acting=told.partner, tool_id=made, number=1, now=now)
    with pytest.raises(Denied):
        propose_tool(acting=told.peer, name="Charte", body="Trois", changes="x", tool_id=made, now=now)
    with pytest.raises(Missing):
        agree_tool(acting=told.stranger, tool_id=made, number=2, now=now)
    assert tools(told.stranger) == []
    alma = browser(told.people["rivage"])
    page = alma.get(reverse("network:tool", args=[made])).content.decode()
    assert "Un mot" in page
    assert "N’ont pas signé" in page
    assert alma.post(reverse("network:agree_tool", args=[made]), {"number": "2"}).status_code == 302
    mine = browser(told.people["lisiere"])
    listed = mine.get(reverse("network:tools")).content.decode()
    assert "Vocabulaire des faits" in listed
    assert "signée par 2 sur 3" in listed
    assert mine.get(reverse("network:new_tool_version", args=[made])).status_code == 200
    mine.post(reverse("network:new_tool"), {"name": "Guide", "body": "Texte", "link": "https://exemple.example/x"})
    assert SharedTool.objects.count() == 2
    assert (
        mine.post(reverse("network:new_tool"), {"name": "Guide", "body": "Texte", "link": "http://x"}).status_code
        == 200
    )


def test_a_campaign_gathers_its_signatories_and_its_actions(told, now):
    slug = write_campaign(
        acting=told.ours, draft=CampaignDraft("De l’eau", "Des robinets", TODAY, public=True), now=now
    )
    sign_campaign(acting=told.peer, slug=slug, now=now)
    note_action(
        acting=told.peer, draft=PastActionDraft("letter", "Lettre", FuzzyDate.day(TODAY), campaign=slug), now=now
    )
    with pytest.raises(Denied):
        write_campaign(acting=told.peer, draft=CampaignDraft("x", "y", TODAY), slug=slug, now=now)
    with pytest.raises(Missing):
        sign_campaign(acting=told.stranger, slug=slug, now=now)
    with pytest.raises(Invalid):
        write_campaign(
            acting=told.ours, draft=CampaignDraft("x", "y", TODAY, materials=[("a", "javascript:x")]), now=now
        )
    page = Client().get(reverse("public:campaign", args=[slug])).content.decode()
    assert all(word in page for word in ("Rivage", "Lettre", "Des robinets"))
    alma = browser(told.people["lisiere"])
    shown = alma.get(reverse("network:campaign", args=[slug])).content.decode()
    assert ("Lettre" in shown, reverse("network:note_action") in shown) == (True, True)
    reader = browser(member("observe", of="lisiere", roles=[Role.OBSERVER]))
    assert reverse("network:note_action") not in reader.get(reverse("network:campaign", args=[slug])).content.decode()
    data = {
        "name": "De l’eau",
        "demand": "Encore",
        "starts": "2018-01-01",
        "materials": "Affiche | https://a.example/b.pdf",
    }
    assert alma.post(reverse("network:write_campaign", args=[slug]), data).status_code == 302
    assert Client().get(reverse("public:campaign", args=[slug])).status_code == 404
    assert alma.post(reverse("network:new_campaign"), data).status_code == 302
    assert alma.post(reverse("network:carry_campaign", args=[slug]), {"what": "retirer"}).status_code == 302
    assert campaigns(told.stranger) == []


CSV = "date;type;titre;signataires;cible;issue;sources\n2015;report;Rapport;Lisière;Préfecture;;page\njanvier 2016;demonstration;Marche;A;B;;\n"


def test_a_history_is_imported_whole_or_not_at_all_and_undone(told, now):
    batch, number = import_actions(acting=told.ours, content=CSV.encode(), name="x.csv", now=now)
    assert number == 2
    assert [row.title for row in past_actions(told.peer, ActionFilter(year=2016))] == ["Marche"]
    assert past_actions(told.stranger, ActionFilter()) == []
    with pytest.raises(Missing):
        undo_import(acting=told.peer, batch=batch, now=now)
    wrong = CSV + "un jour;report;Sans date;;;;\n2017;danse;Type inconnu;;;;\n"
    with pytest.raises(Refusals) as refused:
        import_actions(acting=told.ours, content=wrong.encode(), name="x.csv", now=now)
    assert [(r.params["line"], r.params["reason"]) for r in refused.value.refusals] == [
        (3, "network.bad_date"),
        (4, "network.no_such_kind"),
    ]
    assert PastAction.objects.count() == 2
    assert undo_import(acting=told.ours, batch=batch, now=now) == 2
    listed = b"- {date: 2015-06, type: report, titre: Rapport, signataires: [A, B]}"
    assert import_actions(acting=told.ours, content=listed, name="x.yaml", now=now)[1] == 1


@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode), name=st.sampled_from(["a.csv", "a.yaml"])
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_file_is_imported_or_refused_in_words(told, now, content, name):
    try:
        import_actions(acting=told.ours, content=content, name=name, now=now)
    except (Invalid, Refusals):
        return


def test_the_register_is_read_narrowed_and_filled_from_its_pages(told, now):
    alma = browser(told.people["lisiere"])
    data = {"kind": "report", "title": "Rapport", "date": "2015", "signatories": "A\nB", "campaign": ""}
    assert alma.post(reverse("network:note_action"), data).status_code == 302
    assert "Rapport" in alma.get(reverse("network:register") + "?type=report&annee=2015&q=rap").content.decode()
    file = SimpleUploadedFile("x.csv", b"date,titre\nhier?,X\n")
    assert "Ligne 1" in alma.post(reverse("network:import_actions"), {"file": file}).content.decode()
    alma.post(reverse("network:import_actions"), {"file": SimpleUploadedFile("x.csv", CSV.encode())})
    batch = PastAction.objects.exclude(batch="").first().batch
    assert alma.post(reverse("network:undo_register_import", args=[batch])).status_code == 302
    assert PastAction.objects.count() == 1


def test_the_border_in_dates_has_a_source_on_each_line():
    assert all(entry.source and entry.title and entry.title_en and entry.kind in KINDS for entry in timeline())
    assert [entry.date.start for entry in timeline()] == sorted(entry.date.start for entry in timeline())
    assert all(entry.verified for entry in timeline() if entry.url)


def test_the_border_is_shown_narrowed_and_leads_to_facts(told):
    alma = browser(told.people["lisiere"])
    page = alma.get(reverse("network:border") + "?type=eviction").content.decode()
    assert "Grande-Synthe" in page
    assert "Conseil d’État" not in page
    for entry in timeline():
        if entry.query:
            assert alma.get(reverse("facts:statements") + f"?{entry.query}").status_code == 200


def test_lists_cost_the_same_with_one_and_three_rows(told, now):
    def cost(name):
        alma = browser(told.people["lisiere"])
        alma.get(reverse(name))
        with CaptureQueriesContext(connection) as caught:
            assert alma.get(reverse(name)).status_code == 200
        return len(caught)

    def more(n):
        write_communique(acting=told.ours, draft=WATER, now=now)
        propose_tool(acting=told.peer, name=f"Outil {n}", body="x", now=now)
        write_campaign(acting=told.peer, draft=CampaignDraft(f"C{n}", "x", TODAY), now=now)
        note_action(acting=told.peer, draft=PastActionDraft("letter", f"L{n}", FuzzyDate.year(2015)), now=now)

    more(0)
    names = [f"network:{name}" for name in ("communiques", "tools", "campaigns", "register")]
    before = [cost(name) for name in names]
    more(1)
    more(2)
    assert [cost(name) for name in names] == before
