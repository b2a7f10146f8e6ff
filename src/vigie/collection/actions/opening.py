"""Open a record of the mailbag: with a motive and a trace; or say what is wrong with it, what is kept and what can be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from vigie.journal.api import record as note
from vigie.kernel.api import Denied, Invalid, Missing, OrgId, Refusal, VaultRef, atomic
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import Unlocked, dedup_tag, open_odk, open_sealed, reseal_odk

from ..models import Attachment, Submission
from ..pack import flatten
from ..queries.mailbag import record_of
from ..queries.reading import Read, read_record
from ..queries.waiting import files_of
from ..rules.minors import states_minor
from ..rules.states import Encryption, Flag
from .reading import shared_answers

SEALED_SUFFIX = ".enc"
TROUBLES = frozenset(
    {
        "vault.damaged",
        "vault.key_gone",
        "vault.erased",
        "vault.no_object",
        "vault.incomplete",
        "collection.xml.malformed",
        "collection.xml.refused",
        "collection.xml.too_large",
        "collection.xform",
    }
)
"""Refusals that are told on the page of the record, with what is kept and what can be done."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that was opened, or the code of what prevents it."""

    record: Submission
    trouble: str = ""
    read: Read | None = field(default=None, repr=False)
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    files: tuple[Attachment, ...] = ()

    @property
    def minor(self) -> bool:
        """Say whether the record states a minor, by its flag or by any of its answers."""
        stated = self.read is not None and "minor_stated" in self.read.draft.flags
        return self.record.has(Flag.MINOR) or stated or states_minor(self.values)


def open_record(
    *, acting: Acting, unlocked: Unlocked | None, record_id: str, motive: str, screen: str, now: dt.datetime
) -> Opened:
    """Open one record. A bundle of Collect is opened and, when it is whole, sealed again as age.

    Args:
        acting: who opens.
        unlocked: the open vault of this request.
        record_id: which.
        motive: why; kept with the opening.
        screen: language of the screen.
        now: when.

    Raises:
        Denied: ``network.denied.clear_mailbag``, ``vault.locked``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``.
        Missing: ``collection.no_record``.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    record = record_of(acting, record_id)
    try:
        xml = _open(record, unlocked, motive, now)
        values = flatten(xml)
        minor = record.has(Flag.MINOR) or states_minor(values)
        read = read_record(record.version, values, screen=screen, minor=minor)
    except Refusal as refusal:
        if refusal.code not in TROUBLES:
            raise
        return Opened(record, trouble=refusal.code)
    _flag_minor(record, values)
    return Opened(record, read=read, values=values, files=tuple(files_of(record)))


def _open(record: Submission, unlocked: Unlocked | None, motive: str, now: dt.datetime) -> bytes:
    ref = VaultRef(record.sealed_ref)
    if record.encryption != Encryption.ODK:
        return open_sealed(unlocked=unlocked, ref=ref, motive=motive, now=now)
    try:
        return _reseal(record, unlocked, motive, now)
    except Invalid as refusal:
        if refusal.code != "vault.incomplete":
            raise
        return open_odk(unlocked=unlocked, ref=ref, motive=motive, now=now, even_incomplete=True).xml


def reseal_bundle(
    *, acting: Acting, record: Submission, unlocked: Unlocked | None, motive: str, now: dt.datetime
) -> None:
    """Turn a whole bundle of Collect into age objects without showing it to anyone; flag it if it states a minor.

    Raises:
        Denied: ``network.denied.clear_mailbag``, ``vault.locked``; a code of ``TROUBLES``.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    with atomic():
        _flag_minor(record, flatten(_reseal(record, unlocked, motive, now)))
        note(
            acting=acting, verb="collection.bundle_resealed", kind="record", object_id=record.id, now=now, motive=motive
        )


def _reseal(record: Submission, unlocked: Unlocked | None, motive: str, now: dt.datetime) -> bytes:
    """Turn a whole bundle into age objects, give each file its own, and share what the form shares; of a minor, nothing."""
    with atomic():
        new = reseal_odk(unlocked=unlocked, ref=VaultRef(record.sealed_ref), motive=motive, now=now)
        xml = open_sealed(unlocked=unlocked, ref=new.xml, motive=motive, now=now)
        for name, ref in new.media.items():
            tags = [_name_tag(record, name), _name_tag(record, name + SEALED_SUFFIX)]
            record.attachments.filter(name_tag__in=tags, sealed_ref="").update(sealed_ref=ref)
        record.sealed_ref, record.encryption = new.xml, Encryption.NONE
        values = flatten(xml)
        if record.version.shares and not (record.has(Flag.MINOR) or states_minor(values)):
            record.shared = shared_answers(record.version, values)
        record.save(update_fields=["sealed_ref", "encryption", "shared"])
    return xml


def _name_tag(record: Submission, name: str) -> str:
    return dedup_tag(organisation=OrgId(record.organisation_id), data=name.encode())


def _flag_minor(record: Submission, values: Mapping[str, str]) -> None:
    """Flag a record that came encrypted and states a minor: nobody could know before it was opened."""
    if states_minor(values) and not record.has(Flag.MINOR):
        record.flags = [*record.flags, Flag.MINOR.value]
        record.save(update_fields=["flags"])


def file_of(*, acting: Acting, record_id: str, file_id: str) -> Attachment:
    """Return one file of a record, sealed.

    Raises:
        Denied: ``network.denied.clear_mailbag``. Missing: ``collection.no_record``, ``collection.no_file``.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    record = record_of(acting, record_id)
    found = next((file for file in files_of(record) if file.id == file_id and file.sealed_ref), None)
    if found is None:
        raise Missing("collection.no_file")
    return found


def check_open(unlocked: Unlocked | None) -> Unlocked:
    """Return the open vault.

    Raises:
        Denied: ``vault.locked``.
    """
    if unlocked is None:
        raise Denied("vault.locked")
    return unlocked
