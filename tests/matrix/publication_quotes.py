"""Quotes: read where they may be used, acted upon by their association alone."""

from tests.matrix import (
    AVOCAT,
    COMMUNICATION,
    COORDINATOR,
    GET,
    HIDDEN,
    NO,
    OBSERVER,
    POST,
    ROLES,
    YES,
    Held,
    Plain,
)

WAITS, READY, BACK = "quote to read", "quote that is ready", "quote sent back"
BECAUSE, AGREED = {"because": "demandé"}, {"agreed": "yes"}

PLAIN = [Plain("publication:quotes", ROLES, None)]

HELD = [
    #    address                 thing    method  owner colleague partner peer    stranger
    Held("publication:quote", WAITS, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("publication:quote", READY, GET, YES, YES, YES, YES, HIDDEN),
    Held(
        "publication:read_quote",
        WAITS,
        POST,
        YES,
        NO,
        HIDDEN,
        HIDDEN,
        HIDDEN,
        role=COMMUNICATION,
        other=OBSERVER,
        data=AGREED,
    ),
    Held(
        "publication:withdraw_quote",
        WAITS,
        POST,
        YES,
        NO,
        HIDDEN,
        HIDDEN,
        HIDDEN,
        role=AVOCAT,
        other=OBSERVER,
        data=BECAUSE,
    ),
    Held("publication:revise_quote", BACK, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, role=COORDINATOR),
    Held("publication:revise_quote", BACK, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, role=COORDINATOR),
]
