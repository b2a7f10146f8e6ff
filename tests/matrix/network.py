"""Organisations, people, agreements: the directory is everybody's, people are their association's."""

from tests.matrix import (
    ADMIN,
    GET,
    HIDDEN,
    KEEPERS,
    LEADERS,
    NO,
    PASSKEY,
    POST,
    PROTECTION,
    ROLES,
    SIGNED_IN,
    YES,
    Held,
    Plain,
)

PLAIN = [
    #     address                      get        post
    Plain("network:directory", SIGNED_IN, None),
    Plain("network:places", SIGNED_IN, None),
    Plain("network:people", ROLES, None),
    Plain("network:charges", ROLES, None),
    Plain("network:agreements", ROLES, None),
    Plain("network:change_organisation", LEADERS, LEADERS),
    Plain("network:invite", LEADERS, LEADERS),
    Plain("network:propose_agreement", LEADERS | {PROTECTION}, LEADERS | {PROTECTION}),
    # The list of members is a network's own; for any other association there is nothing to add to.
    Plain("network:offer_membership", None, LEADERS),
    Plain("network:journal", LEADERS | KEEPERS, None),
    Plain("network:setup", {ADMIN}, {ADMIN}),
]

ROLE, RIGHT, CHARGE = {"role": "juriste"}, {"code": "trained"}, {"label": "les clés du local"}

HELD = [
    #    address                        thing       method  owner colleague partner peer    stranger
    Held("network:organisation", "organisation", GET, YES, YES, YES, YES, YES),
    Held("network:person", "person", GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("network:grant_role", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=ROLE),
    Held("network:end_role", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"role": "observer"}),
    Held("network:grant_capability", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=RIGHT),
    Held("network:end_capability", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=RIGHT),
    Held("network:add_responsibility", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=CHARGE),
    Held("network:return_link", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:person_leaves", "person", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:person_leaves", "person", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:hand_over", "responsibility", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:withdraw_invitation", "invitation", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    # An agreement is its parties'; whoever is bound may sign it and end it.
    Held("network:sign_agreement", "agreement", POST, YES, NO, YES, HIDDEN, HIDDEN),
    Held("network:end_agreement", "agreement", POST, YES, NO, YES, HIDDEN, HIDDEN),
    # It only ever touches one's own list: from elsewhere it changes nothing.
    Held("network:remove_member", "member of the network", POST, YES, NO, YES, YES, YES),
    # It too only ever touches one's own.
    Held("network:leave_network", "network", POST, YES, NO, YES, YES, YES),
    # An offer is answered by the association it was made to, taken back by the network that made it.
    Held("network:accept_offer", "offer", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:refuse_offer", "offer", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:reopen_offer", "refused offer", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("network:withdraw_offer", "offer made", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    # For whom one acts: only where one has a role.
    Held("choose_organisation", "nothing", GET, YES, YES, YES, YES, YES),
    Held("choose_organisation", "acting for the association", POST, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    # A second factor is one's own alone.
    Held("mfa_edit_webauthn", "passkey", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=PASSKEY),
    Held("mfa_edit_webauthn", "passkey", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=PASSKEY),
    Held("mfa_remove_webauthn", "passkey", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=PASSKEY),
    Held("mfa_remove_webauthn", "passkey", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=PASSKEY),
]
