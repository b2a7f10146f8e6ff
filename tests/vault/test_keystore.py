"""The keystore forgets what it is told to forget."""

from __future__ import annotations

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from vigie.kernel.api import VaultRef, practising, world
from vigie.vault.keystore import AlreadyThere, Keystore, keystore

SECRET = b"a header that must leave no trace" * 8


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("keystore.sqlite3*")))


def ref(number: int) -> VaultRef:
    return VaultRef(f"object{number:05d}")


def test_a_deleted_header_leaves_no_byte(folder: Path) -> None:
    store = keystore()
    for number in range(200):
        store.put(ref(number), SECRET if number == 77 else bytes([number]) * 300)
    assert SECRET in bytes_on_disk(folder)
    store.delete(ref(77))
    assert SECRET not in bytes_on_disk(folder)
    assert (store.get(ref(77)), store.get(ref(78)), store.count()) == (None, bytes([78]) * 300, 199)


def test_a_replaced_header_leaves_no_byte(folder: Path) -> None:
    store = keystore()
    store.put(ref(1), SECRET)
    store.replace([(ref(1), b"new" * 90)])
    assert SECRET not in bytes_on_disk(folder)
    assert store.get(ref(1)) == b"new" * 90


def test_control_without_secure_delete_the_bytes_stay(tmp_path: Path) -> None:
    """What the two tests above look for would be found, were it not for the pragma."""
    db = sqlite3.connect(tmp_path / "plain.sqlite3", isolation_level=None)
    db.execute("PRAGMA secure_delete=OFF").fetchone()
    db.execute("CREATE TABLE headers (id TEXT PRIMARY KEY, header BLOB) WITHOUT ROWID")
    db.executemany("INSERT INTO headers VALUES (?, ?)", [(str(n), SECRET + bytes([n])) for n in range(50)])
    db.execute("DELETE FROM headers")
    db.close()
    assert SECRET in (tmp_path / "plain.sqlite3").read_bytes()


def test_an_id_is_used_once_even_after_shredding() -> None:
    store = keystore()
    store.put(ref(1), b"x")
    with pytest.raises(AlreadyThere):
        store.put(ref(1), b"y")
    store.delete(ref(1))
    with pytest.raises(AlreadyThere):
        store.put(ref(1), b"z")
    assert store.is_shredded(ref(1))


def test_only_its_owner_reads_the_file(folder: Path) -> None:
    keystore().put(ref(1), b"x")
    assert stat.S_IMODE((folder / "keystore.sqlite3").stat().st_mode) == 0o600


def test_ids_come_all_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.vault.keystore.PAGE", 3)
    for number in (5, 1, 4, 2, 3, 6):
        keystore().put(ref(number), b"x")
    assert list(keystore().ids()) == [ref(number) for number in range(1, 7)]


def test_threads_write_at_once_and_lose_nothing() -> None:
    store = keystore()
    threads = [
        threading.Thread(target=lambda t=t: [store.put(ref(t * 100 + n), b"x") for n in range(25)]) for t in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.count() == 100


def test_the_practice_world_has_its_own() -> None:
    keystore().put(ref(1), b"real")
    with practising():
        assert keystore().get(ref(1)) is None
        keystore().put(ref(1), b"practice")
        assert keystore().path.parent == world().folder
    assert keystore().get(ref(1)) == b"real"


def test_a_copy_made_while_writing_is_whole(tmp_path: Path) -> None:
    keystore().put(ref(1), b"x")
    keystore().salt("dedup:a")
    copy = tmp_path / "copy" / "keystore.sqlite3"
    keystore().copy_to(copy)
    keystore().put(ref(2), b"later")
    found = Keystore(copy)
    assert (list(found.ids()), found.salt("dedup:a")) == ([ref(1)], keystore().salt("dedup:a"))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_restored_file_is_read_at_once(folder: Path, tmp_path: Path) -> None:
    keystore().put(ref(1), b"x")
    copy = tmp_path / "copy.sqlite3"
    keystore().copy_to(copy)
    keystore().put(ref(2), b"y")
    for path in folder.glob("keystore.sqlite3*"):
        path.unlink()
    copy.rename(folder / "keystore.sqlite3")
    assert list(keystore().ids()) == [ref(1)]


def test_salts_differ_by_name_and_stay() -> None:
    store = keystore()
    assert store.salt("a") == store.salt("a") != store.salt("b")
