"""Dossiers: for the people named in them, whatever their association; the kit: for one's association alone.

In the dossier of the table the owner works, so does the partner; the peer reads; the colleague holds the role and is not
named.
"""

from tests.matrix import ADMIN, COMMUNICATION, DESK, GET, HIDDEN, JURISTE, NO, POST, YES, Held, Outcome, Plain

DOSSIER, FACT, TASK, PLACE = "dossier", "fact of a dossier", "task of a dossier", "place in a dossier"
PAPER, UNDONE = "paper of the kit", "something undone"
KEEPERS_OF_THE_KIT = DESK | {ADMIN}

PLAIN = [
    #     address               get   post
    Plain("cases:dossiers", DESK, None),
    Plain("cases:new_dossier", DESK, DESK),
    Plain("cases:add_to_dossier", DESK, DESK),
    Plain("cases:kit", KEEPERS_OF_THE_KIT, None),
    Plain("cases:add_paper", KEEPERS_OF_THE_KIT, KEEPERS_OF_THE_KIT),
]


def _read(name: str, method: str = GET) -> Held:
    """A page that everyone named reads."""
    return Held(f"cases:{name}", DOSSIER, method, YES, HIDDEN, YES, YES, HIDDEN, other=JURISTE)


def _work(name: str, thing: str = DOSSIER, method: str = POST, peer: Outcome = NO) -> Held:
    """Something that whoever reads alone may not do."""
    return Held(f"cases:{name}", thing, method, YES, HIDDEN, YES, peer, HIDDEN, other=JURISTE)


HELD = [
    _read("dossier"),
    _read("dossier_missing"),
    _read("dossier_facts"),
    _read("dossier_people"),
    _work("dossier_search", method=GET),
    _work("change_dossier", method=GET),
    _work("change_dossier"),
    _work("strategy", method=GET),
    _work("strategy"),
    _work("resolve_dossier"),
    _work("close_dossier"),
    _work("reopen_dossier"),
    _work("add_facts"),
    _work("remove_facts"),
    _work("note_fact", FACT),
    _work("name_person"),
    _work("end_place", PLACE),
    _work("add_task"),
    _work("task", TASK, GET),
    _work("task", TASK),
    _work("task_done", TASK),
    #    address               thing   method owner colleague partner peer    stranger
    Held("cases:undo", UNDONE, POST, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),  # kept in one's session
    Held("cases:replace_paper", PAPER, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=COMMUNICATION),
    Held("cases:replace_paper", PAPER, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=COMMUNICATION),
    Held("cases:open_paper", PAPER, GET, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=COMMUNICATION),
    Held("cases:open_paper", PAPER, POST, YES, NO, HIDDEN, HIDDEN, HIDDEN, other=COMMUNICATION),
]
