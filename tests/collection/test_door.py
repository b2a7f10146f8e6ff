"""The door, one row of the OpenRosa contract after the other: lists, forms, manifests, tokens, headers."""

from __future__ import annotations

import datetime as dt
import hashlib
from xml.etree import ElementTree as ET

import pytest

from tests.factories.collection import FORM, Phone, instance, message, phone, small_form
from vigie.collection.api import add_device, list_form, revoke_device
from vigie.collection.models import FieldDevice, Form, FormVersion, Submission
from vigie.kernel.api import practising

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"


def listed(odile: Phone, query: str = "") -> list[dict[str, str]]:
    answer = odile.get(f"/formList{query}")
    assert answer.status_code == 200
    root = ET.fromstring(answer.content)
    assert root.tag == f"{LIST}xforms"
    return [{child.tag.removeprefix(LIST): child.text or "" for child in form} for form in root]


def test_a_list_says_what_collect_needs_of_each_form(odile: Phone) -> None:
    (form,) = listed(odile)
    version = FormVersion.objects.get()
    assert form == {
        "formID": FORM,
        "name": "Petit relevé",
        "version": "1",
        "hash": f"md5:{version.hash}",
        "downloadUrl": f"http://testserver{odile.path}/forms/{version.id}",
    }


@pytest.mark.parametrize("address", ["/formList", "/submission", "/forms/nothing", "/media/nothing"])
def test_every_answer_has_the_headers_without_which_collect_sees_a_proxy(odile: Phone, address: str) -> None:
    answer = odile.get(address)
    assert answer.headers["X-OpenRosa-Version"] == "1.0"
    assert int(answer.headers["X-OpenRosa-Accept-Content-Length"]) >= 10_000_000
    if answer.status_code != 405:
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"


def test_the_hash_is_that_of_the_very_bytes(odile: Phone) -> None:
    (form,) = listed(odile)
    answer = odile.get(form["downloadUrl"])
    assert f"md5:{hashlib.md5(answer.content).hexdigest()}" == form["hash"]
    again = odile.get(form["downloadUrl"], if_none_match=answer.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_filter_may_find_nothing_and_a_list_may_not(odile: Phone) -> None:
    assert [form["formID"] for form in listed(odile, f"?formID={FORM}&deviceID=collect%3A1")] == [FORM]
    assert listed(odile, "?formID=unknown") == []
    Form.objects.update(listed=False)
    answer = odile.get("/formList")
    assert answer.status_code == 503
    assert "Gardez ceux du téléphone" in message(answer)


def test_the_newest_version_is_listed_and_all_of_them_on_request(odile: Phone, now: dt.datetime) -> None:
    small_form(version="2", now=now + dt.timedelta(days=1))
    assert [form["version"] for form in listed(odile)] == ["2"]
    assert [form["version"] for form in listed(odile, "?listAllVersions=true")] == ["1", "2"]
    assert listed(odile, "?verbose=true")[0]["descriptionText"] == "Petit relevé"


def test_a_form_withdrawn_is_listed_no_more_and_still_accepts(odile: Phone, now: dt.datetime) -> None:
    own = small_form(odile.organisation, form_id="own", now=now)
    assert {form["formID"] for form in listed(odile)} == {FORM, "own"}
    list_form(acting=odile.acting, form_id=own.form.id, listed=False, now=now)
    assert {form["formID"] for form in listed(odile)} == {FORM}
    assert odile.post(instance(form_id="own")).status_code == 201


def test_a_manifest_is_offered_only_with_media_and_in_a_steady_order(odile: Phone, now: dt.datetime) -> None:
    media = {"sites.csv": b"name,label\nA,a\n", "plan & coupe.png": b"\x89PNG invented"}
    small_form(form_id="with-media", now=now, media=media)
    forms = {form["formID"]: form for form in listed(odile)}
    assert "manifestUrl" not in forms[FORM]
    answer = odile.get(forms["with-media"]["manifestUrl"])
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    files = [{c.tag.removeprefix(MANIFEST): c.text or "" for c in f} for f in ET.fromstring(answer.content)]
    assert [file["filename"] for file in files] == ["plan & coupe.png", "sites.csv"]
    for file in files:
        content = odile.get(file["downloadUrl"]).content
        assert content == media[file["filename"]]
        assert file["hash"] == f"md5:{hashlib.md5(content).hexdigest()}"


def test_the_outsider_reads_nothing_of_another_association(odile: Phone, now: dt.datetime) -> None:
    own = small_form(odile.organisation, form_id="own", now=now, media={"list.csv": b"x"})
    charlie = phone(now, "ailleurs")
    assert {form["formID"] for form in listed(charlie)} == {FORM}
    for address in (f"/forms/{own.id}", f"/forms/{own.id}/manifest", f"/media/{own.media.get().id}"):
        assert odile.get(address).status_code == 200
        assert charlie.get(address).status_code == 404
    assert charlie.post(instance(form_id="own")).status_code == 404
    assert not Submission.objects.exists()


def test_head_says_204_and_how_much(odile: Phone) -> None:
    answer = odile.head()
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-OpenRosa-Accept-Content-Length"] == "20000000"


@pytest.mark.parametrize("token", ["wrong", "x" * 43, "é", "a" * 5_000])
def test_a_wrong_token_is_403_never_401(odile: Phone, token: str) -> None:
    for answer in (
        odile.client.get(f"/k/{token}/formList"),
        odile.client.head(f"/k/{token}/submission"),
        odile.client.post(f"/k/{token}/submission"),
    ):
        assert answer.status_code == 403
        assert "WWW-Authenticate" not in answer.headers
    assert "Ce téléphone n’est pas reconnu" in message(odile.client.get(f"/k/{token}/formList"))


def test_messages_are_said_in_both_languages(odile: Phone) -> None:
    french, english = message(odile.post()).split(" / ")
    assert french == "Reçu et scellé. Merci."
    assert english == "Received and sealed. Thank you."


def test_a_revoked_phone_sends_nothing_more(odile: Phone, now: dt.datetime) -> None:
    assert odile.post().status_code == 201
    revoke_device(acting=odile.acting, token_id=odile.device.token_id, now=now)
    for answer in (odile.get("/formList"), odile.head(), odile.post()):
        assert answer.status_code == 403
    assert Submission.objects.count() == 1


def test_an_expired_phone_is_heard_and_flagged(odile: Phone, now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    late = now + dt.timedelta(days=91)
    monkeypatch.setenv("VIGIE_NOW", late.isoformat())
    assert odile.post().status_code == 201
    assert Submission.objects.get().flags == ["expired_device"]
    assert odile.get("/formList").status_code == 200


def test_only_a_digest_of_the_token_is_kept(odile: Phone) -> None:
    token = odile.path.rpartition("/")[2]
    row = FieldDevice.objects.values().get()
    assert token not in str(row)
    assert row["digest"] == hashlib.sha256(token.encode()).hexdigest()
    assert len(token) >= 43


@pytest.mark.django_db(databases=["default", "practice"])
def test_a_token_opens_its_own_world_only(odile: Phone, now: dt.datetime) -> None:
    with practising() as world:
        world.folder.mkdir()
        small_form(now=now)
        trainee = phone(now)
    assert trainee.path.startswith("/exercice/k/")
    assert trainee.get("/formList").status_code == 200
    assert f"/exercice{'/k/'}" in listed(trainee)[0]["downloadUrl"]
    assert trainee.post().status_code == 201
    assert trainee.client.get(trainee.path.removeprefix("/exercice") + "/formList").status_code == 403
    assert odile.client.get("/exercice" + odile.path + "/formList").status_code == 403
    assert Submission.objects.count() == 0


def test_who_tries_tokens_is_slowed_and_a_right_token_is_not(odile: Phone) -> None:
    answers = [odile.client.get(f"/k/guess-{n}/formList").status_code for n in range(32)]
    assert answers[:30] == [403] * 30
    assert answers[-1] == 429
    assert odile.get("/formList").status_code == 200


def test_other_methods_are_refused_without_a_redirect(odile: Phone) -> None:
    assert odile.get("/submission").status_code == 405
    assert odile.client.post(f"{odile.path}/formList").status_code == 405
    assert odile.client.put(f"{odile.path}/submission").status_code == 405
    assert odile.client.post(f"{odile.path}/submission/").status_code == 404


def test_the_device_was_seen(odile: Phone, now: dt.datetime) -> None:
    add_device(acting=odile.acting, name="Autre", now=now, base_url="https://vigie.example")
    odile.get("/formList")
    seen = FieldDevice.objects.in_bulk()
    assert seen[odile.device.token_id].last_seen == now
    assert sorted(row.last_seen is None for row in seen.values()) == [False, True]


def test_the_door_has_no_session_and_a_browser_runs_nothing_of_it(odile: Phone) -> None:
    for answer in (odile.get("/formList"), odile.get(listed(odile)[0]["downloadUrl"]), odile.post(), odile.head()):
        assert not answer.cookies
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_door_answers_to_the_house_s_names_only(odile: Phone) -> None:
    assert odile.client.head(f"{odile.path}/submission", HTTP_HOST="elsewhere.example").status_code == 400


def test_a_nul_is_no_address_of_the_door(odile: Phone) -> None:
    assert odile.get("/formList?formID=%00").status_code == 404
    assert odile.get("/forms/%00").status_code == 404
