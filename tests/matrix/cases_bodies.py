"""Bodies: for whoever sees dossiers; a sheet is verified by a juriste or an avocat·e; consent is written by who holds the words."""

from tests.matrix import AVOCAT, DESK, GET, HIDDEN, JURISTE, NO, OBSERVER, POST, YES, Held, Plain

TOLD = "testimony and a body"

PLAIN = [
    #     address              get   post
    Plain("cases:bodies", DESK, None),
    Plain("cases:my_deadlines", DESK, None),
    Plain("cases:my_calendar", DESK, None),
]

HELD = [
    #    address             thing   method owner colleague partner peer stranger
    Held("cases:body", "body", GET, YES, NO, YES, YES, YES),
    Held("cases:verify_body", "body", POST, YES, NO, YES, YES, YES, role=JURISTE, other=OBSERVER),
    Held("cases:verify_body", "body", POST, YES, NO, YES, YES, YES, role=AVOCAT),
    Held("cases:body_consent", TOLD, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:body_consent", TOLD, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, data={"answer": "yes"}),
]
