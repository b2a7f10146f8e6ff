"""Referrals and deadlines: for the people named in the dossier; a colleague who is not named learns nothing."""

from typing import Any

from tests.matrix import DESK, GET, HIDDEN, JURISTE, POST, YES, Held, Outcome, Plain

REFERRAL, DEADLINE, DOSSIER = "referral", "deadline of a referral", "dossier with a referral"
SENT = "referral that was filed"

PLAIN: list[Plain] = [
    #     address          get   post
]


def _row(name: str, thing: str, method: str, told: Outcome = YES, **more: Any) -> Held:
    """The one who is named in it, then a colleague, a partner, a peer and a stranger of the same role, who are not."""
    return Held(name, thing, method, told, HIDDEN, HIDDEN, HIDDEN, HIDDEN, role=JURISTE, other=JURISTE_TOO, **more)


JURISTE_TOO = next(iter(DESK - {JURISTE}))

HELD = [
    _row("cases:referrals", DOSSIER, GET),
    _row("cases:referrals", DOSSIER, POST, data={"body": "ddd"}),
    _row("cases:dossier_orders", DOSSIER, POST, data={"what": "detach", "row": "aucun"}, told=HIDDEN),
    _row("cases:deadlines", DOSSIER, GET),
    _row("cases:deadlines", DOSSIER, POST, data={"rule": "own", "label": "Audience"}),
    _row("cases:calendar", DOSSIER, GET),
    _row("cases:change_deadline", DEADLINE, POST, data={"what": "done"}),
    _row("cases:referral", REFERRAL, GET),
    _row("cases:change_referral", REFERRAL, POST, data={"what": "abandon"}),
    _row("cases:file_referral", REFERRAL, GET),
    _row("cases:file_referral", REFERRAL, POST),
    _row("cases:correct_filing", SENT, GET),
    _row("cases:correct_filing", SENT, POST),
    _row("cases:outcome", SENT, POST),
    _row("cases:proof", SENT, POST, told=HIDDEN),  # none was kept
]
