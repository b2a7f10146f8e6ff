"""Encrypted bundles of ODK Collect: make them (as Collect does) and open them, piece by piece.

Specification: https://getodk.github.io/xforms-spec/encrypted-forms. A bundle is a manifest in XML, which holds the record's
AES key wrapped by RSA, and one ``.enc`` file per medium, the answers last. AES-256-CFB carries no seal of its own; only
the manifest's "signature" (a digest, wrapped by RSA) tells a flipped bit. Anyone who has the public key can make a valid
bundle: it proves nothing about its author.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape, quoteattr

from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from defusedxml import ElementTree, common

XML_FILE = "submission.xml"
SUFFIX = ".enc"
NAMESPACE = "http://www.opendatakit.org/xforms/encrypted"
NAMESPACES = frozenset({NAMESPACE, "http://opendatakit.org/submissions"})
BLOCK = 16
KEY_LENGTH = 32
MAX_MANIFEST = 1_000_000
_OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class BadBundle(ValueError):
    """Not an encrypted bundle of Collect, or a damaged one."""


class OtherKey(ValueError):
    """The bundle was made for another public key."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest of an encrypted record says, all of it in clear but the two wrapped values."""

    form_id: str
    version: str
    instance_id: str
    wrapped_key: str
    wrapped_signature: str
    media: tuple[str, ...]
    """Names of the ``.enc`` files of the media, in the order in which their IVs follow."""
    xml: str
    """Name of the ``.enc`` file of the answers."""

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of all ``.enc`` files, in the order of their IVs: media first, answers last."""
        return (*self.media, self.xml)


@dataclass(frozen=True, slots=True, repr=False)
class RecordKey:
    """The AES key of one record and the seed of its IVs. Never printed."""

    secret: bytes
    instance_id: str

    def iv(self, index: int) -> bytes:
        """Return the IV of file number ``index``: byte k of the seed has been bumped once for each file k, k+16..."""
        seed = bytearray(hashlib.md5(self.instance_id.encode() + self.secret, usedforsecurity=False).digest())
        for step in range(index + 1):
            seed[step % BLOCK] = (seed[step % BLOCK] + 1) % 256
        return bytes(seed)


def plain_name(name: str) -> str:
    """Return the name of a file before it was encrypted."""
    return name.removesuffix(SUFFIX)


def parse_manifest(manifest: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        BadBundle: not XML, too long, another kind of document, or without key, instanceID or answers.
    """
    if len(manifest) > MAX_MANIFEST:
        raise BadBundle("manifest too long")
    try:
        root = ElementTree.fromstring(manifest, forbid_dtd=True)
    except (ParseError, common.DefusedXmlException, ValueError, LookupError):
        raise BadBundle("not XML") from None
    namespace, _, tag = root.tag.removeprefix("{").partition("}")
    if tag != "data" or namespace not in NAMESPACES or root.get("encrypted") != "yes":
        raise BadBundle("not an encrypted record")
    media = [_text(file) for group in _named(root, "media") for file in _named(group, "file")]
    found = Manifest(
        form_id=root.get("id", ""),
        version=root.get("version", ""),
        instance_id=_one(root, "instanceID"),
        wrapped_key=_one(root, "base64EncryptedKey"),
        wrapped_signature=_one(root, "base64EncryptedElementSignature"),
        media=tuple(media),
        xml=_one(root, "encryptedXmlFile"),
    )
    if not (found.instance_id and found.wrapped_key and found.xml) or len(set(found.files)) != len(found.files):
        raise BadBundle("incomplete manifest")
    return found


def _named(element: Element, name: str) -> Iterator[Element]:
    """Yield the descendants called ``name`` in any namespace: Collect and the specification disagree on it."""
    return (child for child in element.iter() if child is not element and child.tag.rpartition("}")[2] == name)


def _one(root: Element, name: str) -> str:
    return next((_text(element) for element in _named(root, name)), "")


def _text(element: Element) -> str:
    return (element.text or "").strip()


def _unwrap(private: rsa.RSAPrivateKey, wrapped: str) -> bytes:
    try:
        return private.decrypt(base64.b64decode(wrapped, validate=True), _OAEP)
    except binascii.Error:
        raise BadBundle("base64") from None
    except ValueError:
        raise OtherKey from None


def record_key(manifest: Manifest, private: rsa.RSAPrivateKey) -> RecordKey:
    """Unwrap the key of a record.

    Raises:
        BadBundle: the wrapped key is not base64, or is no AES key.
        OtherKey: it was wrapped for another public key.
    """
    secret = _unwrap(private, manifest.wrapped_key)
    if len(secret) != KEY_LENGTH:
        raise BadBundle("key length")
    return RecordKey(secret, manifest.instance_id)


def open_file(key: RecordKey, index: int, body: Iterable[bytes]) -> Iterator[bytes]:
    """Yield file number ``index`` of the bundle in clear; its last block waits for the end, to take the padding off.

    Raises:
        BadBundle: cut short, or its padding is wrong. A flipped bit elsewhere is only told by ``signature_fits``.
    """
    decryptor = Cipher(AES(key.secret), CFB(key.iv(index))).decryptor()
    pending = bytearray()
    for piece in body:
        pending += decryptor.update(piece)
        ready = (len(pending) - 1) // BLOCK * BLOCK
        if ready > 0:
            yield bytes(pending[:ready])
            del pending[:ready]
    pending += decryptor.finalize()
    count = pending[-1] if pending else 0
    if len(pending) != BLOCK or not 1 <= count <= BLOCK or pending[-count:] != bytes([count]) * count:
        raise BadBundle("cut short")
    yield bytes(pending[:-count])


def file_digest(pieces: Iterable[bytes]) -> str:
    """Return the MD5 of a file in clear, as the signature wants it."""
    digest = hashlib.md5(usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def signed_text(manifest: Manifest, digests: Mapping[str, str]) -> bytes:
    """Return the digest that the manifest's signature wraps, from the MD5 of each file (by its ``.enc`` name)."""
    lines = [manifest.form_id, *([manifest.version] if manifest.version else [])]
    lines += [manifest.wrapped_key, manifest.instance_id]
    lines += [f"{plain_name(name)}::{digests[name]}" for name in manifest.media]
    lines.append(f"{XML_FILE}::{digests[manifest.xml]}")
    return hashlib.md5(("\n".join(lines) + "\n").encode(), usedforsecurity=False).digest()


def signature_fits(manifest: Manifest, private: rsa.RSAPrivateKey, digests: Mapping[str, str]) -> bool:
    """Say whether every file is byte for byte what was encrypted. A manifest without signature never fits."""
    try:
        found = _unwrap(private, manifest.wrapped_signature)
    except (BadBundle, OtherKey):
        return False
    return secrets.compare_digest(found, signed_text(manifest, digests))


def generate_pair() -> tuple[str, bytes]:
    """Return a new RSA-2048 pair: the public key in base64 (SPKI DER, what an XForm carries), the private one in DER."""
    private = rsa.generate_private_key(65537, 2048)
    spki = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    secret = private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return base64.b64encode(spki).decode(), secret


def load_private(der: bytes) -> rsa.RSAPrivateKey:
    """Return a private key from its DER.

    Raises:
        BadBundle: not an RSA key.
    """
    key = serialization.load_der_private_key(der, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BadBundle("not an RSA key")
    return key


def _load_public(spki: str) -> rsa.RSAPublicKey:
    key = serialization.load_der_public_key(base64.b64decode(spki))
    if not isinstance(key, rsa.RSAPublicKey):
        raise BadBundle("not an RSA key")
    return key


def make_bundle(
    *, public: str, form_id: str, version: str, instance_id: str, xml: bytes, media: Mapping[str, bytes]
) -> tuple[bytes, dict[str, bytes]]:
    """Return the manifest and the ``.enc`` files of a record, exactly as Collect makes them.

    For the demonstration and the tests: the product itself never encrypts this way.
    """
    theirs = _load_public(public)
    key = RecordKey(secrets.token_bytes(KEY_LENGTH), instance_id)
    plain = {**{name + SUFFIX: data for name, data in media.items()}, XML_FILE + SUFFIX: xml}
    manifest = Manifest(
        form_id,
        version,
        instance_id,
        _wrap(theirs, key.secret),
        "",
        tuple(n + SUFFIX for n in media),
        XML_FILE + SUFFIX,
    )
    digests = {name: file_digest([data]) for name, data in plain.items()}
    signature = _wrap(theirs, signed_text(manifest, digests))
    files = {name: _encrypt(key, index, plain[name]) for index, name in enumerate(manifest.files)}
    return _write_manifest(manifest, signature), files


def _wrap(public: rsa.RSAPublicKey, secret: bytes) -> str:
    return base64.b64encode(public.encrypt(secret, _OAEP)).decode()


def _encrypt(key: RecordKey, index: int, data: bytes) -> bytes:
    encryptor = Cipher(AES(key.secret), CFB(key.iv(index))).encryptor()
    count = BLOCK - len(data) % BLOCK
    return encryptor.update(data + bytes([count]) * count) + encryptor.finalize()


def _write_manifest(manifest: Manifest, signature: str) -> bytes:
    media = "".join(f"<media><file>{escape(name)}</file></media>" for name in manifest.media)
    return (
        f'<data xmlns="{NAMESPACE}" id={quoteattr(manifest.form_id)} version={quoteattr(manifest.version)} encrypted="yes">'
        f"<base64EncryptedKey>{manifest.wrapped_key}</base64EncryptedKey>"
        '<orx:meta xmlns:orx="http://openrosa.org/xforms">'
        f"<orx:instanceID>{escape(manifest.instance_id)}</orx:instanceID></orx:meta>{media}"
        f"<encryptedXmlFile>{escape(manifest.xml)}</encryptedXmlFile>"
        f"<base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
    ).encode()
