"""The blog: what the safety check points at, a second person, the public pages, what a picture loses."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.cases.web import cost, main_of
from tests.conftest import NOW
from tests.factories.browsing import signed_in
from tests.factories.mission_life import Life, living
from vigie.journal.api import notifications
from vigie.kernel.api import Conflict, Denied, Invalid, Missing, files_of
from vigie.programme.actions.life import blogging as acts
from vigie.programme.documents.life.pictures import clean_picture
from vigie.programme.models.life import Post
from vigie.programme.queries.life.safety import check_post
from vigie.programme.rules.life.safety import Face, maybe_names

db = [pytest.mark.django_db, pytest.mark.usefixtures("folder", "moved_clock")]
pytestmark = db
CLEAN = "Le matin, la mer est grise. On attend ensemble, on écoute, on apprend à se taire."


@pytest.fixture
def life() -> Life:
    return living()


def photo(*, gps: bool = True) -> bytes:
    picture = Image.new("RGB", (2400, 1200), "teal")
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "APPAREIL-INVENTE"
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"COMMENTAIRE-INVENTE")
    return out.getvalue()


def begun(life: Life, body: str = CLEAN, **more: object) -> str:
    draft = acts.PostDraft("Un matin sur la côte", body, **more)  # type: ignore[arg-type]
    return acts.begin_post(acting=life.volunteer, draft=draft, mission=life.slug, now=NOW)


def published(life: Life) -> str:
    slug = begun(life)
    acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    acts.publish_post(acting=life.host, slug=slug, read=True, now=NOW)
    return slug


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("On m’a donné le 06 12 34 56 78.", "phone"),
        ("La voiture AB-123-CD est passée.", "plate"),
        ("Nous étions à 50.9512, 1.8587.", "coordinates"),
        ("Écrire à noa@exemple.example.", "email"),
        ("Puis Mahmoud est venu.", "name"),
        ("Il s’appelle Farhad et il rit.", "name"),
        ("Le matin, Vera a dit non.", "name"),
    ],
)
def test_the_check_blocks_and_points_at_the_words(life: Life, text: str, mark: str) -> None:
    slug = begun(life, text)
    with pytest.raises(Invalid, match="post_unsafe"):
        acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    found = check_post(Post.objects.get(slug=slug), life.volunteer).texts["body"]
    assert [f.mark for f in found] == [mark]
    assert found[0].words in text
    page = signed_in(life.volunteer).get(reverse("programme:post", args=[slug])).content.decode()
    assert f"<mark>{found[0].words}</mark>" in page


def test_what_is_nobody_s_is_cleared_by_its_author_but_a_number_never(life: Life) -> None:
    slug = begun(life, "On lit Camus le soir. Le 06 12 34 56 78.")
    client = signed_in(life.volunteer)
    act = reverse("programme:post_act", args=[slug])
    client.post(act, {"what": "clear", "word": ["Camus", "06 12 34 56 78"]})
    row = Post.objects.get(slug=slug)
    assert [f.words for f in check_post(row, life.volunteer).texts["body"]] == ["06 12 34 56 78"]
    told = client.post(act, {"what": "submit"}, follow=True).content.decode()
    assert "pourrait désigner une personne" in told
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_second_person_reads_and_nobody_publishes_their_own(life: Life) -> None:
    slug = begun(life)
    with pytest.raises(Missing, match="no_post"):
        acts.publish_post(acting=life.host, slug=slug, read=True, now=NOW)
    acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    assert "programme.post_to_read" in [n.code for n in notifications(person=life.host.actor)]
    assert "programme.post_to_read" not in [n.code for n in notifications(person=life.tutor.actor)], "may not open it"
    with pytest.raises(Denied, match="second_person"):
        acts.publish_post(acting=life.volunteer, slug=slug, read=True, now=NOW)
    with pytest.raises(Invalid, match="read_first"):
        acts.publish_post(acting=life.host, slug=slug, read=False, now=NOW)
    with pytest.raises(Missing, match="no_post"):
        acts.publish_post(acting=life.outsider, slug=slug, read=True, now=NOW)
    with pytest.raises(Invalid, match="reason_needed"):
        acts.return_post(acting=life.host, slug=slug, remark=" ", now=NOW)
    acts.return_post(acting=life.host, slug=slug, remark="Plus court.", now=NOW)
    with pytest.raises(Conflict, match="post_moved"):
        acts.write_post(acting=life.volunteer, slug=slug, draft=acts.PostDraft("Titre"), base=9, now=NOW)
    draft = acts.PostDraft("Un matin", "La mer est grise.")
    acts.write_post(acting=life.volunteer, slug=slug, draft=draft, base=1, now=NOW)
    acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    acts.publish_post(acting=life.host, slug=slug, read=True, now=NOW)
    with pytest.raises(Conflict, match="post_closed"):
        acts.write_post(acting=life.volunteer, slug=slug, draft=draft, base=2, now=NOW)
    row = Post.objects.get(slug=slug)
    assert (row.state, row.reviewer, row.published_at) == ("published", life.host.actor, NOW)


def test_anyone_reads_it_until_it_is_taken_down(life: Life) -> None:
    slug = published(life)
    address = reverse("programme_blog:post", args=[slug])
    anyone = Client()
    assert "la mer est grise" in anyone.get(address).content.decode()
    assert "Un matin sur la côte" in anyone.get(reverse("programme_blog:blog")).content.decode()
    assert "Un matin sur la côte" in anyone.get(reverse("programme_blog:feed")).content.decode()
    assert anyone.cookies == {}
    with zipfile.ZipFile(
        io.BytesIO(signed_in(life.operator).get(reverse("programme:export_posts")).content)
    ) as archive:
        assert set(archive.namelist()) == {f"{slug}/{slug}.md", f"{slug}/{slug}.html"}
        assert "la mer est grise" in archive.read(f"{slug}/{slug}.md").decode()
    acts.take_post_down(acting=life.sending, slug=slug, now=NOW)
    assert anyone.get(address).status_code == 404
    assert "Un matin" not in main_of(anyone.get(reverse("programme_blog:blog")).content)
    acts.take_post_up(acting=life.volunteer, slug=slug, now=NOW)
    assert anyone.get(address).status_code == 404


def test_a_draft_is_its_author_s(life: Life) -> None:
    slug = begun(life)
    address = reverse("programme:post", args=[slug])
    assert signed_in(life.volunteer).get(address).status_code == 200
    for other in (life.host, life.operator, life.outsider):
        assert signed_in(other).get(address).status_code == 404
    assert Client().get(reverse("programme_blog:post", args=[slug])).status_code == 404


def test_a_picture_loses_all_but_its_pixels_and_a_person_answers_for_faces(life: Life, committed) -> None:
    slug = begun(life)
    act = reverse("programme:post_act", args=[slug])
    client = signed_in(life.volunteer)
    client.post(act, {"what": "add", "words": "La mer", "file": SimpleUploadedFile("a.jpg", photo())})
    picture = Post.objects.get(slug=slug).pictures.get()
    given_back = client.get(reverse("programme:post_picture", args=[slug, picture.id])).content
    for trace in (b"INVENTE", b"Exif", b"GPS"):
        assert trace not in given_back
    assert Image.open(io.BytesIO(given_back)).size == (1600, 800)
    with pytest.raises(Invalid, match="post_unsafe"):
        acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    client.post(act, {"what": "answer", "picture": picture.id, "words": "La mer", "face": "seen"})
    with pytest.raises(Invalid, match="post_unsafe"):
        acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    no = client.post(
        act, {"what": "answer", "picture": picture.id, "words": "La mer", "face": "peut-être"}, follow=True
    )
    assert "y a-t-il un visage" in no.content.decode().lower()
    values = {"acting": life.volunteer, "slug": slug, "picture_id": picture.id, "now": NOW}
    acts.answer_picture(face=Face.HIDDEN, words="La mer", **values)
    public = reverse("programme_blog:picture", args=[slug, picture.id])
    assert Client().get(public).status_code == 404
    acts.submit_post(acting=life.volunteer, slug=slug, now=NOW)
    acts.publish_post(acting=life.host, slug=slug, read=True, now=NOW)
    assert Client().get(public)["Content-Type"] == "image/jpeg"
    assert Client().get(reverse("programme_blog:picture", args=[slug, "nothing"])).status_code == 404
    other = begun(life)
    with committed():
        made = acts.add_picture(acting=life.volunteer, slug=other, data=photo(), words="", now=NOW)
        acts.drop_picture(acting=life.volunteer, slug=other, picture_id=made, now=NOW)
    assert files_of(owner=acts.owner_of(Post.objects.get(slug=other).id)) == []
    with pytest.raises(Invalid, match="file_unknown"):
        acts.add_picture(acting=life.volunteer, slug=other, data=b"rien", words="", now=NOW)


def test_nothing_typed_is_lost_and_no_script_comes_out(life: Life) -> None:
    slug = begun(life, "<script>alert(1)</script> [ici](javascript:alert(1)) la mer")
    client = signed_in(life.volunteer)
    address = reverse("programme:post", args=[slug])
    lost = client.post(address, {"title": "", "language": "fr", "body": "Mon long texte", "base": "1"})
    assert (lost.status_code, "Mon long texte" in lost.content.decode()) == (400, True)
    moved = client.post(address, {"title": "T", "language": "fr", "body": "Mon long texte", "base": "7"})
    assert (moved.status_code, "Mon long texte" in moved.content.decode()) == (400, True)
    Post.objects.filter(slug=slug).update(state="published", published_at=NOW)
    told = main_of(Client().get(reverse("programme_blog:post", args=[slug])).content)
    assert "<script>alert" not in told
    assert 'href="javascript:' not in told


def test_lists_cost_the_same_at_one_post_and_at_three(life: Life) -> None:
    costs = []
    for rows in (1, 3):
        while Post.objects.count() < rows:
            published(life)
        inside = cost(signed_in(life.operator), reverse("programme:posts"))
        costs.append((inside, cost(Client(), reverse("programme_blog:blog"))))
    assert costs[0] == costs[1]


def test_a_picture_that_is_none_is_refused() -> None:
    assert clean_picture(photo()).width == 1600
    with pytest.raises(Invalid):
        clean_picture(b"%PDF-1.4")


@given(st.text(max_size=200))
def test_any_text_is_looked_at(text: str) -> None:
    for start, end in maybe_names(text, allowed=frozenset(), people=frozenset()):
        assert 0 <= start < end <= len(text)


def test_a_capital_that_is_a_place_s_or_begins_a_sentence_is_left_alone() -> None:
    text = "À Calais, le lundi. Demain, la Manche. L’Auberge ouvre. La CFDA écrit."
    allowed = frozenset({"calais", "auberge"})
    assert [text[a:b] for a, b in maybe_names(text, allowed=allowed, people=frozenset())] == []
