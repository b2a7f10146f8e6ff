"""The journey of a referral in a real browser: what stops it, what is next, its filing; and nothing axe complains of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.browser import PHONE, violations
from tests.e2e.test_facts import signed_in
from tests.factories import cases, facts, referrals

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def team(transactional_db: None, moved_clock: object, folder: Path) -> cases.Team:
    facts.world_of_facts()
    return cases.team()


def test_a_referral_from_its_last_missing_line_to_its_filing(
    page: Page, team: cases.Team, live_server, tmp_path: Path
) -> None:
    case = referrals.ready(team)
    referrals.keys_of(team)
    referrals.confirm(
        acting=team.juriste, slug=team.slug, referral_id=case.referral,
        mark=referrals.Mark.REVIEWED, holds=False, now=referrals.NOW,
    )  # fmt: skip
    proof = tmp_path / "accuse.pdf"
    proof.write_bytes(b"%PDF-1.7 x")
    signed_in(page, team.juriste, live_server.url)
    address = live_server.url + reverse("cases:referral", args=[team.slug, case.referral])
    page.goto(address)
    assert page.get_by_role("link", name="Déposer la saisine").count() == 0
    page.get_by_role("link", name="Un·e juriste ou un·e avocat·e a relu").click()
    page.get_by_role("button", name="J’ai relu cette saisine").click()
    page.get_by_role("link", name="Déposer la saisine").click()
    assert page.get_by_text("Cette saisine ne suspend aucun délai.").count() == 1
    assert violations(page) == []
    page.get_by_label("Par quelle voie").fill("lettre recommandée")
    page.get_by_label("Preuve d’envoi").set_input_files(proof)
    page.get_by_label("C’est parti : je sais que ce dépôt ne se reprend pas").check()
    page.get_by_role("button", name="Noter que c’est déposé").click()
    page.get_by_role("heading", name="Ce qui est parti").wait_for()
    assert case.row.state == "filed"
    assert case.row.proof_ref


def test_the_checklist_and_the_sheets_please_axe_and_fit_a_phone(page: Page, team: cases.Team, live_server) -> None:
    case = referrals.opened(team, "ce_appel")
    signed_in(page, team.juriste, live_server.url)
    page.set_viewport_size(PHONE)
    for name, args in (
        ("bodies", ()),
        ("body", ("ddd",)),
        ("referrals", (team.slug,)),
        ("referral", (team.slug, case.referral)),
        ("deadlines", (team.slug,)),
        ("my_deadlines", ()),
        ("body_consent", (case.statement, "ddd")),
    ):
        page.goto(live_server.url + reverse(f"cases:{name}", args=args))
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
