"""What a crash leaves is found; what is lost is said."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from tests.factories.vault import LISIERE, Holder
from vigie.kernel.api import Invalid
from vigie.vault.api import (
    copy_keystore,
    discard,
    erase,
    keep_odk,
    make_bundle,
    odk_public_key,
    open_sealed,
    prepare,
    protect_secret,
    proven_erasures,
    reconcile,
    replay_erasures,
    reveal_secret,
    seal,
    sealing_writer,
    verify_openable,
)
from vigie.vault.blobs import blobs
from vigie.vault.keystore import Keystore, keystore
from vigie.vault.models import SealedObject

pytestmark = pytest.mark.django_db
Callback = Callable[..., AbstractContextManager[list[Callable[[], object]]]]
AT_ONCE = dt.timedelta(0)
CRASH = """
import os, signal
from vigie.vault.blobs import FolderStore
from vigie.vault.keystore import Keystore
from pathlib import Path
folder = Path(os.environ["VIGIE_DATA"])
store = FolderStore(folder / "vault")
left = store.writer("half1")
left.write(b"x" * 1000)
store.put_stream("body1", [b"x" * 1000])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_between_body_and_header_it_leaves_an_orphan_that_goes(
    alma: Holder, now: dt.datetime, folder: Path
) -> None:
    ref = seal(organisation=LISIERE, data=b"kept", label="x", now=now)
    run = subprocess.run([sys.executable, "-c", CRASH], env={**os.environ, "VIGIE_DATA": str(folder)}, check=False)
    assert run.returncode == -signal.SIGKILL

    assert reconcile().orphan_bodies == (), "young ones may belong to a transaction under way"
    looked = reconcile(older_than=AT_ONCE, remove=False)
    assert (looked.orphan_bodies, "body1" in blobs().names()) == (("body1",), True)
    found = reconcile(older_than=AT_ONCE)
    assert (found.unfinished, found.orphan_bodies, found.lost) == (1, ("body1",), ())
    assert list(blobs().names()) == [ref]
    assert open_sealed(unlocked=alma.open(now), ref=ref, motive="essai", now=now) == b"kept"


def test_a_header_whose_transaction_was_rolled_back_goes(alma: Holder) -> None:
    prepared = prepare(organisation=LISIERE, data=b"never entered", label="x")
    assert reconcile().orphan_headers == ()
    found = reconcile(older_than=AT_ONCE)
    assert (found.orphan_headers, keystore().count()) == ((prepared.ref,), 0)
    assert list(blobs().names()) == []


def test_a_prepared_object_that_is_not_wanted_leaves_nothing(alma: Holder) -> None:
    prepared = prepare(organisation=LISIERE, data=b"the same record, posted twice at once", label="x")
    discard(prepared)
    assert (keystore().count(), list(blobs().names())) == (0, [])


def test_an_erasure_that_a_crash_cut_short_is_finished(alma: Holder, now: dt.datetime) -> None:
    ref = seal(organisation=LISIERE, data=b"x", label="x", now=now)
    erase(acting=alma.acting, ref=ref, reason="essai", now=now)  # the test's transaction is never committed
    assert keystore().get(ref) is not None
    assert reconcile().unfinished_erasures == (ref,)
    assert (keystore().get(ref), blobs().names_of(ref), reconcile().unfinished_erasures) == (None, [], ())


def test_what_is_lost_is_listed_and_left(alma: Holder, now: dt.datetime) -> None:
    no_body, no_header, fine = (seal(organisation=LISIERE, data=b"x", label="x", now=now) for _ in range(3))
    blobs().delete(no_body)
    with closing(sqlite3.connect(keystore().path)) as file, file:
        file.execute("DELETE FROM headers WHERE object_id = ?", (no_header,))
    assert set(reconcile(older_than=AT_ONCE).lost) == {no_body, no_header}
    assert reconcile(older_than=AT_ONCE).orphan_bodies == ()
    assert keystore().get(fine) is not None


def test_what_a_newer_keystore_proves_erased_is_erased_again_and_is_not_missing(
    alma: Holder, now: dt.datetime, django_capture_on_commit_callbacks: Callback
) -> None:
    erased, kept = (seal(organisation=LISIERE, data=b"x", label="x", now=now) for _ in range(2))
    keystore().delete(erased)
    assert (proven_erasures(), reconcile(older_than=AT_ONCE).lost) == ((erased,), ())
    with django_capture_on_commit_callbacks(execute=True):
        assert replay_erasures(now=now) == (erased,)
    row = SealedObject.objects.get(id=erased)
    assert (row.erased_at, row.erasure.reason) == (now, "effacé depuis la sauvegarde remise")
    assert (blobs().names_of(erased), replay_erasures(now=now)) == ([], ())
    found = verify_openable(limit=10)
    assert (found.checked, found.damaged) == (1, ())
    assert keystore().get(kept) is not None


def test_a_restored_copy_opens(alma: Holder, now: dt.datetime, tmp_path: Path) -> None:
    ref = seal(organisation=LISIERE, data=b"x", label="x", now=now)
    copy_keystore(tmp_path / "backup.sqlite3")
    assert Keystore(tmp_path / "backup.sqlite3").get(ref) == keystore().get(ref)


def test_a_check_tells_whole_from_damaged(alma: Holder, now: dt.datetime) -> None:
    fine = seal(organisation=LISIERE, data=b"x", label="x", now=now)
    at_receipt = seal(organisation=LISIERE, data=b"x", label="x", now=now, intake=True)
    with sealing_writer(organisation=LISIERE, label="x") as writer:
        writer.write(b"v" * 100_000)
        cut = writer.close(now=now)
    manifest, files = make_bundle(
        public=odk_public_key(organisation=LISIERE, now=now),
        form_id="f",
        version="",
        instance_id="i",
        xml=b"x",
        media={},
    )
    keep_odk(organisation=LISIERE, manifest=manifest, label="x", now=now, files={n: [d] for n, d in files.items()})
    blobs().put_stream(cut, [b"".join(blobs().open(cut))[:70_000]])

    closed = verify_openable(limit=10)
    assert (closed.checked, closed.opened, closed.damaged) == (4, 1, ())
    opened = verify_openable(limit=10, unlocked=alma.open(now))
    assert (opened.checked, opened.opened, opened.damaged) == (4, 2, (cut,))
    for ref in (fine, at_receipt):
        blobs().delete(ref)
    assert set(verify_openable(limit=10).damaged) == {fine, at_receipt}


def test_the_server_s_small_secrets_are_encrypted(folder: Path) -> None:
    protected = protect_secret("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DP" not in protected
    assert reveal_secret(protected) == "JBSWY3DPEHPK3PXP"
    for altered in (protected[:-4] + "AAAA", "", "pas du base64 !"):
        with pytest.raises(Invalid):
            reveal_secret(altered)
    (folder / "secrets" / "server.key").unlink()
    with pytest.raises(Invalid):
        reveal_secret(protected)
