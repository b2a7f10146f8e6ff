"""Give a phone its right to send, publish a form, review what it shares: actions and what they leave."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import io
import json
import zlib

import pytest
from openpyxl import Workbook

from tests.factories.collection import BASE, Phone, instance, small_form
from tests.factories.network import organisation
from tests.factories.vault import acting
from vigie.collection.api import PACK, add_device, devices, publish_form, publish_pack, review_rings, revoke_device
from vigie.collection.models import FieldDevice, Form, FormVersion, Submission
from vigie.collection.qr import qr_modules, qr_svg
from vigie.collection.rules.qr import MAX_TEXT, app_address, collect_settings, settings_text
from vigie.collection.rules.states import TRANSITIONS, State, may_become
from vigie.journal.api import recent
from vigie.kernel.api import ActorId, Conflict, Denied, Invalid, Missing, OrgId
from vigie.network.api import Role
from vigie.vault.api import intake_recipient, public_key


def workbook(*, form_id: str = "own", version: str = "1", ring: str = "shared", kind: str = "select_one yn") -> bytes:
    book = Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(["type", "name", "label", "bind::vigie:ring"])
    survey.append([kind, "seen", "Vu ?", ring])
    survey.append(["image", "photo", "Photo", ""])
    choices = book.create_sheet("choices")
    for row in (["list_name", "name", "label"], ["yn", "yes", "Oui"], ["yn", "no", "Non"]):
        choices.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "version", "namespaces"])
    settings.append(["À nous", form_id, version, 'vigie="urn:vigie:1"'])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_phone_gets_collect_s_settings_with_the_safe_keys(odile: Phone, now: dt.datetime) -> None:
    made = add_device(acting=odile.acting, name=" Téléphone 3 ", now=now, base_url=BASE + "/")
    settings = json.loads(zlib.decompress(base64.b64decode(made.qr_text)))
    general, admin = settings["general"], settings["admin"]
    assert general["server_url"] == made.server_url
    assert made.server_url.startswith(f"{BASE}/k/")
    assert (general["form_update_mode"], general["autosend"]) == ("match_exactly", "wifi_and_cellular")
    assert (general["delete_send"], general["analytics"], general["metadata_username"]) == (True, False, "")
    assert admin.pop("admin_pw") == made.admin_code
    assert set(admin.values()) == {False}
    assert {"edit_saved", "view_sent", "save_mid", "save_as_draft", "change_server", "get_blank"} <= set(admin)
    assert len(made.qr_text) < MAX_TEXT
    assert qr_svg(made.qr_text).count("<path") == 1
    assert made.name == "Téléphone 3"


def test_one_text_serves_collect_and_the_field_app(odile: Phone, now: dt.datetime) -> None:
    made = add_device(acting=odile.acting, name="Téléphone 3", now=now, base_url=BASE)
    settings = json.loads(zlib.decompress(base64.b64decode(made.qr_text)))
    assert settings.pop("vigie") == {
        "v": 1,
        "slug": odile.acting.organisation_slug,
        "key": public_key(odile.organisation),
        "intake": intake_recipient(),
        "world": "real",
    }
    plain = collect_settings(
        server_url=made.server_url,
        project=odile.acting.organisation_name,
        language="fr",
        admin_code=made.admin_code,
    )
    assert settings == plain
    assert made.app_url == f"{BASE}/carnet/#q={made.qr_text}"


def test_without_keys_the_card_is_for_collect_alone(odile: Phone, now: dt.datetime) -> None:
    keyless = acting("paul", organisation=OrgId(organisation("falaise").id))
    made = add_device(acting=keyless, name="Téléphone 3", now=now, base_url=BASE)
    assert "vigie" not in json.loads(zlib.decompress(base64.b64decode(made.qr_text)))
    assert made.app_url == ""


def test_a_practice_card_opens_the_one_app_there_is() -> None:
    """Its worker answers for ``/carnet/`` alone: anywhere else there is no app without a network."""
    card = settings_text({"vigie": {"world": "practice"}})
    address = app_address(server_url=f"{BASE}/exercice/k/jeton", text=card)
    assert address == f"{BASE}/carnet/#q={card}"


@pytest.mark.parametrize(
    "text", ["", "pas du base64", base64.b64encode(b"pas compress\xc3\xa9").decode(), "eJwDAAAAAAE="]
)
def test_what_is_no_card_opens_no_field_app(text: str) -> None:
    assert app_address(server_url=f"{BASE}/k/jeton", text=text) == ""


def test_both_codes_of_a_card_stay_within_what_an_old_camera_reads(odile: Phone, now: dt.datetime) -> None:
    """Version 20 (97 modules): on 57 mm a module is half a millimetre wide; on 34 mm, a third."""
    long = dataclasses.replace(odile.acting, organisation_name="Association " * 6, organisation_slug="association-" * 4)
    made = add_device(acting=long, name="x", now=now, base_url="https://observatoire.un-nom-assez-long.example")
    assert len(qr_modules(made.app_url)) <= 97
    assert len(qr_modules(made.qr_text)) <= 97


def test_settings_that_collect_could_not_read_are_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        settings_text({"general": {"server_url": "".join(map(chr, range(0x4E00, 0x6000)))}})


@pytest.mark.parametrize(("name", "days"), [("", 9), ("n" * 81, 9), ("ok", 0), ("ok", 401)])
def test_a_phone_needs_a_name_and_a_sensible_time(odile: Phone, now: dt.datetime, name: str, days: int) -> None:
    with pytest.raises(Invalid, match=r"collection\.device"):
        add_device(acting=odile.acting, name=name, now=now, base_url=BASE, days=days)


def test_an_observer_and_an_outsider_manage_no_phone(odile: Phone, now: dt.datetime) -> None:
    observer = dataclasses.replace(odile.acting, roles=frozenset({Role.OBSERVER}))
    charlie = dataclasses.replace(odile.acting, organisation=odile.organisation[::-1])
    with pytest.raises(Denied):
        add_device(acting=observer, name="x", now=now, base_url=BASE)
    with pytest.raises(Denied):
        devices(acting=observer, now=now)
    with pytest.raises(Missing):
        revoke_device(acting=charlie, token_id=odile.device.token_id, now=now)
    assert devices(acting=charlie, now=now) == []
    assert FieldDevice.objects.get().revoked_at is None


def test_phones_are_listed_with_what_they_sent_and_revoked_ones_last(odile: Phone, now: dt.datetime) -> None:
    odile.post()
    later = now + dt.timedelta(hours=1)
    add_device(acting=odile.acting, name="Autre", now=later, base_url=BASE, days=1)
    revoke_device(acting=odile.acting, token_id=odile.device.token_id, now=now)
    cards = devices(acting=odile.acting, now=now + dt.timedelta(days=2))
    assert [(c.name, c.records, c.expired, bool(c.revoked_at)) for c in cards] == [
        ("Autre", 0, True, False),
        ("Téléphone 1", 1, False, True),
    ]
    verbs = [e.verb for e in recent(organisation=odile.organisation)]
    assert (verbs.count("collection.device_added"), verbs.count("collection.device_revoked")) == (2, 1)


def test_revoking_twice_writes_one_entry(odile: Phone, now: dt.datetime) -> None:
    for _ in range(2):
        revoke_device(acting=odile.acting, token_id=odile.device.token_id, now=now)
    assert [e.verb for e in recent(organisation=odile.organisation)].count("collection.device_revoked") == 1


def test_an_own_form_is_published_once_and_its_version_never_changes(odile: Phone, now: dt.datetime) -> None:
    made = publish_form(acting=odile.acting, xlsx=workbook(), now=now, media={"sites.csv": b"name\n"})
    assert (made.form_id, made.version, made.title, made.shares) == ("own", "1", "À nous", False)
    assert publish_form(acting=odile.acting, xlsx=workbook(), now=now).id == made.id
    with pytest.raises(Conflict, match=r"collection\.version_taken"):
        publish_form(acting=odile.acting, xlsx=workbook(ring="sealed"), now=now)
    second = publish_form(acting=odile.acting, xlsx=workbook(version="2"), now=now + dt.timedelta(days=1))
    version = FormVersion.objects.get(id=made.id)
    assert (version.rings, version.media_paths) == ({"seen": "shared", "photo": "sealed"}, ["photo"])
    assert version.media.get().filename == "sites.csv"
    assert {v.id for v in Form.objects.get(form_id="own").versions.all()} == {made.id, second.id}


def test_a_second_person_reviews_what_an_own_form_shares(odile: Phone, now: dt.datetime) -> None:
    made = publish_form(acting=odile.acting, xlsx=workbook(), now=now)
    bilal = dataclasses.replace(odile.acting, actor=ActorId("bilal"))
    charlie = dataclasses.replace(bilal, organisation=odile.organisation[::-1])
    observer = dataclasses.replace(bilal, roles=frozenset({Role.OBSERVER}))
    with pytest.raises(Denied, match=r"collection\.second_person"):
        review_rings(acting=odile.acting, version_id=made.id, now=now)
    with pytest.raises(Missing):
        review_rings(acting=charlie, version_id=made.id, now=now)
    with pytest.raises(Denied):
        review_rings(acting=observer, version_id=made.id, now=now)
    review_rings(acting=bilal, version_id=made.id, now=now)
    with pytest.raises(Conflict, match=r"collection\.reviewed_already"):
        review_rings(acting=bilal, version_id=made.id, now=now)
    odile.post(instance("<seen>yes</seen>", form_id="own"))
    assert Submission.objects.get().shared == {"seen": "yes"}


def test_the_next_version_is_reviewed_again(odile: Phone, now: dt.datetime) -> None:
    made = publish_form(acting=odile.acting, xlsx=workbook(), now=now)
    review_rings(acting=dataclasses.replace(odile.acting, actor=ActorId("bilal")), version_id=made.id, now=now)
    assert not publish_form(acting=odile.acting, xlsx=workbook(version="2"), now=now).shares


def test_a_form_of_testimonies_stays_one(odile: Phone, now: dt.datetime) -> None:
    publish_form(acting=odile.acting, xlsx=workbook(), now=now, testimony=True)
    publish_form(acting=odile.acting, xlsx=workbook(version="2"), now=now)
    assert Form.objects.get(form_id="own").testimony


def test_a_form_may_not_take_the_name_of_the_pack(odile: Phone, now: dt.datetime) -> None:
    with pytest.raises(Conflict, match=r"collection\.form_id_taken"):
        publish_form(acting=odile.acting, xlsx=workbook(form_id=PACK[0].id), now=now)


def test_a_typo_in_a_form_is_told_by_row_and_publishes_nothing(odile: Phone, now: dt.datetime) -> None:
    with pytest.raises(Invalid, match=r"collection\.xlsform") as refused:
        publish_form(acting=odile.acting, xlsx=workbook(kind="selectt_one yn"), now=now)
    assert refused.value.params["rows"][0].row == 2
    assert not Form.objects.filter(form_id="own").exists()


def test_limits_of_a_form_are_said(odile: Phone, now: dt.datetime) -> None:
    with pytest.raises(Invalid, match=r"collection\.form_id_long"):
        publish_form(acting=odile.acting, xlsx=workbook(form_id="f" * 260), now=now)
    with pytest.raises(Invalid, match=r"collection\.media_large"):
        publish_form(acting=odile.acting, xlsx=workbook(), now=now, media={"v.mp4": b"0" * 10_000_001})
    observer = dataclasses.replace(odile.acting, roles=frozenset({Role.OBSERVER}))
    with pytest.raises(Denied):
        publish_form(acting=observer, xlsx=workbook(), now=now)


def test_the_pack_is_published_once_and_each_form_shares_by_its_rings(odile: Phone, now: dt.datetime) -> None:
    made = publish_pack(now=now)
    assert [p.form_id for p in made] == [spec.id for spec in PACK]
    assert {p.form_id: p.shares for p in made} == {spec.id: not spec.testimony for spec in PACK}
    assert publish_pack(now=now, acting=odile.acting) == []
    with pytest.raises(Denied):
        publish_pack(now=now, acting=dataclasses.replace(odile.acting, roles=frozenset({Role.OBSERVER})))


def test_one_form_per_id_in_the_pack(odile: Phone, now: dt.datetime) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Form.objects.create(organisation=None, form_id="petit-releve", title="x", created_at=now)
    small_form(odile.organisation, now=now)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("next_state", State)
def test_every_pair_of_states_is_decided(state: State, next_state: State) -> None:
    assert may_become(state, next_state) == (next_state in TRANSITIONS[state])
    if next_state is State.VERSED:
        assert may_become(state, next_state) == (state in {State.RECEIVED, State.IN_REVIEW})
    if state is next_state:
        assert not may_become(state, next_state)
