"""Reference data: complete, idempotent, and silent in the real world about what nobody verified."""

from __future__ import annotations

import pytest

from vigie.kernel.api import Missing
from vigie.network.api import find_place, load_organisations, load_places, load_reference, place
from vigie.network.models import Facility, Organisation, Place, PlaceAlias
from vigie.network.queries import DirectoryFilter, directory, facilities, organisation_page

pytestmark = pytest.mark.django_db
UNREAD = {"itinerance-dieppe", "fraternite-migrants", "collective-aid"}


def counts() -> tuple[int, ...]:
    communes, zones = (Place.objects.filter(kind=kind).count() for kind in ("commune", "zone"))
    return communes, zones, Facility.objects.count(), Organisation.objects.count(), PlaceAlias.objects.count()


def test_everything_is_there_and_loading_again_changes_nothing(now):
    load_places(now=now, include_unverified=True)
    load_organisations(now=now, include_unverified=True)
    first = counts()
    assert first[:4] == (49, 10, 19, 31)
    load_places(now=now, include_unverified=True)
    load_organisations(now=now, include_unverified=True)
    assert counts() == first


def test_the_real_world_shows_nothing_unverified_even_after_a_wider_load(now):
    load_places(now=now, include_unverified=True)
    load_organisations(now=now, include_unverified=True)
    load_reference(now=now)
    assert not {row.slug for row in directory(DirectoryFilter(), day=now.date())} & UNREAD
    with pytest.raises(Missing):
        organisation_page("itinerance-dieppe")
    assert "cra-oissel" not in {row.slug for row in facilities()}
    assert Facility.objects.get(slug="sthf-dunkirk").place is None
    assert set(Place.objects.values_list("note", flat=True)) == {""}
    assert "La Linière" not in Organisation.objects.get(slug="msf").presentation


def test_the_demonstration_shows_it_all(now, monkeypatch):
    load_organisations(now=now, include_unverified=True)
    monkeypatch.setenv("VIGIE_WORLD", "demo")
    assert {row.slug for row in directory(DirectoryFilter(), day=now.date())} >= UNREAD


def test_an_organisation_that_uses_the_house_keeps_its_own_words(now):
    load_organisations(now=now, include_unverified=False)
    Organisation.objects.filter(slug="gisti").update(uses_vigie=True, presentation="Nos mots.")
    load_organisations(now=now, include_unverified=False)
    assert Organisation.objects.get(slug="gisti").presentation == "Nos mots."


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("calais", "calais"),
        ("  CALAIS ", "calais"),
        ("grande synthe", "grande-synthe"),
        ("GRANDE-SYNTHE", "grande-synthe"),
        ("Equihen plage", "equihen-plage"),
        ("59183", "dunkerque"),
        ("Dunkirk", "dunkerque"),
        ("دونكيرك", "dunkerque"),
        ("59380", "mardyck"),
        ("62807", "tatinghem"),
        ("Saint-Martin-lez-Tatinghem", "tatinghem"),
        ("Coudekerque-Village", "teteghem-coudekerque-village"),
        ("Cherbourg-Octeville", "cherbourg-en-cotentin"),
        ("Tourlaville", "cherbourg-en-cotentin"),
        ("Le Havre", "le-havre"),
        ("Douvres", "dover"),
    ],
)
def test_a_place_is_found_as_people_write_it(now, written, slug):
    load_places(now=now, include_unverified=False)
    found = find_place(written)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("written", ["", "   ", "Marseille", "---", "calaisis"])
def test_what_is_not_a_commune_here_is_not_guessed(now, written):
    load_places(now=now, include_unverified=False)
    assert find_place(written) is None


def test_a_commune_that_ended_says_when(now):
    load_places(now=now, include_unverified=False)
    row = Place.objects.get(slug="tatinghem")
    assert (row.official_name, str(row.valid_to)) == ("Saint-Martin-lez-Tatinghem", "2015-12-31")
    assert place("tatinghem").insee == "62757"
