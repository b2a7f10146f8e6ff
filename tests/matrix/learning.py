"""Trainings and library: read by everybody of the house, run and signed by few, shared as far as opened."""

from tests.matrix import (
    ADMIN,
    COORDINATOR,
    DESK,
    GET,
    HIDDEN,
    JURISTE,
    NO,
    OBSERVER,
    POST,
    PROGRAMME,
    ROLES,
    YES,
    Held,
    Plain,
)

TRAINERS = {COORDINATOR, PROGRAMME, ADMIN}
KEEPERS = DESK | {PROGRAMME, ADMIN}
COMING, HELD_ONE, CALLED_OFF = "session to come", "session that was held", "session called off"
BECAUSE = {"because": "inventé"}

PLAIN = [
    #     address                  get           post
    Plain("learning:home", ROLES, None),
    Plain("learning:sessions", ROLES, None),
    Plain("learning:new_session", TRAINERS, TRAINERS),
    Plain("learning:certificates", {COORDINATOR, PROGRAMME}, None),
    Plain("learning:library", ROLES, None),
    Plain("learning:new_resource", KEEPERS, KEEPERS),
]

HELD = [
    #    address                thing     method  owner colleague partner peer    stranger
    Held("learning:module", "module", GET, YES, YES, YES, YES, YES),
    Held("learning:page", "page of a module", GET, YES, YES, YES, YES, YES),
    Held("learning:page", "page of a module", POST, YES, YES, YES, YES, YES),
    Held("learning:quiz", "module", GET, YES, YES, YES, YES, YES),
    Held("learning:quiz", "module", POST, YES, YES, YES, YES, YES),
    Held("learning:slides", "module", GET, YES, NO, YES, YES, YES),
    Held("learning:notes", "module", GET, YES, NO, YES, YES, YES),
    Held("learning:exercise", "exercise", GET, YES, YES, YES, YES, YES),
    Held("learning:exercise", "exercise", POST, YES, YES, YES, YES, YES),
    Held("learning:pairs", "exercise", GET, YES, NO, YES, YES, YES),
    Held("learning:session", COMING, GET, YES, YES, YES, YES, HIDDEN),
    Held("learning:calendar", COMING, GET, YES, YES, YES, YES, HIDDEN),
    Held("learning:enrol", COMING, POST, YES, YES, YES, YES, HIDDEN),
    Held("learning:change_session", COMING, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("learning:change_session", COMING, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("learning:add_to_sheet", COMING, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("learning:sheet", COMING, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("learning:tick", HELD_ONE, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("learning:move_session", CALLED_OFF, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"to": "planned"}),
    Held("learning:evaluate", HELD_ONE, POST, YES, YES, YES, YES, HIDDEN),
    Held("learning:sign", "person to certify", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=JURISTE),
    Held("learning:revoke", "certificate", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=JURISTE, data=BECAUSE),
    Held("learning:certificate", "certificate", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, other=JURISTE),
    Held("learning:resource", "entry of the library", GET, YES, YES, YES, YES, HIDDEN),
    Held("learning:resource_file", "entry of the library", GET, YES, YES, YES, YES, HIDDEN),
    Held("learning:change_resource", "entry of the library", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("learning:change_resource", "entry of the library", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("learning:verify_resource", "entry of the library", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("learning:set_aside", "entry of the library", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
]
