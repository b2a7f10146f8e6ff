"""The litigation kit: what may enter, who sees it, who opens it, what replaces what."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.conftest import NOW
from tests.factories import facts
from tests.factories import network as people
from tests.factories.browsing import signed_in
from tests.factories.cases import Team
from tests.factories.vault import WORDS
from vigie.cases.actions.kit import PaperDraft, check_paper, keep_paper, open_paper
from vigie.cases.models import KitItem
from vigie.cases.queries.kit import kit
from vigie.kernel.api import Conflict, Denied, Invalid, Missing
from vigie.network.api import Acting, Role
from vigie.vault.api import found_keys, openings, unlock_without_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moved_clock")]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def image(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    out = io.BytesIO()
    Image.new("L", size).save(out, kind)
    return out.getvalue()


@pytest.fixture
def keeper(team: Team) -> Acting:
    """An administrator of the dossier's association who holds its key."""
    admin = people.acting("ada", of="lisiere", roles=[Role.ADMIN])
    found_keys(acting=admin, passphrase=WORDS, now=NOW)
    return admin


def draft(**changes: object) -> PaperDraft:
    values: dict[str, object] = {"kind": "statutes", "title": "Statuts de 2015", "data": PDF}
    return PaperDraft(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [PDF, image(), image("JPEG")])
def test_a_pdf_and_two_kinds_of_images_enter(keeper: Acting, data: bytes) -> None:
    row = KitItem.objects.get(id=keep_paper(acting=keeper, draft=draft(data=data), now=NOW))
    assert row.sha256 == hashlib.sha256(data).hexdigest()
    opened = unlock_without_session(acting=keeper, passphrase=WORDS, now=NOW)
    paper = open_paper(acting=keeper, unlocked=opened, item_id=row.id, motive="référé", now=NOW)
    assert paper.data == data
    assert [o.motive for o in openings(keeper.organisation)] == ["référé"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "cases.paper_empty"),
        (b"PK\x03\x04 un classeur", "cases.paper_type"),
        (b"<svg onload=alert(1)>", "cases.paper_type"),
        (PDF[:20], "cases.paper_broken"),
        (PDF.replace(b"trailer\n<<", b"trailer\n<</Encrypt 2 0 R"), "cases.paper_locked"),
        (image()[:40], "cases.paper_broken"),
        (b"\xff\xd8\xff rien d'une image", "cases.paper_broken"),
        (b"%PDF-1.7" + bytes(10_000_001), "cases.paper_large"),
        (image(size=(8_000, 8_000)), "cases.paper_pixels"),
    ],
)
def test_what_a_court_could_not_read_is_refused_in_clear_words(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_paper(data)
    assert refusal.value.code == code


def test_a_replaced_paper_stays_and_is_replaced_once(keeper: Acting) -> None:
    first = keep_paper(acting=keeper, draft=draft(valid_until=dt.date(2018, 1, 2)), now=NOW)
    assert kit(keeper, today=NOW.date())["statutes"][0].state == "out"
    keep_paper(acting=keeper, draft=draft(title="Statuts de 2018"), replaces=first, now=NOW)
    assert [card.state for card in kit(keeper, today=NOW.date())["statutes"]] == ["fine", "replaced"]
    with pytest.raises(Conflict, match=r"cases\.paper_replaced"):
        keep_paper(acting=keeper, draft=draft(), replaces=first, now=NOW)


def test_a_closed_vault_opens_nothing_and_another_association_finds_nothing(keeper: Acting, team: Team) -> None:
    item = keep_paper(acting=keeper, draft=draft(), now=NOW)
    with pytest.raises(Denied, match=r"vault\.locked"):
        open_paper(acting=keeper, unlocked=None, item_id=item, motive="x", now=NOW)
    with pytest.raises(Missing):
        open_paper(acting=team.avocat, unlocked=None, item_id=item, motive="x", now=NOW)
    with pytest.raises(Denied):
        kit(people.acting("odile", of="lisiere", roles=[Role.OBSERVER]), today=NOW.date())
    assert not any(kit(facts.outsider(), today=NOW.date()).values())


def test_a_paper_changed_behind_our_back_is_named_and_not_given(keeper: Acting) -> None:
    item = keep_paper(acting=keeper, draft=draft(), now=NOW)
    KitItem.objects.update(sha256="0" * 64)
    opened = unlock_without_session(acting=keeper, passphrase=WORDS, now=NOW)
    with pytest.raises(Invalid, match=r"cases\.paper_altered"):
        open_paper(acting=keeper, unlocked=opened, item_id=item, motive="x", now=NOW)


def test_the_page_keeps_what_was_typed_when_it_refuses_a_file(keeper: Acting, team: Team) -> None:
    client, address = signed_in(team.juriste), reverse("cases:add_paper")
    sent = {"kind": "decision", "title": "Décision du bureau", "dated": "2018-01-10", "dossier": team.slug}
    page = client.post(address, {**sent, "file": SimpleUploadedFile("a.pdf", b"rien")})
    assert page.status_code == 400
    assert "ni un PDF" in page.content.decode()
    assert "Décision du bureau" in page.content.decode()
    assert client.post(address, {**sent, "file": SimpleUploadedFile("a.pdf", PDF)}).status_code == 302
    row = KitItem.objects.get()
    assert (row.kind, row.dossier_id, row.content_type) == ("decision", team.dossier.id, "application/pdf")
    shown = signed_in(people.acting("cora", of="lisiere")).get(reverse("cases:kit")).content.decode()
    assert "Décision du bureau" in shown
    assert "Saisies de tentes" not in shown, "the title of a dossier is for those named in it"


def test_the_page_to_open_asks_for_the_key(keeper: Acting, team: Team) -> None:
    item = keep_paper(acting=keeper, draft=draft(), now=NOW)
    address = reverse("cases:open_paper", args=[item])
    assert "Vous ne détenez pas la clé" in signed_in(team.juriste).get(address).content.decode()
    refused = signed_in(team.juriste).post(address, {"motive": "référé"})
    assert refused.status_code == 400
    assert PDF not in refused.content
    assert signed_in(team.avocat).get(address).status_code == 404
