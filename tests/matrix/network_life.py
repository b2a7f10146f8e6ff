"""The life of the network: shared in the circle, hidden from whom nothing binds."""

from tests.matrix import GET, HIDDEN, LEADERS, POST, ROLES, SIGNED_IN, YES, Held, Plain

PLAIN = [
    #     address                      get        post
    Plain("network:directory_map", SIGNED_IN, None),
    Plain("network:directory_pdf", SIGNED_IN, None),
    Plain("network:contacts", LEADERS, LEADERS),
    Plain("network:speakers", ROLES, None),
    Plain("network:my_languages", ROLES, ROLES),
    Plain("network:hide_languages", None, ROLES),
    Plain("network:listings", ROLES, None),
    Plain("network:new_listing", ROLES, ROLES),
]

CIRCLE = (YES, YES, YES, YES, HIDDEN)
OWN = (YES, YES, HIDDEN, HIDDEN, HIDDEN)

HELD = [
    #    address                  thing      method owner colleague partner peer stranger
    Held("network:ask_speaker", "speaker", POST, *CIRCLE),
    Held("network:listing", "listing", GET, *CIRCLE),
    Held("network:listing", "listing", POST, *CIRCLE),
    Held("network:take_answer", "answer to a listing", POST, *OWN),
    Held("network:close_listing", "listing", POST, *OWN),
    # Nothing was taken, nothing is closed: told so to whoever owns it.
    Held("network:let_answer_go", "listing", POST, *OWN),
    Held("network:reopen_listing", "listing", POST, *OWN),
]
