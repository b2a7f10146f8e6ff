"""A form of a dossier or of a publication that is refused gives back what was typed, however long."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.matrix import POST, Held
from tests.matrix.world import World, address, build
from tests.test_matrix import HELD
from vigie.cases.models import Referral

pytestmark = pytest.mark.matrix

MARK = "Ce que quelqu’un a mis une heure à écrire"
LONG = f"{MARK} {'encore et encore, sans rien oublier ' * 400}jusqu’au dernier mot."
END = "jusqu’au dernier mot."
DAY = "2999-01-01"
"""A day to come, where none may."""

TYPED: dict[str, tuple[str, dict[str, Any]]] = {
    "cases:attestation": ("witness", {"what": "witness", "language": "fr"}),
    "cases:attestation_aid": ("text", {}),
    "cases:attestation_open": ("motive", {}),
    "cases:attestations": ("witness", {"language": "fr", "identity": "no"}),
    "cases:add_task": ("what", {}),
    "cases:change_dossier": ("purpose", {"title": "", "kind": "text"}),
    "cases:change_referral": ("text", {"what": "asked", "base": "ce qu’une autre a écrit depuis"}),
    "cases:choose_quote": ("text", {"action": "propose"}),
    "cases:correct_filing": ("channel", {"filed_on": DAY}),
    "cases:deadlines": ("label", {"rule": "own"}),
    "cases:document": ("motive", {}),
    "cases:exhibit": ("title", {}),
    "cases:exhibit_add": ("source", {}),
    "cases:exhibit_review": ("note", {"do": "back"}),
    "cases:file_referral": ("channel", {"filed_on": DAY}),
    "cases:give_mandate": ("purpose", {"what": "give"}),
    "cases:make_document": ("motive", {"kind": "court"}),
    "cases:note_fact": ("note", {}),
    "cases:open_paper": ("motive", {}),
    "cases:outcome": ("summary", {"kind": "rejected", "received_on": DAY}),
    "cases:proof": ("motive", {}),
    "cases:replace_paper": ("title", {}),
    "cases:strategy": ("issue", {"decided_on": "jamais"}),
    "cases:task": ("what", {}),
    "publication:bulletin": ("fr-month", {}),
    "publication:read_quote": ("note", {"agreed": "no"}),
    "publication:revise_quote": ("pseudonym", {}),
    "publication:sign": ("note", {"answer": "refuse"}),
    "publication:withdraw": ("because", {}),
    "publication:withdraw_quote": ("because", {}),
}
"""By address: the field in which one writes, and what else is posted; the text is too long, or the rest cannot be."""

NOTHING_IS_WRITTEN = {
    "cases:add_facts", "cases:attestation_drop", "cases:attestation_paper", "cases:body_consent", "cases:change_deadline",
    "cases:close_dossier", "cases:dossier_orders", "cases:end_place", "cases:exhibit_again", "cases:exhibit_from_fact",
    "cases:exhibit_move", "cases:exhibit_redact", "cases:exhibit_remove", "cases:exhibit_restore", "cases:exhibit_whole",
    "cases:exhibits_renumber", "cases:exhibits_verify", "cases:lend_documents", "cases:mandate_signed", "cases:mandated_piece",
    "cases:name_person", "cases:referrals", "cases:remove_facts", "cases:reopen_dossier", "cases:resolve_dossier",
    "cases:revoke_mandate", "cases:task_done", "cases:undo", "cases:verify_body", "cases:word_template",
    "cases:word_template_drop", "publication:correct", "publication:publish_bulletin", "publication:submit_bulletin",
    "publication:take_back",
}  # fmt: skip
"""A button, a choice, a file, a motive asked for again: no text to lose."""


def rows() -> dict[str, Held]:
    """The forms of both floors, by address."""
    floors = ("cases:", "publication:")
    return {row.name: row for row in HELD if row.method == POST and row.name.startswith(floors)}


def test_every_form_of_both_floors_is_looked_at() -> None:
    assert sorted(rows()) == sorted({*TYPED, *NOTHING_IS_WRITTEN})


@pytest.fixture
def world(db: None, folder: Path) -> World:
    return build()


def test_what_was_typed_comes_back(world: World) -> None:
    _slug, filed = world.args["referral that was filed"]
    Referral.objects.filter(id=filed).update(proof_ref="aucun")
    lost = []
    for name, (field, more) in TYPED.items():
        row = rows()[name]
        data = {**world.data.get(row.thing, {}), **row.data, **more, field: LONG}
        with transaction.atomic():
            answer = world.client("lisiere", row.role).post(address(name, world.args[row.thing]), data, follow=True)
            page = answer.content.decode().replace("&#x27;", "’")
            transaction.set_rollback(True)
        if not 400 <= answer.status_code < 500 or MARK not in page or END not in page:
            lost.append((name, answer.status_code, MARK in page))
    assert not lost, lost
