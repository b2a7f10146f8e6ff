"""The life of the network: shared in the circle, hidden from whom nothing binds; what is published is for anyone."""

from tests.matrix import (
    ADMIN,
    ANYONE,
    COMMUNICATION,
    DESK,
    GET,
    HIDDEN,
    JURISTE,
    LEADERS,
    NO,
    OBSERVER,
    POST,
    PROTECTION,
    ROLES,
    SIGNED_IN,
    YES,
    Held,
    Plain,
)

WRITERS = DESK | {COMMUNICATION}
TOOLS = DESK | {ADMIN, PROTECTION}

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
    Plain("network:groups", ROLES, None),
    Plain("network:new_group", LEADERS, LEADERS),
    Plain("network:meetings", ROLES, None),
    Plain("network:successions", ROLES, ROLES),
    Plain("network:new_meeting", ROLES, ROLES),
    Plain("network:calendar", ROLES, None),
    Plain("network:calendar_week", ROLES, None),
    Plain("network:calendar_sharing", ROLES, LEADERS),
    Plain("network:new_calendar_link", None, ROLES),
    Plain("network:close_calendar_link", None, ROLES),
    Plain("network:tools", ROLES, None),
    Plain("network:new_tool", TOOLS, TOOLS),
    Plain("network:communiques", ROLES, None),
    Plain("network:new_communique", WRITERS, WRITERS),
    Plain("network:campaigns", ROLES, None),
    Plain("network:new_campaign", WRITERS, WRITERS),
    Plain("network:register", ROLES, None),
    Plain("network:note_action", WRITERS, WRITERS),
    Plain("network:import_actions", WRITERS, WRITERS),
    Plain("network:border", SIGNED_IN, None),
    Plain("public:communiques", ANYONE, None),
]

CIRCLE = (YES, YES, YES, YES, HIDDEN)
OWN = (YES, YES, HIDDEN, HIDDEN, HIDDEN)
SPEAK = (YES, NO, YES, YES, HIDDEN)
MINE = (YES, NO, NO, NO, HIDDEN)
ALL = (YES, YES, YES, YES, YES, YES)
OBS = {"other": OBSERVER}

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
    # A group shows itself to the circle; what is said in it, to those who are in.
    Held("network:group", "group", GET, *CIRCLE),
    Held("network:join_group", "group", POST, *CIRCLE),
    Held("network:leave_group", "group", POST, *CIRCLE),
    Held("network:end_group", "group", POST, *MINE),
    # A hand-over is between two people: a colleague does not even know.
    Held("network:succession", "succession", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("network:succession", "succession", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("network:succession", "succession", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("network:take_succession", "succession", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("network:send_succession_back", "succession", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE),
    Held("network:withdraw_succession", "succession", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("network:meeting", "meeting", GET, *OWN),
    Held("network:meeting", "meeting", POST, *OWN),
    Held("network:change_meeting", "meeting", GET, *OWN),
    Held("network:change_meeting", "meeting", POST, *OWN),
    Held("network:minutes", "meeting", GET, *OWN),
    Held("network:minutes", "meeting", POST, *OWN),
    Held("network:move_meeting", "meeting", POST, *OWN),
    Held("network:minutes_paper", "minutes", GET, *OWN),
    Held("network:act_on", "action", POST, *OWN),
    Held("network:drop_calendar", "calendar", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN),
    # Whoever was given the private address.
    Held("network:calendar_file", "private calendar", GET, *ALL),
    Held("network:tool", "tool", GET, *CIRCLE),
    Held("network:new_tool_version", "tool", GET, YES, NO, YES, YES, HIDDEN),
    Held("network:new_tool_version", "tool", POST, YES, NO, YES, YES, HIDDEN),
    Held("network:agree_tool", "tool", POST, *SPEAK),
    Held("network:communique", "communiqué to sign", GET, *CIRCLE),
    Held("network:communique", "communiqué to sign", POST, *CIRCLE),
    Held("network:write_communique", "communiqué being written", GET, YES, NO, YES, YES, HIDDEN, **OBS),
    Held("network:write_communique", "communiqué being written", POST, *MINE, **OBS),
    Held("network:collect_signatures", "communiqué being written", POST, *MINE, **OBS),
    Held("network:sign_communique", "communiqué to sign", POST, *SPEAK),
    Held("network:publish_communique", "communiqué to sign", POST, *MINE),
    Held("network:move_communique", "communiqué to sign", POST, *MINE, **OBS),
    Held("network:campaign", "campaign", GET, *CIRCLE),
    Held("network:write_campaign", "campaign", GET, YES, NO, YES, YES, HIDDEN, **OBS),
    # What is typed there is not enough: a remark, before it is known whose it is.
    Held("network:write_campaign", "campaign", POST, YES, NO, YES, YES, HIDDEN, **OBS),
    Held("network:carry_campaign", "campaign", POST, *SPEAK),
    Held("network:undo_register_import", "import of the register", POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, **OBS),
    Held("public:communique", "communiqué that is out", GET, *ALL),
    Held("public:communique_pdf", "communiqué that is out", GET, *ALL),
    Held("public:campaign", "campaign", GET, *ALL),
]
