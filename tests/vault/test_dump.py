"""Promise 3: who takes everything but the passphrases reads nothing that was re-wrapped.

The thief here knows every code path: they try each identity they can derive from the files and the rows.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from django.core import serializers

from tests.factories.vault import ELSEWHERE, LISIERE, OTHER_WORDS, WORDS, Holder, founded, joined
from vigie.kernel.api import ActorId, VaultRef
from vigie.vault.api import (
    keep_odk,
    lend,
    make_bundle,
    odk_public_key,
    open_intake,
    open_odk,
    rewrap_to_owner,
    seal,
    sealing_writer,
    unlock,
)
from vigie.vault.blobs import FolderStore
from vigie.vault.keystore import Keystore
from vigie.vault.models import Erasure, KeyHolder, KeyWrap, Loan, OdkKey, Opening, OrgKey, SealedObject, UnlockSession
from vigie.vault.rules import agehdr
from vigie.vault.rules.keys import Kdf, WrongKey, cookie_key, cookie_name, open_with, unbox

pytestmark = pytest.mark.django_db
NEEDLE = b"NOM-INVENTE 06 12 34 56 78"
MODELS = (OrgKey, OdkKey, KeyHolder, KeyWrap, SealedObject, Opening, Loan, Erasure, UnlockSession)
IDENTITY = re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]+")


def dump() -> str:
    """Every row of the vault, as a stolen database gives it."""
    return serializers.serialize("json", [row for model in MODELS for row in model.objects.all()])


def identities_in(folder: Path, rows: str) -> list[str]:
    """Every identity written anywhere in the data folder or in the rows."""
    haystacks = [path.read_bytes() for path in folder.rglob("*") if path.is_file()] + [rows.encode()]
    return sorted({found.decode() for text in haystacks for found in IDENTITY.findall(text)})


def opened_by(identities: list[str], folder: Path, ref: VaultRef, *, header_at: str = "") -> bytes | None:
    header = Keystore(folder / "keystore.sqlite3").get(VaultRef(header_at or ref))
    body = b"".join(FolderStore(folder / "vault").open(ref))
    try:
        return open_with(identities, (header or b"") + body) if identities else None
    except WrongKey:
        return None


@pytest.fixture
def sealed(alma: Holder, now: dt.datetime) -> list[VaultRef]:
    """A text, a medium, and a record that came by the intake key; all three now their association's alone."""
    joined(alma, now)
    refs = [seal(organisation=LISIERE, data=NEEDLE, label="x", now=now, intake=intake) for intake in (False, True)]
    with sealing_writer(organisation=LISIERE, label="x", intake=True) as writer:
        writer.write(NEEDLE * 5000)
        refs.append(writer.close(now=now))
    for ref in refs[1:]:
        assert NEEDLE in open_intake(ref=ref)
        rewrap_to_owner(ref=ref, now=now)
    return refs


def test_the_thief_opens_nothing_and_the_passphrase_opens_all(
    alma: Holder, sealed: list[VaultRef], now: dt.datetime, folder: Path
) -> None:
    cookie = unlock(acting=alma.acting, passphrase=WORDS, now=now).cookie  # a vault is open while the thief copies
    rows = dump()
    identities = identities_in(folder, rows)
    assert len(identities) == 1, "the intake key is the one identity that lies in the clear"
    assert [opened_by(identities, folder, ref) for ref in sealed] == [None, None, None]
    assert cookie not in rows
    assert NEEDLE.decode() not in rows

    holder = KeyHolder.objects.get(person_id="alma")
    key = Kdf(**holder.kdf).derive(WORDS, bytes(holder.salt))
    mine = unbox(key, bytes(holder.sealed_identity), bound_to="vigie/vault/lisiere/alma").decode()
    organisation = open_with([mine], bytes(KeyWrap.objects.get(holder=holder).wrapped)).decode()
    assert all(NEEDLE in (opened_by([organisation], folder, ref) or b"") for ref in sealed)
    session = UnlockSession.objects.get(cookie_hash=cookie_name(cookie))
    kept = json.loads(unbox(cookie_key(cookie), bytes(session.sealed_identities), bound_to="vigie/vault/lisiere/alma"))
    assert kept == {"1": organisation, "own": mine}


def test_what_is_lent_opens_with_the_borrower_s_passphrase_alone(
    alma: Holder, sealed: list[VaultRef], now: dt.datetime, folder: Path
) -> None:
    aviva = founded(now, person="aviva", organisation=ELSEWHERE, words=OTHER_WORDS)
    loans = lend(
        unlocked=alma.open(now),
        refs=sealed,
        borrower=ActorId("aviva"),
        borrower_organisation=ELSEWHERE,
        until=None,
        motive="mandat",
        now=now,
    )
    cookie = unlock(acting=aviva.acting, passphrase=OTHER_WORDS, now=now).cookie  # both vaults are open meanwhile
    rows = dump()
    identities = identities_in(folder, rows)
    assert len(identities) == 1, "the intake key is the one identity that lies in the clear"
    lent = [(ref, f"loan:{loan}") for ref, loan in zip(sealed, loans, strict=True)]
    assert [opened_by(identities, folder, ref, header_at=at) for ref, at in lent] == [None, None, None]
    assert cookie not in rows

    holder = KeyHolder.objects.get(person_id="aviva")
    key = Kdf(**holder.kdf).derive(OTHER_WORDS, bytes(holder.salt))
    theirs = unbox(key, bytes(holder.sealed_identity), bound_to="vigie/vault/elsewhere/aviva").decode()
    assert all(NEEDLE in (opened_by([theirs], folder, ref, header_at=at) or b"") for ref, at in lent)
    assert [opened_by([theirs], folder, ref) for ref in sealed] == [None, None, None], "their key opens no other header"
    association = open_with([theirs], bytes(KeyWrap.objects.get(holder=holder).wrapped)).decode()
    assert [opened_by([association], folder, ref, header_at=at) for ref, at in lent] == [None, None, None]


def test_control_before_the_rewrap_the_thief_would_read(alma: Holder, now: dt.datetime, folder: Path) -> None:
    ref = seal(organisation=LISIERE, data=NEEDLE, label="x", now=now, intake=True)
    assert NEEDLE in (opened_by(identities_in(folder, dump()), folder, ref) or b"")


def test_neither_the_hash_of_a_cookie_nor_a_row_is_a_key(
    alma: Holder, sealed: list[VaultRef], now: dt.datetime
) -> None:
    unlock(acting=alma.acting, passphrase=WORDS, now=now)
    session = UnlockSession.objects.latest("created_at")
    guesses = [bytes.fromhex(session.cookie_hash), cookie_key(session.cookie_hash), bytes(32)]
    for guess in guesses:
        with pytest.raises(WrongKey):
            unbox(guess, bytes(session.sealed_identities), bound_to="vigie/vault/lisiere/alma")


def test_an_older_backup_of_the_bodies_changes_nothing(alma: Holder, sealed: list[VaultRef], folder: Path) -> None:
    intake = (folder / "secrets" / "intake.key").read_text().strip()
    for ref in sealed:
        header = Keystore(folder / "keystore.sqlite3").get(ref)
        with pytest.raises(agehdr.NoMatch):
            agehdr.file_key(header or b"", [intake])


def test_the_phones_private_key_is_sealed_too(alma: Holder, now: dt.datetime, folder: Path) -> None:
    public = odk_public_key(organisation=LISIERE, now=now)
    manifest, files = make_bundle(
        public=public, form_id="f", version="1", instance_id="uuid:1", xml=NEEDLE, media={"a.jpg": NEEDLE}
    )
    kept = keep_odk(
        organisation=LISIERE,
        manifest=manifest,
        label="x",
        now=now,
        files={name: [data] for name, data in files.items()},
    )
    rows = dump()
    assert "PRIVATE KEY" not in rows
    with pytest.raises(WrongKey):
        open_with(identities_in(folder, rows), bytes(OdkKey.objects.get().sealed_private))
    opened = open_odk(unlocked=alma.open(now), ref=kept.ref, motive="témoin positif", now=now)
    assert opened.xml == NEEDLE
