"""Keys of people and associations: a passphrase opens a person's identity, which opens the association's.

``passphrase --Argon2id--> key --AEAD--> person's identity (X25519) --age--> association's identity (X25519, one per epoch)``
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import asdict, dataclass

import pyrage
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SALT_LENGTH = 16
NONCE_LENGTH = 12
KEY_LENGTH = 32
MIN_PASSPHRASE = 14
"""Characters, spaces included."""
_SESSION_INFO = b"vigie/vault/session"
_DRAFT_INFO = b"vigie/vault/draft"


class WrongKey(ValueError):
    """The passphrase, cookie or identity does not open this."""


def normalise(passphrase: str) -> str:
    """Return a passphrase as it is derived: two keyboards write one accent in two ways, a phone puts a capital first."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).casefold().split())


@dataclass(frozen=True, slots=True)
class Kdf:
    """Cost of turning a passphrase into a key (Argon2id): 64 MiB, three passes, one lane, about 0.15 s."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def derive(self, passphrase: str, salt: bytes) -> bytes:
        """Return 32 bytes; the passphrase is normalised first."""
        text = normalise(passphrase)
        return hash_secret_raw(text.encode(), salt, self.passes, self.memory_kib, self.lanes, KEY_LENGTH, Type.ID)

    def as_dict(self) -> dict[str, int]:
        """Return the parameters, to keep beside the salt."""
        return asdict(self)


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """An X25519 pair in age's writing. The identity is never printed."""

    public: str
    identity: str

    @classmethod
    def generate(cls) -> Pair:
        """Return a new pair."""
        identity = pyrage.x25519.Identity.generate()
        return cls(str(identity.to_public()), str(identity))


def public_of(identity: str) -> str:
    """Return the recipient that belongs to an identity."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def box(key: bytes, secret: bytes, *, bound_to: str) -> bytes:
    """Seal ``secret`` under a 32-byte key; ``bound_to`` must be given again to open it."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, secret, bound_to.encode())


def unbox(key: bytes, boxed: bytes, *, bound_to: str) -> bytes:
    """Open what ``box`` sealed.

    Raises:
        WrongKey: other key, other ``bound_to``, altered or cut bytes.
    """
    try:
        return ChaCha20Poly1305(key).decrypt(boxed[:NONCE_LENGTH], boxed[NONCE_LENGTH:], bound_to.encode())
    except (InvalidTag, ValueError):
        raise WrongKey from None


def seal_to(recipients: list[str], data: bytes) -> bytes:
    """Return an age file of ``data`` for these recipients (``age1...``)."""
    sealed: bytes = pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients])
    return sealed


def open_with(identities: list[str], file: bytes) -> bytes:
    """Open a whole age file.

    Raises:
        WrongKey: no identity fits, or the file is damaged; age does not give anything of it.
    """
    try:
        data: bytes = pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(identity) for identity in identities])
    except pyrage.DecryptError:
        raise WrongKey from None
    return data


def new_salt() -> bytes:
    """Return a new random salt."""
    return secrets.token_bytes(SALT_LENGTH)


def new_cookie() -> str:
    """Return the 256 random bits that hold a vault open."""
    return secrets.token_urlsafe(32)


def cookie_name(cookie: str) -> str:
    """Return what the database knows a cookie by; the key cannot be found from it."""
    return hashlib.sha256(cookie.encode()).hexdigest()


def cookie_key(cookie: str) -> bytes:
    """Return the key that the cookie holds."""
    return HKDF(hashes.SHA256(), KEY_LENGTH, None, _SESSION_INFO).derive(cookie.encode())


def draft_key(cookie: str) -> bytes:
    """Return the key of drafts that their own cookie holds."""
    return HKDF(hashes.SHA256(), KEY_LENGTH, None, _DRAFT_INFO).derive(cookie.encode())
