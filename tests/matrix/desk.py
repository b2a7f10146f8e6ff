"""The desk, what is public, and everyone's own account."""

from tests.matrix import (
    ANYONE,
    COMMUNICATION,
    COORDINATOR,
    DESK,
    GET,
    HIDDEN,
    KEEPERS,
    LEADERS,
    NO,
    OBSERVER,
    POST,
    PROGRAMME,
    ROLES,
    SIGNED_IN,
    YES,
    Held,
    Plain,
)

PLAIN = [
    #     address                get        post
    Plain("alive", ANYONE, ANYONE),
    Plain("desk:help", ANYONE, None),
    Plain("desk:home", ROLES, None),
    Plain("desk:search", ROLES, None, {"q": "calais"}),
    Plain("desk:jobs", ROLES, None),
    Plain("desk:leaving", {COORDINATOR}, None),
    Plain("desk:leaving-ask", None, {COORDINATOR}),
    Plain("desk:leaving-pack", None, {COORDINATOR}),
    Plain("desk:leaving-confirm", None, {COORDINATOR}),
    Plain("desk:leaving-stay", None, {COORDINATOR}),
    Plain("desk:figures", LEADERS | {COMMUNICATION, PROGRAMME}, None),
    Plain("desk:words", ANYONE, None),
    Plain("desk:withdrawals", DESK | KEEPERS | {COMMUNICATION}, None),
    Plain("desk:practice-enter", None, ROLES),
    Plain("ui:language", None, ANYONE),
    Plain("ui:theme", None, ANYONE),
    Plain("ui:understand_date", SIGNED_IN, None),
    # One's own account.
    Plain("account", SIGNED_IN, SIGNED_IN),
    Plain("charter", SIGNED_IN, SIGNED_IN),
    Plain("switch_person", SIGNED_IN, SIGNED_IN),
    Plain("sign_out", None, SIGNED_IN),
    Plain("notifications", SIGNED_IN, SIGNED_IN),
    Plain("account_login", ANYONE, ANYONE),
    Plain("account_logout", ANYONE, ANYONE),
    Plain("account_inactive", ANYONE, None),
    Plain("account_signup", ANYONE, ANYONE),  # closed: one comes in by invitation
    Plain("account_reauthenticate", SIGNED_IN, SIGNED_IN),
    Plain("account_change_password", SIGNED_IN, SIGNED_IN),
    Plain("account_set_password", SIGNED_IN, SIGNED_IN),
    Plain("mfa_index", SIGNED_IN, None),
    Plain("mfa_authenticate", ANYONE, ANYONE),
    Plain("mfa_reauthenticate", SIGNED_IN, SIGNED_IN),
    Plain("mfa_activate_totp", SIGNED_IN, SIGNED_IN),
    Plain("mfa_generate_recovery_codes", SIGNED_IN, SIGNED_IN),
    Plain("mfa_list_webauthn", SIGNED_IN, None),
    Plain("mfa_add_webauthn", SIGNED_IN, SIGNED_IN),
    Plain("mfa_login_webauthn", ANYONE, ANYONE),
]

ALL = (YES, YES, YES, YES, YES)

HELD = [
    #    address                 thing               method  owner colleague partner peer    stranger anonymous
    Held("desk:help-page", "help page", GET, YES, YES, YES, YES, YES, YES),
    # The page of the four words is for whoever holds a slip; what was asked there, for the association alone.
    Held("desk:words-of", "organisation", GET, YES, YES, YES, YES, YES, YES),
    Held("desk:words-of", "organisation", POST, YES, YES, YES, YES, YES, YES),
    # One’s own association’s figures, whichever one acts for.
    Held("desk:figures-file", "figures of a year", GET, YES, NO, YES, YES, YES, other=OBSERVER),
    Held("desk:withdrawal", "withdrawal", GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER),
    Held("desk:withdrawal", "withdrawal", GET, YES, YES, HIDDEN, HIDDEN, HIDDEN, other=COMMUNICATION),
    Held("desk:withdrawal-seen", "withdrawal", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("desk:withdrawal-erase", "withdrawal", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    Held("desk:withdrawal-close", "withdrawal", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    # Only with a ticket, and only in the practice world: tests/desk.
    Held("desk:practice-arrive", "nothing", GET, NO, NO, NO, NO, NO, NO),
    Held("desk:job", "job", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("invitation", "invitation link", GET, YES, YES, YES, YES, YES, YES),  # whoever was given the link
    Held("invitation", "invitation link", POST, YES, YES, YES, YES, YES, YES),
    # A second factor is one's own.
    Held("mfa_deactivate_totp", "nothing", GET, *ALL),
    Held("mfa_deactivate_totp", "nothing", POST, *ALL),
    Held("mfa_view_recovery_codes", "nothing", GET, *ALL),
    Held("mfa_download_recovery_codes", "nothing", GET, *ALL),
    Held("mfa_reauthenticate_webauthn", "nothing", GET, *ALL),
    Held("mfa_reauthenticate_webauthn", "nothing", POST, *ALL),
]
