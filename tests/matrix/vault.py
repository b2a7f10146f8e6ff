"""The vault: keys are one association's; a sealed thing does not exist for any other."""

from tests.matrix import (
    ADMIN,
    COORDINATOR,
    DESK,
    GET,
    HIDDEN,
    KEEPERS,
    NO,
    POST,
    REFERENT,
    ROLES,
    YES,
    Held,
    Plain,
)

OPENERS = DESK | KEEPERS | {REFERENT}
HOLDERS = {ADMIN, COORDINATOR, REFERENT}

PLAIN = [
    #     address             get        post
    Plain("vault:keys", ROLES, None),
    Plain("vault:openings", ROLES, None),
    Plain("vault:found", KEEPERS, KEEPERS),
    Plain("vault:offer", OPENERS, OPENERS),
    Plain("vault:passphrase", ROLES, ROLES),
    Plain("vault:unlock", ROLES, ROLES),
    Plain("vault:lock", None, ROLES),
    Plain("vault:rewrap", None, HOLDERS),
]

HELD = [
    #    address        thing                    method  owner colleague partner peer    stranger
    Held("vault:agree", "offer to hold the key", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("vault:remove", "keyholder", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, role=REFERENT),
    Held("vault:remove", "keyholder", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, role=REFERENT),
    # Everyone who acts for an association has drafts of their own, and reaches no other's.
    Held("vault:draft", "draft", POST, YES, YES, YES, YES, YES),
    Held("vault:draft_discard", "draft", POST, YES, YES, YES, YES, YES),
    # A colleague without the key is shown the lock, not the text: ``test_matrix`` looks for it in every answer.
    Held("vault:value", "sealed text", GET, YES, YES, HIDDEN, HIDDEN, HIDDEN),
    Held("vault:value", "sealed text", POST, YES, YES, HIDDEN, HIDDEN, HIDDEN),
]
