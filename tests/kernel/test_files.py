"""People's files: encrypted on the disk, read back, shredded for good, in this world alone."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.kernel.api import (
    FILE_KEYS,
    FILES_FOLDER,
    FileRef,
    NoFile,
    check_files,
    copy_file_keys,
    erase_file,
    erase_files,
    files_of,
    keep_file,
    practising,
    read_file,
    read_files,
)

SECRET = b"Curriculum d'une personne invent\xc3\xa9e, 06 00 00 00 00"


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())


@given(data=st.binary(max_size=5000), owner=st.text(min_size=1, max_size=60).filter(lambda s: s.isprintable()))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_is_read_back_byte_for_byte(folder, data, owner):
    assert read_file(keep_file(data, owner=owner)) == data
    assert read_file(keep_file(io.BytesIO(data), owner=owner)) == data


def test_nothing_readable_rests_on_the_disk_and_nothing_is_open_to_others(folder):
    ref = keep_file(SECRET, owner="application:1")
    assert SECRET not in everything(folder)
    assert b"Curriculum" not in everything(folder)
    body = folder / FILES_FOLDER / ref[:2] / ref
    assert [oct(p.stat().st_mode & 0o777) for p in (body, folder / FILE_KEYS)] == ["0o600", "0o600"]


def test_an_erased_file_is_gone_with_its_key_from_the_store_and_its_log(folder):
    ref = keep_file(SECRET, owner="application:1")
    with closing(sqlite3.connect(folder / FILE_KEYS)) as db:
        wrapped = db.execute("SELECT wrapped FROM keys").fetchone()[0]
    assert wrapped in everything(folder)
    erase_file(ref)
    erase_file(ref)
    assert wrapped not in everything(folder)
    assert list((folder / FILES_FOLDER).rglob(f"*{ref}*")) == []
    with pytest.raises(NoFile):
        read_file(ref)


def test_a_body_kept_aside_opens_no_more_once_its_key_is_erased(folder):
    ref = keep_file(SECRET, owner="application:1")
    body = folder / FILES_FOLDER / ref[:2] / ref
    aside = body.read_bytes()
    erase_file(ref)
    body.write_bytes(aside)
    with pytest.raises(NoFile):
        read_file(ref)


def test_the_files_of_one_owner_go_together_and_those_of_another_stay(folder):
    mine = [keep_file(SECRET, owner="application:1"), keep_file(b"letter", owner="application:1")]
    other = keep_file(b"other", owner="application:10")
    assert files_of(owner="application:1") == mine
    assert erase_files(owner="application:1") == 2
    assert files_of(owner="application:1") == []
    assert read_files([*mine, other]) == {other: b"other"}


def test_a_body_that_was_changed_or_put_under_another_name_is_refused_and_told(folder):
    one, two = keep_file(b"one", owner="a"), keep_file(b"two", owner="a")
    path = {ref: folder / FILES_FOLDER / ref[:2] / ref for ref in (one, two)}
    first, second = path[one].read_bytes(), path[two].read_bytes()
    path[one].write_bytes(second)
    path[two].write_bytes(second[:-1] + bytes([second[-1] ^ 1]))
    assert set(check_files().damaged) == {one, two}
    path[one].write_bytes(first)
    assert (check_files().checked, check_files().damaged) == (2, (two,))
    path[two].unlink()
    assert check_files().damaged == (two,)


def test_without_the_secret_of_the_house_nothing_opens(folder):
    ref = keep_file(SECRET, owner="a")
    (folder / "secrets" / "files.key").write_text("00" * 32)
    with pytest.raises(NoFile):
        read_file(ref)


def test_a_file_of_the_practice_world_is_not_in_the_real_one(folder):
    with practising():
        ref = keep_file(b"exercise", owner="a")
        assert read_file(ref) == b"exercise"
    with pytest.raises(NoFile):
        read_file(ref)
    with pytest.raises(NoFile):
        read_file(FileRef("../../etc/passwd"))


def test_a_copy_of_the_keys_is_private_and_holds_those_of_its_moment(folder, tmp_path):
    keep_file(b"one", owner="a")
    copy = tmp_path / "copies.sqlite3"
    assert copy_file_keys(copy) == 1
    keep_file(b"two", owner="a")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM keys").fetchone()[0] == 1
    assert copy.stat().st_mode & 0o777 == 0o600
