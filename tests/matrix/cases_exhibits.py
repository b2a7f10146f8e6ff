"""Exhibits: only for who is named in their dossier, whatever their association, whatever their role."""

from tests.matrix import COORDINATOR, GET, HIDDEN, POST, YES, Held, Plain

DOSSIER, ONE, PAGE, FILE = "dossier of exhibits", "exhibit", "page of an exhibit", "file of an exhibit"


def _named(name: str, thing: str, method: str, **data: object) -> Held:
    """Whoever is named in the dossier; a colleague who holds the very same role is a stranger."""
    return Held(name, thing, method, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=COORDINATOR, data=data)


PLAIN: list[Plain] = []
HELD = [
    _named("cases:exhibits", DOSSIER, GET),
    _named("cases:exhibit_add", DOSSIER, GET),
    _named("cases:exhibit_add", DOSSIER, POST),
    _named("cases:exhibits_renumber", DOSSIER, POST),
    _named("cases:exhibits_verify", DOSSIER, POST),
    # No medium of this name is in the dossier, for the person named in it either.
    Held("cases:exhibit_from_fact", DOSSIER, POST, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    _named("cases:exhibit", ONE, GET),
    _named("cases:exhibit", ONE, POST, title="Vue du campement"),
    _named("cases:exhibit_move", ONE, POST, step="down"),
    _named("cases:exhibit_remove", ONE, POST),
    _named("cases:exhibit_restore", "removed exhibit", POST),
    _named("cases:exhibit_redact", ONE, GET),
    _named("cases:exhibit_redact", ONE, POST, do="nothing"),
    _named("cases:exhibit_whole", ONE, POST, treatment="as_is"),
    _named("cases:exhibit_review", "exhibit to review", GET),
    _named("cases:exhibit_review", "exhibit to review", POST, do="back", note="Un reflet."),
    _named("cases:exhibit_again", "exhibit to review", POST),
    _named("cases:exhibit_page", PAGE, GET),
    _named("cases:exhibit_file", FILE, GET),
]
