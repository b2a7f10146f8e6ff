"""The register is everyone's to read; checking, signing and publishing are its association's alone."""

from tests.matrix import (
    COMMUNICATION,
    DESK,
    GET,
    HIDDEN,
    NO,
    OBSERVER,
    POST,
    PROTECTION,
    ROLES,
    YES,
    Held,
    Plain,
)

SIGNERS = DESK | {COMMUNICATION, PROTECTION}
WAITING, OUT = "bulletin to check", "publication"

PLAIN = [
    #     address                  get      post
    Plain("publication:ledger", ROLES, None),
    Plain("publication:to_check", SIGNERS, None),
]

HELD = [
    #    address                 thing method owner colleague partner peer stranger
    Held("publication:release", OUT, GET, YES, YES, YES, YES, YES, other=OBSERVER),
    Held("publication:withdraw", OUT, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER, data={"because": "x"}),
    Held("publication:correct", OUT, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:check", WAITING, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:sign", WAITING, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:take_back", WAITING, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
]
