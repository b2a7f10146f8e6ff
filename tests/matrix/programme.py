"""The programme: run by its operator, read by its partners, applied to by anyone; candidates are the named jury's alone."""

from tests.matrix import ANYONE, COORDINATOR, GET, HIDDEN, NO, OBSERVER, POST, PROGRAMME, ROLES, YES, Held, Plain

RUNNERS = {COORDINATOR, PROGRAMME}
PLAN, SESSION, MISSION, CALL, CANDIDATE, PAPER, LETTER = (
    "programme",
    "session of a programme",
    "mission",
    "call for volunteers",
    "application",
    "paper of an application",
    "letter to candidates",
)
PUBLIC, FILE = "call that anyone reads", "file of a call that anyone reads"

PLAIN = [
    #     address                          get      post
    Plain("programme:missions", ROLES, None),
    Plain("programme:calls", ROLES, None),
    Plain("programme:new_programme", RUNNERS, RUNNERS, {"title_fr": ""}),
    Plain("programme_public:calls", ANYONE, None),
    Plain("programme_public:feed", ANYONE, None),
    Plain("programme_public:follow", ANYONE, ANYONE, {"code": "personne"}),
    Plain("programme_public:application", ANYONE, None),
    Plain("programme_public:add", None, ANYONE),
    Plain("programme_public:act", None, ANYONE, {"what": "leave"}),
    Plain("programme_public:answers", ANYONE, ANYONE),
]


def _run(name: str, thing: str, methods: str = GET + POST) -> list[Held]:
    """An address of whoever runs the programme: a colleague who does not is told no, other associations nothing."""
    return [
        Held(name, thing, method, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER)
        for method in (GET, POST)
        if method in methods
    ]


def _seen(name: str, thing: str) -> Held:
    """An address that everyone of the organisation reads."""
    return Held(name, thing, GET, YES, YES, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER)


def _jury(name: str, thing: str, method: str, colleague: object = NO) -> Held:
    """An address of the named jury alone."""
    return Held(name, thing, method, YES, colleague, HIDDEN, HIDDEN, HIDDEN, other=OBSERVER)  # type: ignore[arg-type]


HELD = [
    _seen("programme:programme", PLAN),
    *_run("programme:change_programme", PLAN),
    *_run("programme:new_session", PLAN),
    _seen("programme:outputs", PLAN),
    *_run("programme:link_output", "output of a programme"),
    _seen("programme:session", SESSION),
    *_run("programme:change_session", SESSION),
    *_run("programme:copy_session", SESSION, POST),
    *_run("programme:new_mission", SESSION),
    *_run("programme:new_call", SESSION),
    _seen("programme:mission", MISSION),
    *_run("programme:change_mission", MISSION),
    *_run("programme:plan_mission", MISSION),
    *_run("programme:mission_act", MISSION, POST),
    *_run("programme:milestone_act", MISSION, POST),
    _seen("programme:sheet", MISSION),
    *_run("programme:sheet", MISSION, POST),
    *_run("programme:sheet_act", MISSION, POST),
    _seen("programme:call", CALL),
    _seen("programme:poster", CALL),
    *_run("programme:write_call", CALL),
    *_run("programme:call_act", CALL, POST),
    _jury("programme:applications", CALL, GET),
    _jury("programme:bring", CALL, POST),
    _jury("programme:ranking", CALL, GET),
    _jury("programme:letter", LETTER, GET),
    _jury("programme:letter", LETTER, POST),
    _jury("programme:application", CANDIDATE, GET, HIDDEN),
    _jury("programme:application_act", CANDIDATE, POST, HIDDEN),
    _jury("programme:pack", CANDIDATE, GET, HIDDEN),
    _jury("programme:file", PAPER, GET, HIDDEN),
    *(
        Held(name, thing, GET, YES, YES, YES, YES, YES, other=OBSERVER, anonymous=YES)
        for name, thing in (
            ("programme_public:call", PUBLIC),
            ("programme_public:poster", PUBLIC),
            ("programme_public:attachment", FILE),
            ("programme_public:apply", PUBLIC),
        )
    ),
    Held("programme_public:apply", PUBLIC, POST, YES, YES, YES, YES, YES, other=OBSERVER, anonymous=YES),
]
