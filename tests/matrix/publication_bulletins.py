"""A bulletin is written by its association; once out, it is everyone's to read."""

from tests.matrix import COMMUNICATION, COORDINATOR, GET, HIDDEN, NO, OBSERVER, POST, ROLES, YES, Held, Plain

WRITERS = {COORDINATOR, COMMUNICATION}
DRAFT, SIGNED, OUT, FILE = (
    "bulletin being written",
    "bulletin signed by two",
    "bulletin that is out",
    "file of a bulletin that is out",
)

PLAIN = [
    #     address                        get      post
    Plain("publication:bulletins", ROLES, None),
    Plain("publication:new_bulletin", WRITERS, WRITERS, {"month": "jamais"}),
]

HELD = [
    #    address                      thing   method owner colleague partner peer stranger
    Held("publication:bulletin", DRAFT, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:bulletin", DRAFT, POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:read_bulletin", DRAFT, GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:read_bulletin", OUT, GET, YES, YES, YES, YES, YES, other=OBSERVER),
    Held("publication:bulletin_file", FILE, GET, YES, YES, YES, YES, YES, other=OBSERVER),
    Held("publication:submit_bulletin", DRAFT, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("publication:publish_bulletin", SIGNED, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
]
