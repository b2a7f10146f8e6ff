"""Two people change a dossier at once: nobody's words are silently lost."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.conftest import NOW
from tests.factories.browsing import signed_in
from tests.factories.cases import Team, with_an_eviction
from vigie.cases.actions.keeping import ChangedMeanwhile, change_dossier, plan, plan_of, strategy_of, words_of
from vigie.cases.api import enter
from vigie.cases.models import Strategy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved_clock")]


def test_changes_of_different_points_are_put_together(team: Team) -> None:
    base = words_of(team.dossier)
    change_dossier(
        acting=team.juriste, slug=team.slug, version=1, base=base, values={**base, "title": "Un autre titre"}, now=NOW
    )
    change_dossier(
        acting=team.avocat, slug=team.slug, version=1, base=base, values={**base, "purpose": "Faire cesser."}, now=NOW
    )
    row = team.dossier
    assert (row.title, row.purpose, row.version) == ("Un autre titre", "Faire cesser.", 3)


def test_changes_of_one_point_are_shown_and_chosen(team: Team) -> None:
    client, address = signed_in(team.avocat), reverse("cases:change_dossier", args=[team.slug])
    held = client.get(address).context["form"]["held"].value()
    base = words_of(team.dossier)
    change_dossier(
        acting=team.juriste, slug=team.slug, version=1, base=base, values={**base, "title": "Le sien"}, now=NOW
    )
    page = client.post(address, {"title": "Le mien", "kind": "text", "purpose": "Ajouté", "held": held})
    assert page.status_code == 409
    assert team.dossier.title == "Le sien"
    assert all(words in page.content.decode() for words in ("Le sien", "Le mien", "Saisies de tentes à Calais"))
    sent = {"held": page.context["held"], "keep_title": "mine"}
    client.post(reverse("cases:resolve_dossier", args=[team.slug]), sent)
    assert (team.dossier.title, team.dossier.purpose) == ("Le mien", "Ajouté")


def test_a_page_altered_on_its_way_changes_nothing(team: Team) -> None:
    address = reverse("cases:change_dossier", args=[team.slug])
    page = signed_in(team.juriste).post(address, {"title": "Autre", "kind": "text", "held": "faux"})
    assert page.status_code == 400
    assert team.dossier.version == 1


def test_the_strategy_offers_texts_of_the_acts_gathered_and_keeps_those_chosen(team: Team) -> None:
    with_an_eviction(team)
    client, address = signed_in(team.juriste), reverse("cases:strategy", args=[team.slug])
    form = client.get(address).context["form"]
    codes = dict(form.fields["norms"].choices)
    assert "à vérifier" in codes["CPCE-L433-1"]
    sent = {"issue": "La saisie sans titre.", "norms": ["CPCE-L433-1"], "decided_on": "2018-01-10"}
    assert client.post(address, {**sent, "held": form["held"].value()}).status_code == 302
    row = Strategy.objects.get()
    assert (row.issue, row.norms, f"{row.decided_on}", row.version) == (sent["issue"], ["CPCE-L433-1"], "2018-01-10", 2)
    assert "La saisie sans titre." in client.get(reverse("cases:dossier", args=[team.slug])).content.decode()


def test_two_strategies_at_once_are_a_conflict(team: Team) -> None:
    base = plan_of(strategy_of(team.dossier))
    plan(acting=team.juriste, slug=team.slug, version=1, base=base, values={**base, "risk": "Le sien"}, now=NOW)
    with pytest.raises(ChangedMeanwhile) as caught:
        plan(acting=team.avocat, slug=team.slug, version=1, base=base, values={**base, "risk": "Le mien"}, now=NOW)
    assert [field.name for field in caught.value.fields] == ["risk"]
    assert enter(team.juriste, team.slug).dossier.strategy.risk == "Le sien"
