"""Commands on the machine: the first person, one more association, a lost password."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories.network import TODAY, acting, member, organisation
from vigie.kernel.api import Missing, OrgId
from vigie.network.actions.memberships import accept_membership
from vigie.network.api import Role, read_invitation
from vigie.network.models import MembershipOffer, Organisation
from vigie.network.queries import memberships_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(moved_clock):
    """The clock stands still."""


def link(*command: str) -> str:
    """Run a command and return the link it prints, on the address it was given."""
    said = StringIO()
    call_command(*command, "--adresse", "https://vigie.lisiere.example/", stdout=said)
    address = said.getvalue().split()[-1]
    assert address.startswith("https://vigie.lisiere.example/compte/invitation/")
    return address.rstrip("/").rsplit("/", 1)[-1]


def test_the_first_person_is_invited_to_administer(now):
    offer = read_invitation(token=link("premiere_personne", "La Lisière"), now=now)
    assert (offer.organisation.slug, offer.organisation.uses_vigie, offer.roles) == ("la-lisiere", True, {Role.ADMIN})


def test_there_is_only_one_first_person():
    member("alma")
    with pytest.raises(CommandError, match="déjà quelqu’un"):
        link("premiere_personne", "La Lisière")


def test_a_name_is_needed():
    with pytest.raises(CommandError):
        link("premiere_personne", "  …  ")


def test_one_more_association_comes_in_and_is_of_a_network_once_it_accepts(now):
    member("alma")
    network = organisation("reseau", kind="platform")
    offer = read_invitation(token=link("nouvelle_association", "Haute Mer", "--reseau", "reseau"), now=now)
    assert offer.organisation.slug == "haute-mer"
    assert memberships_in_force(TODAY, OrgId(network.id)) == [], "nobody is made a member without a word of theirs"
    waiting = MembershipOffer.objects.get(network=network, answer="")
    charlie = acting("charlie", of="ailleurs", roles=[Role.ADMIN])
    with pytest.raises(Missing, match="no_offer"):
        accept_membership(acting=charlie, offer_id=waiting.id, now=now)
    accept_membership(acting=acting("maree", of="haute-mer", roles=[Role.ADMIN]), offer_id=waiting.id, now=now)
    assert [card.slug for card in memberships_in_force(TODAY, OrgId(network.id))] == ["haute-mer"]


def test_what_is_no_network_offers_nothing_and_nobody_comes_in():
    member("alma")
    with pytest.raises(CommandError):
        link("nouvelle_association", "Haute Mer", "--reseau", "lisiere")
    assert not Organisation.objects.filter(slug="haute-mer").exists()


def test_an_association_that_is_administered_invites_by_itself():
    member("alma", roles=[Role.ADMIN])
    with pytest.raises(CommandError, match="déjà quelqu’un"):
        link("nouvelle_association", "Lisiere")
    with pytest.raises(CommandError, match="annuaire"):
        link("nouvelle_association", "Autre", "--reseau", "nulle-part")
    with pytest.raises(CommandError, match="annuaire"):
        call_command("nouvelle_association", "Autre", "--reseau", "nulle-part")


def test_a_lost_password_comes_back_for_a_known_person_alone(now):
    member("alma")
    assert read_invitation(token=link("nouveau_lien", "ALMA"), now=now).returning == "alma"
    with pytest.raises(CommandError, match="personne"):
        link("nouveau_lien", "personne")
