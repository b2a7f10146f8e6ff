"""What the server may know of a record at receipt: little, and only what the form's rings allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vigie.kernel.api import Invalid, OrgId, Ring
from vigie.vault.api import Prepared, prepare, prepare_sealed
from vigie.vault.api import receive as receive_from_phone

from ..models import FormVersion
from ..pack import Instance, plain_path, read_instance
from ..rules.minors import states_minor
from ..rules.states import Encryption
from .posts import Post

LABEL = "submission"
AUDIT = "audit.csv"
"""Named in a form's ``meta`` block, which answers leave out."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the server keeps readable of a record, and its answers as they came, sealed and durable.

    ``prepared`` is ``None`` for a bundle of Collect, which the vault keeps in its own way.
    """

    prepared: Prepared | None
    shared: Mapping[str, str] = field(default_factory=dict)
    minor: bool = False


def seal_record(*, organisation: OrgId, version: FormVersion, post: Post) -> Known:
    """Seal the answers of a post and return what may stay readable of them.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``collection.answers_missing``; ``vault.not_age``, ``vault.damaged``, what the phone sealed cannot be.
    """
    if post.envelope.encryption is Encryption.ODK:
        return Known(None)
    if post.envelope.encryption is Encryption.AGE:
        return _sealed_on_phone(organisation, version, post)
    prepared = prepare(organisation=organisation, data=post.xml, label=LABEL)
    return _known(prepared, post.envelope.instance, version)


def _sealed_on_phone(organisation: OrgId, version: FormVersion, post: Post) -> Known:
    answers = next((file for file in post.files if file.name == post.envelope.answers), None)
    if answers is None:
        raise Invalid("collection.answers_missing")
    sealed = b"".join(answers.pieces())
    try:
        received = receive_from_phone(organisation=organisation, file=sealed, label=LABEL)
    except Invalid as refusal:
        if refusal.code != "vault.not_for_intake":
            raise
        return Known(prepare_sealed(organisation=organisation, file=sealed, label=LABEL))
    try:
        return _known(received.prepared, read_instance(received.data), version)
    except Invalid:  # the phone sealed something that is no form: it stays sealed, a person will look
        return Known(received.prepared)


def _known(prepared: Prepared, instance: Instance, version: FormVersion) -> Known:
    """Part the answers. A minor's record shares nothing, whatever the form says; nor does a form not reviewed."""
    minor = states_minor(instance.values)
    shares = version.shares and not minor
    return Known(prepared, shared_answers(version, instance.values) if shares else {}, minor)


def shared_answers(version: FormVersion, values: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to questions that a version marks as shared; what it does not know is sealed."""
    return {path: value for path, value in values.items() if version.rings.get(plain_path(path)) == Ring.SHARED}


def file_names(version: FormVersion, post: Post) -> tuple[frozenset[str], frozenset[str]]:
    """Return the file names that a form holds anywhere, then those without which it is not complete."""
    envelope = post.envelope
    if envelope.encryption is not Encryption.NONE:
        names = envelope.ciphertext - {envelope.answers}
        return names, names
    media = set(version.media_paths)
    values = envelope.instance.values
    expected = frozenset(value for path, value in values.items() if plain_path(path) in media)
    return frozenset(values.values()) | {AUDIT}, expected
