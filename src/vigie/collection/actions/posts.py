"""What one post of a phone holds, once read: the form in memory, each file sealed or already encrypted."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from vigie.kernel.api import Invalid, OrgId, world
from vigie.vault.api import Prepared, SealingWriter, prepare_sealed, sealing_writer

from ..pack import Instance, plain_path, read_instance
from ..rules.limits import MAX_XML
from ..rules.states import Encryption

LABEL_FILE = "attachment"
PIECE = 256 * 1024
_ODK_KEY, _ODK_ANSWERS, _ODK_MEDIA = "base64EncryptedKey", "encryptedXmlFile", "media/file"
_AGE_ANSWERS, _AGE_MEDIA = "sealedRecord", "sealedFile"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the form part of a post says of itself before anything is looked up.

    ``ciphertext`` names the files that were encrypted on the phone, the answers among them (``answers``).
    """

    instance: Instance
    encryption: Encryption
    answers: str = ""
    ciphertext: frozenset[str] = frozenset()


def read_envelope(xml: bytes) -> Envelope:
    """Read the form part of a post.

    Raises:
        Invalid: ``collection.xml.malformed``, ``collection.xml.refused``, ``collection.xml.too_large``.
    """
    if len(xml) > MAX_XML:
        raise Invalid("collection.xml.too_large")
    instance = read_instance(xml)
    values = instance.values
    if _ODK_KEY in values and _ODK_ANSWERS in values:
        return _envelope(instance, Encryption.ODK, _ODK_ANSWERS, _ODK_MEDIA)
    if _AGE_ANSWERS in values:
        return _envelope(instance, Encryption.AGE, _AGE_ANSWERS, _AGE_MEDIA)
    return Envelope(instance, Encryption.NONE)


def _envelope(instance: Instance, encryption: Encryption, answers: str, media: str) -> Envelope:
    names = {value for path, value in instance.values.items() if plain_path(path) in {answers, media}}
    return Envelope(instance, encryption, instance.values[answers], frozenset(names))


class Ciphertext:
    """Bytes that the phone encrypted: in memory, then in a file without a name that goes with the process."""

    IN_MEMORY = 512 * 1024

    def __init__(self) -> None:
        self._spool = tempfile.SpooledTemporaryFile(max_size=self.IN_MEMORY, dir=str(world().folder))  # noqa: SIM115 -- closed by abort

    def write(self, data: bytes) -> None:
        """Take bytes."""
        self._spool.write(data)

    def pieces(self) -> Iterator[bytes]:
        """Yield them from the start."""
        self._spool.seek(0)
        while piece := self._spool.read(PIECE):
            yield piece

    def abort(self) -> None:
        """Drop them."""
        self._spool.close()


@dataclass(slots=True)
class PostedFile:
    """One file of a post. ``name`` is the name of its part, as the form writes it; never a path on a disk."""

    name: str
    content_type: str
    organisation: OrgId
    sink: SealingWriter | Ciphertext
    age: bool = False
    size: int = 0
    prepared: Prepared | None = None
    _hash: hashlib._Hash = field(default_factory=hashlib.sha256, repr=False)

    def write(self, data: bytes) -> None:
        """Take bytes."""
        self.size += len(data)
        self._hash.update(data)
        self.sink.write(data)

    @property
    def digest(self) -> bytes:
        """Return the digest of its bytes; kept nowhere but under an HMAC."""
        return self._hash.digest()

    @property
    def kind(self) -> str:
        """Return ``image``, ``audio``, ``video`` or ``file``: as much as its content type says."""
        major = self.content_type.partition("/")[0].lower()
        return major if major in {"image", "audio", "video"} else "file"

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of a file that the phone encrypted.

        Raises:
            Invalid: ``collection.form_first``, it came before the form said so and was sealed again.
        """
        if not isinstance(self.sink, Ciphertext):
            raise Invalid("collection.form_first")
        return self.sink.pieces()

    def prepare(self) -> Prepared:
        """Make it durable, sealed; ``vault.enter`` then writes its row.

        What the phone sealed as an age file is kept as it is; any other ciphertext is sealed once more. Done again, it
        returns the same.
        """
        if self.prepared is None:
            self.prepared = self._prepare()
        return self.prepared

    def abort(self) -> None:
        """Drop it, unless it was made durable."""
        with suppress(OSError):
            self.sink.abort()

    def _prepare(self) -> Prepared:
        if isinstance(self.sink, SealingWriter):
            return self.sink.prepare()
        if self.age:
            with suppress(Invalid):
                return prepare_sealed(organisation=self.organisation, file=self.sink.pieces(), label=LABEL_FILE)
        self.sink = self._sealed_again(self.sink)
        return self.sink.prepare()

    def _sealed_again(self, spool: Ciphertext) -> SealingWriter:
        writer = sealing_writer(organisation=self.organisation, label=LABEL_FILE)
        for piece in spool.pieces():
            writer.write(piece)
        spool.abort()
        return writer


@dataclass(slots=True)
class Post:
    """One post, read to its end."""

    xml: bytes = field(repr=False)
    envelope: Envelope = field(repr=False)
    files: list[PostedFile] = field(default_factory=list)

    def close(self) -> None:
        """Drop every file that was not made durable."""
        for file in self.files:
            file.abort()


def new_file(*, organisation: OrgId, name: str, content_type: str, envelope: Envelope | None) -> PostedFile:
    """Begin a file: sealed as its bytes come, unless the form said that the phone encrypted it.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    encrypted = envelope is not None and name in envelope.ciphertext
    sink = Ciphertext() if encrypted else sealing_writer(organisation=organisation, label=LABEL_FILE)
    age = envelope is not None and envelope.encryption is Encryption.AGE
    return PostedFile(name, content_type, organisation, sink, age)
