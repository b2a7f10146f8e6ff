"""Encrypted bundles of ODK Collect: kept as they come, opened by a keyholder, re-sealed as age."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import IntegrityError

from vigie.kernel.api import Denied, Invalid, Missing, OrgId, VaultRef, atomic, new_id

from ..blobs import NoBlob, blobs
from ..keystore import keystore
from ..models import OdkKey, SealedObject
from ..rules import odk
from ..rules.keys import WrongKey, open_with
from ..rules.sizes import size_band
from .erasing import mark_erased
from .keys import make_odk_key
from .opening import find_object, header_of, record_opening, require_open
from .sealing import Prepared, enter, key_in_use, prepare, sealing_writer
from .unlocking import Unlocked

PART_SALT = "odk:part"


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle that was kept, and the names of the ``.enc`` files that have not come yet."""

    ref: VaultRef
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A record of Collect in clear. ``verified`` is false when files are missing: then nothing proves it was not altered."""

    form_id: str
    version: str
    instance_id: str
    xml: bytes = field(repr=False)
    media: tuple[str, ...]
    """Names, as they were before encryption, of the media that can be read."""
    verified: bool
    read: Callable[[str], Iterator[bytes]] = field(repr=False)
    """Gives a medium in clear, piece by piece, by its name."""


@dataclass(frozen=True, slots=True)
class Resealed:
    """What became of a bundle: its answers and its media, by name, as age objects."""

    xml: VaultRef
    media: Mapping[str, VaultRef]


@dataclass(frozen=True, slots=True)
class _Bundle:
    """A bundle whose record key is open."""

    ref: VaultRef
    manifest: odk.Manifest
    private: rsa.RSAPrivateKey
    key: odk.RecordKey

    def read(self, name: str) -> Iterator[bytes]:
        """Yield a file in clear, by its ``.enc`` name."""
        return odk.open_file(self.key, self.manifest.files.index(name), blobs().open(part_of(self.ref, name)))

    def verify(self) -> bool:
        """Decrypt every file, keep nothing, and say whether the signature fits."""
        digests = {name: odk.file_digest(self.read(name)) for name in self.manifest.files}
        return odk.signature_fits(self.manifest, self.private, digests)


def part_of(ref: VaultRef, name: str) -> str:
    """Return the name of the body of one file: a tag of its own name, which may say too much (a person's, a place's)."""
    tag = hmac.new(keystore().salt(PART_SALT), f"{ref}/{name}".encode(), hashlib.sha256)
    return f"{ref}.{tag.hexdigest()[:32]}"


def odk_public_key(*, organisation: OrgId, now: dt.datetime) -> str:
    """Return the public key with which an association's phones encrypt (base64 SPKI DER), made on first need.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    in_use = OdkKey.objects.filter(organisation_id=organisation, retired_at=None)
    row = in_use.first()
    if row is not None:
        return row.public
    try:
        with atomic():
            return make_odk_key(key_in_use(organisation), now).public
    except IntegrityError:  # made by another request at the same moment
        return in_use.get().public


def keep_odk(
    *,
    organisation: OrgId,
    manifest: bytes,
    label: str,
    now: dt.datetime,
    files: Mapping[str, Iterable[bytes]] | None = None,
) -> Kept:
    """Keep an encrypted bundle: the files that came with it, then the manifest as its header, then its row.

    Args:
        organisation: the owner.
        manifest: the XML part of the post.
        label: a short code of its purpose.
        now: when.
        files: the ``.enc`` files of this post, by name, in pieces; those the manifest does not name are left out.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.not_bundle``.
    """
    try:
        parsed = odk.parse_manifest(manifest)
    except odk.BadBundle:
        raise Invalid("vault.not_bundle") from None
    key = key_in_use(organisation)
    ref = VaultRef(new_id())
    for name, pieces in (files or {}).items():
        if name in parsed.files:
            blobs().put_stream(part_of(ref, name), pieces)
    keystore().put(ref, manifest)
    band = size_band(_weight(ref))
    enter(Prepared(ref, organisation, key.epoch, label, band, kind=SealedObject.Kind.ODK), now=now)
    return Kept(ref, _missing(ref, parsed))


def keep_odk_part(*, ref: VaultRef, name: str, pieces: Iterable[bytes]) -> Kept:
    """Keep a file of a bundle that came in a later post; the same file sent again replaces itself.

    Raises:
        Invalid: ``vault.damaged``.
        Missing: ``vault.no_object``, ``vault.erased``; ``vault.no_part``, the manifest does not name it.
    """
    row, parsed = _odk_row(ref)
    if name not in parsed.files:
        raise Missing("vault.no_part")
    blobs().put_stream(part_of(ref, name), pieces)
    row.size_band = size_band(_weight(ref)).value
    row.save(update_fields=["size_band"])
    return Kept(ref, _missing(ref, parsed))


def odk_missing(*, ref: VaultRef) -> tuple[str, ...]:
    """Return the names of the ``.enc`` files of a bundle that have not come; for refusals see ``keep_odk_part``."""
    return _missing(ref, _odk_row(ref)[1])


def _odk_row(ref: VaultRef, organisation: OrgId | None = None) -> tuple[SealedObject, odk.Manifest]:
    row = find_object(ref, organisation)
    if row.kind != SealedObject.Kind.ODK:
        raise Missing("vault.no_object")
    try:
        return row, odk.parse_manifest(header_of(ref))
    except odk.BadBundle:
        raise Invalid("vault.damaged") from None


def _missing(ref: VaultRef, manifest: odk.Manifest) -> tuple[str, ...]:
    present = set(blobs().names_of(ref))
    return tuple(name for name in manifest.files if part_of(ref, name) not in present)


def _weight(ref: VaultRef) -> int:
    store = blobs()
    return sum(store.length(name) for name in store.names_of(ref))


def open_odk(
    *, unlocked: Unlocked | None, ref: VaultRef, motive: str, now: dt.datetime, even_incomplete: bool = False
) -> OpenedBundle:
    """Open a bundle of Collect: every file is decrypted and checked once before anything of it is given.

    Raises:
        Denied: ``vault.locked``, ``vault.key_gone``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``; ``vault.damaged``; ``vault.incomplete``, unless
            ``even_incomplete`` and the answers themselves have come.
        Missing: ``vault.no_object``, ``vault.erased``.
    """
    holder = require_open(unlocked)
    with atomic():
        row, manifest = _odk_row(ref, holder.organisation)
        record_opening(unlocked=holder, row=row, motive=motive, now=now)
        return _read_bundle(ref, manifest, holder, even_incomplete=even_incomplete)


def _read_bundle(ref: VaultRef, manifest: odk.Manifest, holder: Unlocked, *, even_incomplete: bool) -> OpenedBundle:
    missing = _missing(ref, manifest)
    if manifest.xml in missing or (missing and not even_incomplete):
        raise Invalid("vault.incomplete", count=len(missing))
    bundle = _unwrap(ref, manifest, holder)
    try:
        verified = not missing and bundle.verify()
        if not missing and not verified:
            raise Invalid("vault.damaged")
        xml = b"".join(bundle.read(manifest.xml))
    except (NoBlob, odk.BadBundle):
        raise Invalid("vault.damaged") from None
    names = {odk.plain_name(name): name for name in manifest.media if name not in missing}
    return OpenedBundle(
        form_id=manifest.form_id,
        version=manifest.version,
        instance_id=manifest.instance_id,
        xml=xml,
        media=tuple(names),
        verified=verified,
        read=lambda name: bundle.read(names[name]),
    )


def _unwrap(ref: VaultRef, manifest: odk.Manifest, holder: Unlocked) -> _Bundle:
    """Open the record's key with the association's pair for which it was made.

    Raises:
        Denied: ``vault.key_gone``.
        Invalid: ``vault.damaged``.
    """
    for row in OdkKey.objects.filter(organisation_id=holder.organisation):
        try:
            private = odk.load_private(open_with(list(holder.identities), bytes(row.sealed_private)))
            return _Bundle(ref, manifest, private, odk.record_key(manifest, private))
        except (WrongKey, odk.OtherKey):
            continue
        except odk.BadBundle:
            raise Invalid("vault.damaged") from None
    raise Denied("vault.key_gone")


def reseal_odk(*, unlocked: Unlocked | None, ref: VaultRef, motive: str, now: dt.datetime) -> Resealed:
    """Turn a complete bundle into age objects of the same owner and label, and destroy the bundle.

    For refusals see ``open_odk``.
    """
    holder = require_open(unlocked)
    with atomic():
        opened = open_odk(unlocked=holder, ref=ref, motive=motive, now=now)
        row = find_object(ref, holder.organisation)
        xml = enter(prepare(organisation=holder.organisation, data=opened.xml, label=row.label), now=now)
        media = {name: _reseal_medium(holder.organisation, row.label, opened.read(name), now) for name in opened.media}
        mark_erased(row=row, actor=holder, reason=motive, now=now)
    return Resealed(xml, media)


def _reseal_medium(organisation: OrgId, label: str, pieces: Iterable[bytes], now: dt.datetime) -> VaultRef:
    with sealing_writer(organisation=organisation, label=label) as writer:
        for piece in pieces:
            writer.write(piece)
        return writer.close(now=now)
