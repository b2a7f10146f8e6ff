"""The life of a mission: lived by its volunteer and who follows them; its blog and its evening are anyone's."""

from tests.matrix import ANYONE, GET, HIDDEN, NO, OBSERVER, POST, ROLES, YES, Held, Outcome, Plain

SESSION, PLAN, LIFE, TALK, MEETING = (
    "session of a programme",
    "programme",
    "life of a mission",
    "talk of a session",
    "follow-up meeting",
)
EVENING, POSTED = "evening of a session", "post of the blog"

PLAIN = [
    #     address                     get     post
    Plain("programme:posts", ROLES, None),
    Plain("programme:new_post", ROLES, ROLES, {"mission": "mission-inventee"}),
    Plain("programme:export_posts", ROLES, None),
    Plain("programme:followed", ROLES, None),
    Plain("programme:to_pay", ROLES, None),
    Plain("programme:library", ROLES, None),
    Plain("programme_blog:blog", ANYONE, None),
    Plain("programme_blog:feed", ANYONE, None),
]


def _lived(
    name: str, thing: str = LIFE, methods: str = GET, owner: Outcome = YES, colleague: Outcome = NO, **data: object
) -> list[Held]:
    """An address of a mission's life: its operator's staff, not a colleague outside it; other associations find nothing."""
    return [
        Held(name, thing, method, owner, colleague, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER, data=data)
        for method in (GET, POST)
        if method in methods
    ]


def _public(name: str, thing: str, method: str = GET) -> Held:
    return Held(name, thing, method, YES, YES, YES, YES, YES, other=OBSERVER, anonymous=YES)


HELD = [
    *_lived("programme:talks", SESSION, GET, colleague=YES),
    *_lived("programme:talks", SESSION, POST),
    *_lived("programme:talks_pdf", SESSION, GET, colleague=YES),
    *_lived("programme:change_talk", TALK, GET, colleague=YES),
    *_lived("programme:change_talk", TALK, POST),
    *_lived("programme:attendance", TALK, GET + POST),
    *_lived("programme:life_rules", PLAN, GET + POST),
    *_lived("programme:preparation"),
    *_lived("programme:preparation", LIFE, POST, owner=HIDDEN),
    *_lived("programme:reports", LIFE, GET + POST),
    *_lived("programme:report", "report of a mission", GET + POST, what="accept"),
    *_lived("programme:meetings", LIFE, GET + POST),
    *_lived("programme:meeting", MEETING, GET + POST),
    *_lived("programme:change_meeting", MEETING, GET + POST),
    *_lived("programme:meeting_act", MEETING, POST, what="cancel"),
    *_lived("programme:meeting_calendar", MEETING),
    *_lived("programme:allowances", LIFE, GET + POST),
    *_lived("programme:shares", LIFE, GET + POST),
    *_lived("programme:receipt", "allowance of a mission", GET + POST),
    *_lived("programme:money_table", "table of a mission"),
    *_lived("programme:visits", LIFE, GET + POST),
    *_lived("programme:visit_act", LIFE, POST, owner=HIDDEN, need="aucun", to="followed"),
    *_lived("programme:trips", LIFE, GET + POST),
    *_lived("programme:trip_table", "table of a mission"),
    *_lived("programme:drop_trip", "trip of a mission", POST, owner=NO),
    *_lived("programme:trip_receipt", "trip of a mission"),
    *_lived("programme:care", LIFE, GET + POST, what="away"),
    *_lived("programme:care_paper", "paper of a mission"),
    *_lived("programme:passing", LIFE, GET + POST, what="hand"),
    *_lived("programme:document", "document of a mission"),
    *_lived("programme:evenings", SESSION, GET + POST),
    *_lived("programme:change_evening", EVENING, GET + POST),
    *_lived("programme:evening_act", EVENING, POST),
    *_lived("programme:post", POSTED, GET + POST, colleague=YES),
    *_lived("programme:post_act", POSTED, POST, what="down"),
    *_lived("programme:post_picture", "picture of the blog", colleague=YES),
    _public("programme_blog:post", POSTED),
    _public("programme_blog:picture", "picture of the blog"),
    _public("programme_evening:evening", "evening that anyone reads"),
    _public("programme_evening:evening", "evening that anyone reads", POST),
    _public("programme_evening:file", "file of an evening"),
]
