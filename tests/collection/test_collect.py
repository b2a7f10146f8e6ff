"""A day of ODK Collect against a real server: list, download, fill, send in parts, send again, edit, encrypt."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import pyxform

from tests.collection.collect_client import CollectClient, Refused
from tests.collection.servers import Live, serving, told
from tests.factories.collection import Part
from vigie.collection.api import PACK, fill
from vigie.collection.pack import read_shape
from vigie.vault.api import make_bundle

NOW = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, dict[str, str]]]:
    """A server with the pack and a phone, shared by the tests of this file."""
    folder = tmp_path_factory.mktemp("collect") / "data"
    folder.mkdir()
    made = told("prepare", "pack", folder=folder)
    with serving(folder, made["path"]) as live:
        yield live, made


@pytest.fixture
def collect(house: tuple[Live, dict[str, str]]) -> CollectClient:
    live, made = house
    return CollectClient.from_qr(made["qr"], port=live.port)


def filled(seed: int, form_id: str = "vigie-releve", **answers: str) -> bytes:
    return fill(form_id, random.Random(seed), NOW, **answers)


def number_of(xml: bytes) -> str:
    return re.search(rb"uuid:[0-9a-f-]+", xml)[0].decode()  # type: ignore[index]


def records(house: tuple[Live, dict[str, str]]) -> dict[str, int]:
    """Every record kept, with how many files it has, read from the server's own database file."""
    query = (
        "SELECT s.instance_key, COUNT(a.id) FROM collection_submission s "
        "LEFT JOIN collection_attachment a ON a.submission_id = s.id GROUP BY s.id"
    )
    with closing(sqlite3.connect(house[0].folder / "vigie.sqlite3")) as database:
        return dict(database.execute(query).fetchall())


def test_every_form_of_the_pack_is_listed_downloaded_and_read(collect: CollectClient) -> None:
    forms = {form.form_id: form for form in collect.forms()}
    assert set(forms) >= {spec.id for spec in PACK}
    for spec in PACK:
        xml, media = collect.download(forms[spec.id])
        shape = read_shape(xml)
        assert (shape.form_id, shape.version, media) == (spec.id, spec.version, {})
        assert b"<submission" not in xml or b"action=" not in xml


def test_every_form_is_sent_and_sent_again(collect: CollectClient, house: tuple[Live, dict[str, str]]) -> None:
    sent = [filled(seed, spec.id) for seed, spec in enumerate(PACK)]
    for xml in sent:
        assert collect.send(xml).startswith("Reçu et scellé. Merci. / ")
        assert collect.send(xml).startswith("Déjà reçu. Merci. / ")
    assert {number_of(xml) for xml in sent} <= set(records(house))


def test_a_heavy_record_goes_in_parts_and_may_start_over(
    collect: CollectClient, house: tuple[Live, dict[str, str]]
) -> None:
    xml = filled(20, photo="photo-0.jpg")
    files: list[Part] = [(f"photo-{n}.jpg", bytes([n]) * 9_000_000, "image/jpeg") for n in range(5)]
    collect.send(xml, files)
    assert collect.posts == [201, 201, 201]
    collect.send(xml, files)
    assert collect.posts[3:] == [202, 202, 202]
    assert records(house)[number_of(xml)] == 5


def test_a_record_of_250_small_files(collect: CollectClient, house: tuple[Live, dict[str, str]]) -> None:
    xml = filled(21)
    collect.send(xml, [(f"{n}.jpg", str(n).encode(), "image/jpeg") for n in range(250)])
    assert len(collect.posts) == 3
    assert records(house)[number_of(xml)] == 250


def test_an_edit_made_on_the_phone_comes_before_or_after_its_original(
    collect: CollectClient, house: tuple[Live, dict[str, str]]
) -> None:
    for seed, order in ((30, (0, 1)), (31, (1, 0))):
        original = filled(seed)
        old = number_of(original)
        new = old[:-4] + "ed17"
        mark = f"<orx:deprecatedID>{old}</orx:deprecatedID></orx:meta>"
        edit = original.replace(old.encode(), new.encode()).replace(b"</orx:meta>", mark.encode())
        for which in order:
            collect.send((original, edit)[which])
        collect.send(original)
        assert {old, new} <= set(records(house))


def test_encrypted_records_of_one_and_of_several_posts(
    collect: CollectClient, house: tuple[Live, dict[str, str]]
) -> None:
    made = house[1]
    for seed, weight in ((40, 1_000), (41, 15_000_000)):
        xml = filled(seed)
        manifest, files = make_bundle(
            public=made["odk"],
            form_id=PACK[0].id,
            version=PACK[0].version,
            instance_id=number_of(xml),
            xml=xml,
            media={"a.jpg": b"a" * weight, "b.jpg": b"b" * weight},
        )
        parts: list[Part] = [(name, data, "application/octet-stream") for name, data in files.items()]
        collect.send(manifest, parts)
        collect.send(manifest, parts)
        assert records(house)[number_of(xml)] == 3
    assert collect.posts == [201, 202, 201, 201, 202, 202]


def engine() -> Path:
    """The archive that holds JavaROSA, the engine inside Collect; pyxform ships it."""
    return next(Path(pyxform.__file__).parent.rglob("ODK_Validate.jar"))


@pytest.mark.java
@pytest.mark.skipif(shutil.which("javac") is None, reason="no Java compiler: apt install openjdk-17-jdk-headless")
def test_every_form_is_filled_by_the_engine_of_collect_and_sent(
    collect: CollectClient, house: tuple[Live, dict[str, str]], tmp_path: Path
) -> None:
    sources = []
    for form in collect.forms():
        if form.form_id in {spec.id for spec in PACK}:
            sources.append(tmp_path / f"{form.form_id}.xml")
            sources[-1].write_bytes(collect.download(form)[0])
    program = Path(__file__).parent / "java" / "Fill.java"
    line = ["java", "-cp", str(engine()), str(program), *map(str, sources)]
    run = subprocess.run(line, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    filled_forms = [source.with_suffix(".filled.xml").read_bytes() for source in sources]
    assert len(filled_forms) == len(PACK)
    for xml in filled_forms:
        assert collect.send(xml).startswith("Reçu")
    assert {number_of(xml) for xml in filled_forms} <= set(records(house))


def test_what_it_must_be_told_is_told(collect: CollectClient) -> None:
    with pytest.raises(Refused, match=r"404 L’association n’a pas ce formulaire.* / The association"):
        collect.send(filled(50).replace(b"vigie-releve", b"vigie-autre"))
    with pytest.raises(Refused, match="400 Ce relevé est abîmé"):
        collect.send(filled(51)[:-20])
    stranger = CollectClient(collect.server_url[:-3] + "xyz")
    with pytest.raises(Refused, match="403"):
        stranger.forms()
    with pytest.raises(Refused, match="403 Ce téléphone n’est pas reconnu"):
        stranger.send(filled(52))


def test_nothing_of_all_this_is_damaged(house: tuple[Live, dict[str, str]]) -> None:
    kept = house[0].check()
    assert (kept["lost"], kept["damaged"]) == (0, 0)
    assert kept["rows"] == len(kept["records"])
