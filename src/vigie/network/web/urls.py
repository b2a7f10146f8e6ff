"""Addresses of the network."""

from django.urls import URLPattern, URLResolver, path

from . import agreements, directory, house, memberships, people, successions
from .urls_life import patterns

app_name = "network"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", directory.organisations, name="directory"),
    path("associations/<slug:slug>/", directory.organisation, name="organisation"),
    path("mon-association/", directory.change, name="change_organisation"),
    path("membres/proposer/", memberships.offer, name="offer_membership"),
    path("membres/<str:member_id>/retirer/", memberships.remove, name="remove_member"),
    path("propositions/<str:offer_id>/accepter/", memberships.accept, name="accept_offer"),
    path("propositions/<str:offer_id>/refuser/", memberships.refuse, name="refuse_offer"),
    path("propositions/<str:offer_id>/reprendre/", memberships.reopen, name="reopen_offer"),
    path("propositions/<str:offer_id>/retirer/", memberships.withdraw, name="withdraw_offer"),
    path("reseaux/<str:network_id>/quitter/", memberships.leave, name="leave_network"),
    path("personnes/", people.people, name="people"),
    path("personnes/inviter/", people.invite_person, name="invite"),
    path("invitations/<str:invitation_id>/retirer/", people.withdraw, name="withdraw_invitation"),
    path("personnes/<str:person_id>/", people.person, name="person"),
    path("personnes/<str:person_id>/donner-role/", people.give_role, name="grant_role"),
    path("personnes/<str:person_id>/retirer-role/", people.take_role, name="end_role"),
    path("personnes/<str:person_id>/accorder/", people.give_capability, name="grant_capability"),
    path("personnes/<str:person_id>/retirer-droit/", people.take_capability, name="end_capability"),
    path("personnes/<str:person_id>/responsabilite/", people.add_charge, name="add_responsibility"),
    path("personnes/<str:person_id>/lien-de-retour/", people.make_return_link, name="return_link"),
    path("personnes/<str:person_id>/depart/", people.leave, name="person_leaves"),
    path("responsabilites/", people.charges, name="charges"),
    path("responsabilites/<str:responsibility_id>/transmettre/", people.pass_on, name="hand_over"),
    path("passations/", successions.list_page, name="successions"),
    path("passations/<str:succession_id>/", successions.one, name="succession"),
    path("passations/<str:succession_id>/prendre/", successions.take, name="take_succession"),
    path("passations/<str:succession_id>/rendre/", successions.give_back, name="send_succession_back"),
    path("passations/<str:succession_id>/renoncer/", successions.withdraw, name="withdraw_succession"),
    path("accords/", agreements.agreements, name="agreements"),
    path("accords/proposer/", agreements.propose, name="propose_agreement"),
    path("accords/<str:agreement_id>/signer/", agreements.sign, name="sign_agreement"),
    path("accords/<str:agreement_id>/finir/", agreements.end, name="end_agreement"),
    path("lieux/", directory.place_list, name="places"),
    path("journal/", house.journal, name="journal"),
    path("mise-en-route/", house.set_up, name="setup"),
    *patterns,
]
