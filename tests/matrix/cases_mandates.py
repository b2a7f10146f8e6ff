"""Mandates: seen by those named in the dossier; opened by the one avocat·e who received them (tests/cases/test_mandate_pages.py)."""

from tests.matrix import GET, HIDDEN, NO, POST, YES, Held, Plain

PLAIN: list[Plain] = []

HELD = [
    #    address                thing                    method  owner colleague partner peer    stranger
    Held("cases:mandates", "dossier with a mandate", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:give_mandate", "dossier with a mandate", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:give_mandate", "dossier with a mandate", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:mandate_paper", "mandate", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:mandate_signed", "mandate", GET, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:mandate_signed", "mandate", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:revoke_mandate", "mandate", POST, YES, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    # The lending association entrusted it; a coordination is no avocat·e, and reads nothing by a mandate.
    Held("cases:mandated_fact", "fact under a mandate", GET, NO, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    Held("cases:mandated_piece", "piece under a mandate", POST, NO, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
]
