"""Posts: each row of the idempotency table, attachments, edits, what is odd, what is hostile."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from tests.factories.collection import Part, Phone, instance, message, multipart, phone, small_form
from tests.factories.posts import NAMING, OTHER_PHOTO, PHOTO, nothing_astray, opened, streamed
from vigie.collection.models import Attachment, Quarantine, Submission
from vigie.collection.queries.waiting import files_of
from vigie.vault.models import SealedObject


def test_a_record_is_stored_once_and_sealed_as_it_came(odile: Phone, now: dt.datetime) -> None:
    xml = instance()
    answer = odile.post(xml)
    assert answer.status_code == 201
    row = Submission.objects.get()
    assert row.shared == {"commune": "calais"}
    assert (row.state, row.encryption, row.flags, row.complete) == ("received", "none", [], True)
    assert opened(odile, row.sealed_ref, now) == xml
    assert nothing_astray()


def test_the_same_record_again_is_acknowledged_and_changes_nothing(odile: Phone) -> None:
    xml = instance()
    assert [odile.post(xml).status_code for _ in range(3)] == [201, 202, 202]
    assert Submission.objects.count() == 1
    assert SealedObject.objects.count() == 1
    assert nothing_astray()


def test_new_attachments_named_in_the_form_are_added(odile: Phone, now: dt.datetime) -> None:
    xml = instance(NAMING)
    assert odile.post(xml).status_code == 201
    assert not Submission.objects.get().complete
    assert odile.post(xml, PHOTO).status_code == 201
    assert Submission.objects.get().complete
    row = Attachment.objects.get()
    assert (row.kind, row.referenced, row.number) == ("image", True, 1)
    assert streamed(odile, row.sealed_ref, now) == PHOTO[1]
    assert nothing_astray()


def test_the_same_attachment_again_is_one(odile: Phone) -> None:
    xml = instance(NAMING)
    assert [odile.post(xml, PHOTO, PHOTO).status_code for _ in range(2)] == [201, 202]
    assert Attachment.objects.count() == 1
    assert nothing_astray()


def test_an_attachment_with_other_bytes_stands_beside_the_first(odile: Phone, now: dt.datetime) -> None:
    xml = instance(NAMING)
    assert [odile.post(xml, file).status_code for file in (PHOTO, OTHER_PHOTO, PHOTO)] == [201, 201, 202]
    rows = Attachment.objects.order_by("number")
    assert [(r.number, streamed(odile, r.sealed_ref, now)) for r in rows] == [(1, PHOTO[1]), (2, OTHER_PHOTO[1])]


def test_an_attachment_that_the_form_does_not_name_is_kept_as_such(odile: Phone) -> None:
    assert odile.post(instance(), ("stray.jpg", b"stray", "image/jpeg")).status_code == 201
    assert not Attachment.objects.get().referenced


def test_the_audit_file_is_named_by_the_form_itself(odile: Phone) -> None:
    assert odile.post(instance(), ("audit.csv", b"event,node\n", "text/csv")).status_code == 201
    assert Attachment.objects.get().referenced


def test_other_answers_under_the_same_number_are_409_and_kept_apart(odile: Phone, now: dt.datetime) -> None:
    first, second = (instance(f"<narrative>{n}</narrative>", instance_id="uuid:same") for n in "ab")
    assert odile.post(first).status_code == 201
    for _ in range(2):
        answer = odile.post(second, PHOTO)
        assert answer.status_code == 409
        assert "gardée à part" in message(answer)
    kept = Quarantine.objects.get()
    assert (kept.reason, kept.submission) == ("other_content", Submission.objects.get())
    assert opened(odile, kept.sealed_ref, now) == second
    assert streamed(odile, kept.attachments.get().sealed_ref, now) == PHOTO[1]
    assert nothing_astray()


def test_an_original_sent_again_after_its_edit_is_acknowledged(odile: Phone) -> None:
    original = instance(instance_id="uuid:1")
    edit = instance("<commune>marck</commune>", instance_id="uuid:2", deprecated="uuid:1")
    assert [odile.post(xml).status_code for xml in (original, edit, original, edit)] == [201, 201, 202, 202]
    states = dict(Submission.objects.values_list("instance_key", "state"))
    assert states == {"uuid:1": "superseded", "uuid:2": "received"}
    assert Submission.objects.get(instance_key="uuid:2").flags == ["edit"]


def test_an_edit_sent_again_after_a_later_edit_is_acknowledged(odile: Phone) -> None:
    chain = [instance(instance_id=f"uuid:{n}", deprecated=f"uuid:{n - 1}" if n > 1 else "") for n in (1, 2, 3)]
    assert [odile.post(xml).status_code for xml in (*chain, chain[1])] == [201, 201, 201, 202]
    assert list(Submission.objects.filter(state="received").values_list("instance_key", flat=True)) == ["uuid:3"]


def test_edits_may_come_before_their_original_in_any_order(odile: Phone) -> None:
    for order in ((3, 2, 1), (2, 3, 1), (3, 1, 2)):
        mark = "".join(map(str, order))
        for n in order:
            before = f"uuid:{mark}-{n - 1}" if n > 1 else ""
            assert odile.post(instance(instance_id=f"uuid:{mark}-{n}", deprecated=before)).status_code == 201
        rows = {r.instance_key[-1]: r for r in Submission.objects.filter(instance_key__startswith=f"uuid:{mark}")}
        assert {n: row.state for n, row in rows.items()} == {"1": "superseded", "2": "superseded", "3": "received"}
        assert rows["3"].replaces == rows["2"]
        assert rows["2"].replaces == rows["1"]
        assert not rows["3"].flags.count("pending_parent")


def test_an_edit_whose_original_never_came_waits_with_a_flag(odile: Phone) -> None:
    assert odile.post(instance(deprecated="uuid:never")).status_code == 201
    assert Submission.objects.get().flags == ["pending_parent"]


def test_two_edits_of_one_record_are_both_kept_for_a_person_to_choose(odile: Phone) -> None:
    odile.post(instance(instance_id="uuid:1"))
    for number in (2, 3):
        odile.post(instance(f"<tents>{number}</tents>", instance_id=f"uuid:{number}", deprecated="uuid:1"))
    flags = dict(Submission.objects.exclude(deprecated_key="").values_list("instance_key", "flags"))
    assert flags == {"uuid:2": ["edit"], "uuid:3": ["conflict"]}
    assert Submission.objects.filter(state="received").count() == 2


def test_an_edit_of_a_record_already_coded_does_not_touch_it(odile: Phone) -> None:
    odile.post(instance(instance_id="uuid:1"))
    Submission.objects.update(state="versed")
    odile.post(instance(instance_id="uuid:2", deprecated="uuid:1"))
    assert Submission.objects.get(instance_key="uuid:1").state == "versed"
    assert Submission.objects.get(instance_key="uuid:2").flags == ["edit_of_versed"]


def test_an_edit_carries_over_the_files_it_still_names(odile: Phone) -> None:
    odile.post(instance(NAMING, instance_id="uuid:1"), PHOTO)
    odile.post(instance(NAMING, instance_id="uuid:2", deprecated="uuid:1"))
    edit = Submission.objects.get(instance_key="uuid:2")
    assert edit.complete
    assert [row.submission.instance_key for row in files_of(edit)] == ["uuid:1"]


def test_a_deleted_record_sent_again_is_acknowledged_and_stays_deleted(odile: Phone) -> None:
    xml = instance(NAMING)
    odile.post(xml)
    Submission.objects.update(state="deleted")
    assert odile.post(xml, PHOTO).status_code == 202
    assert Submission.objects.get().state == "deleted"
    assert not Attachment.objects.exists()
    assert nothing_astray()


def test_an_unknown_form_is_404_and_a_copy_is_kept_apart(odile: Phone, now: dt.datetime) -> None:
    xml = instance(form_id="never-published")
    answer = odile.post(xml, PHOTO)
    assert answer.status_code == 404
    assert "n’a pas ce formulaire" in message(answer)
    kept = Quarantine.objects.get()
    assert (kept.reason, kept.form_code) == ("unknown_form", "never-published")
    assert opened(odile, kept.sealed_ref, now) == xml
    assert kept.attachments.count() == 1


def test_an_unknown_version_of_a_known_form_is_acknowledged_and_kept_apart(odile: Phone) -> None:
    xml = instance(version="2031")
    assert [odile.post(xml, PHOTO).status_code for _ in range(2)] == [202, 202]
    kept = Quarantine.objects.get()
    assert (kept.reason, kept.version_code, kept.attachments.count()) == ("unknown_version", "2031", 1)
    assert not Submission.objects.exists()
    assert nothing_astray()


def test_every_published_version_accepts(odile: Phone, now: dt.datetime) -> None:
    small_form(version="2", now=now)
    for version in ("1", "2"):
        assert odile.post(instance(version=version)).status_code == 201
    assert set(Submission.objects.values_list("version__version", flat=True)) == {"1", "2"}


def test_no_version_is_taken_as_the_newest_with_a_flag(odile: Phone) -> None:
    assert odile.post(instance(version="")).status_code == 201
    assert Submission.objects.get().flags == ["no_version"]


def test_without_a_number_the_content_itself_is_the_key(odile: Phone) -> None:
    xml = instance(instance_id="")
    assert [odile.post(xml).status_code for _ in range(2)] == [201, 202]
    assert odile.post(instance("<tents>3</tents>", instance_id="")).status_code == 201
    rows = Submission.objects.all()
    assert [row.flags for row in rows] == [["no_instance_id"]] * 2
    assert all(row.instance_key.startswith("tag:") for row in rows)


def test_a_number_of_300_characters_is_kept_by_its_tag(odile: Phone) -> None:
    xml = instance(instance_id="uuid:" + "9" * 300)
    assert [odile.post(xml).status_code for _ in range(2)] == [201, 202]
    assert "999" not in Submission.objects.get().instance_key


def test_no_openrosa_header_is_accepted(odile: Phone) -> None:
    assert odile.post_body(multipart(instance()), x_openrosa_version="").status_code == 201


def test_collect_parts_a_large_record_over_several_posts(odile: Phone) -> None:
    names = [f"photo-{n}.jpg" for n in range(4)]
    xml = instance("".join(f"<photo>{name}</photo>" for name in names))
    files = [(name, name.encode() * 99, "image/jpeg") for name in names]
    incomplete = multipart(xml, files[:2], close=False) + multipart(None, close=False)
    field = b'--%s\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes\r\n'
    body = incomplete + field % b"la-Mare-basse" + b"--la-Mare-basse--\r\n"
    assert odile.post_body(body).status_code == 201
    assert not Submission.objects.get().complete
    assert odile.post(xml, *files[2:]).status_code == 201
    assert Submission.objects.get().complete


def test_tella_sends_the_record_again_with_each_file(odile: Phone) -> None:
    xml = instance("<photo>a.jpg</photo><sound>b.m4a</sound>")
    first = [
        odile.post(xml),
        odile.post(xml, ("a.jpg", b"a", "image/jpeg")),
        odile.post(xml, ("b.m4a", b"b", "audio/mp4")),
    ]
    again = [odile.post(xml), odile.post(xml, ("a.jpg", b"a", "image/jpeg"))]
    assert [answer.status_code for answer in first + again] == [201, 201, 201, 202, 202]
    assert all(b"<message" in answer.content for answer in first)
    row = Submission.objects.get()
    assert (row.complete, row.attachments.count()) == (True, 2)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "صورة \u200f.jpg", "a&amp;b.jpg", "dir/photo.jpg", "c:\\photo.jpg", "..", "photo\u0001.jpg"],
)
def test_files_are_known_by_the_name_of_their_part_whatever_it_is(odile: Phone, name: str) -> None:
    written = name.replace("&", "&amp;").replace("\u0001", "")
    assert odile.post(instance(f"<photo>{written}</photo>"), (name, b"invented", "image/jpeg")).status_code == 201
    assert Attachment.objects.get().referenced == ("\u0001" not in name)


def test_the_outsider_s_record_is_its_own(odile: Phone, now: dt.datetime) -> None:
    charlie = phone(now, "ailleurs")
    xml = instance(instance_id="uuid:same")
    assert odile.post(xml).status_code == 201
    assert charlie.post(xml.replace(b"calais", b"marck")).status_code == 201
    assert set(Submission.objects.values_list("organisation_id", flat=True)) == {
        odile.organisation,
        charlie.organisation,
    }


def test_success_says_so_in_the_words_collect_expects(odile: Phone) -> None:
    answer: HttpResponse = odile.post()
    assert answer.content.startswith(
        b'<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="submit_success">'
    )
    assert re.search(rb"</message></OpenRosaResponse>$", answer.content)


@pytest.mark.parametrize(("files", "most"), [((), 12), ((PHOTO,), 14)], ids=["plain", "with-a-photo"])
def test_a_record_costs_few_statements(
    odile: Phone, files: tuple[Part, ...], most: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    odile.post(instance(NAMING), *files)
    with django_assert_max_num_queries(most):
        assert odile.post(instance(NAMING), *files).status_code == 201


def test_a_record_that_came_with_its_files_is_complete_at_once(odile: Phone) -> None:
    odile.post(instance(NAMING), PHOTO)
    odile.post(instance(NAMING))
    assert sorted(Submission.objects.values_list("complete", flat=True)) == [False, True]
