"""Facts: shared by their association as far as it said; what is done to them is done by it alone."""

from tests.matrix import (
    ADMIN,
    COMMUNICATION,
    DESK,
    FIELD,
    GET,
    HIDDEN,
    NO,
    OBSERVER,
    POST,
    PROTECTION,
    REFERENT,
    ROLES,
    YES,
    Held,
    Plain,
)

EXPORTERS = DESK | {COMMUNICATION, PROTECTION}
MINE, PARTNERS, NETWORK = "statement of the association", "statement for partners", "statement for the network"
TOLD, MINOR = "testimony refused to the network", "testimony of a minor"
PAIR, APART, LINKED = "pair that looks alike", "pair set apart", "two reports made one"
CHECKED = {"verification": "relu"}

PLAIN = [
    #     address             get        post
    Plain("facts:statements", ROLES, None),
    Plain("facts:chronology", ROLES, None),
    Plain("facts:map", ROLES, None),
    Plain("facts:figures", ROLES, None),
    Plain("facts:vocabulary", ROLES, None),
    Plain("facts:shifts", ROLES, None),
    Plain("facts:sites", ROLES, None),
    Plain("facts:duplicates", ROLES, None),
    Plain("facts:keep_filter", None, ROLES, {"name": "Calais", "query": "commune=calais"}),
    Plain("facts:new", FIELD, FIELD),
    Plain("facts:new_shift", FIELD, FIELD),
    Plain("facts:plans", FIELD | {ADMIN}, None),
    Plain("facts:new_plan", FIELD | {ADMIN}, FIELD | {ADMIN}),
    Plain("facts:new_site", FIELD, FIELD),
    Plain("facts:orders", ROLES, None),
    Plain("facts:new_order", DESK, DESK),
    Plain("facts:export", EXPORTERS, EXPORTERS),
    Plain("facts:dictionary", EXPORTERS, None),
    Plain("facts:bin", DESK, None),
    Plain("facts:minors", {REFERENT}, None),
]

HELD = [
    #    address               thing     method  owner colleague partner peer    stranger
    Held("facts:statement", MINE, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:statement", PARTNERS, GET, YES, YES, YES, HIDDEN, HIDDEN),
    Held("facts:statement", NETWORK, GET, YES, YES, YES, YES, HIDDEN),
    Held("facts:statement", TOLD, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:statement", MINOR, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:bulk", "ticked", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:verify", NETWORK, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data=CHECKED),
    Held("facts:delete", NETWORK, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:edit", NETWORK, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:edit", NETWORK, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:resolve", NETWORK, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:undo_edit", "edited statement", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:take_back", TOLD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"motive": "demandé"}),
    Held("facts:change_consents", TOLD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"says-quote": "no"}),
    Held("facts:restore", "in the bin", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:order", "order of the association", GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:order", "order for the network", GET, YES, YES, YES, YES, HIDDEN),
    Held("facts:edit_order", "order for the network", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:edit_order", "order for the network", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:delete_order", "order for the network", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:restore_order", "order in the bin", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:validate_minor", "minor", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, role=REFERENT),
    Held("facts:undo", "something undone", POST, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),  # kept in one's session
    Held("facts:drop_filter", "saved filter", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),  # one's own alone
    # Two associations of one network each told of the same morning: both may say it is one happening.
    Held("facts:event", "event of the association", GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:event", "event for the network", GET, YES, YES, YES, YES, HIDDEN),
    Held("facts:pick", "event for the network", POST, YES, NO, YES, YES, HIDDEN),
    Held("facts:link", "two events that look alike", POST, YES, NO, HIDDEN, YES, HIDDEN),
    Held("facts:separate", PAIR, POST, YES, NO, HIDDEN, YES, HIDDEN),
    Held("facts:reopen", APART, POST, YES, NO, HIDDEN, YES, HIDDEN),
    Held("facts:unlink", LINKED, POST, YES, NO, HIDDEN, YES, HIDDEN),
    Held("facts:change_plan", "outing", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:change_plan", "outing", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:move_plan", "outing", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"to": "cancelled"}),
    Held("facts:note_plan", "outing that ended", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:drop_shift", "shift", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("facts:restore_shift", "shift in the bin", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("facts:site", "site", GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("facts:change_site", "site", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"what": "close"}, other=OBSERVER),
    # The vocabulary is the house's: a coordinator or a lawyer of any association may say that a text of law was checked;
    # the association that said so takes it back.
    Held("facts:verified", "norm", POST, YES, NO, YES, YES, YES),
    Held("facts:unverified", "checked norm", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
]
