"""Receive a record: read, parted by rings, sealed, durable; then one row and one entry; then, only then, acknowledged.

Order: body fsynced, header stored, row and journal entry in one transaction, answer. Sealing happens before the transaction,
so that on a busy morning the database is held for the rows alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.db import IntegrityError

from vigie.journal.api import record
from vigie.kernel.api import Invalid, OrgId, Statement, atomic
from vigie.vault.api import Prepared, dedup_tag

from ..models import Attachment, FieldDevice, FormVersion, Submission
from ..models.forms import ID_LENGTH
from ..pack import Instance
from ..queries.devices import seen
from ..queries.forms import find_form, find_version
from ..queries.waiting import files_of
from ..rules.states import Encryption, Flag, Reason, State
from .bundles import bundle_complete, enter_bundle_files, keep_bundle
from .edits import adopt_edits, place_edit
from .filing import Filed, Shelf, enter_files, make_durable, name_tag, tagged, tags_of
from .posts import Post
from .quarantining import quarantine
from .reading import Known, file_names, seal_record

TAG = "tag:"
_OF_INSTANCE = Statement(
    lambda organisation, form, key: (
        Submission.objects.filter(organisation_id=organisation, form_id=form, instance_key=key)
        .order_by()
        .values_list("id")
    ),
    width=3,
)
_UNREADABLE = {
    "vault.not_bundle": Reason.BAD_BUNDLE,
    "vault.not_age": Reason.NOT_SEALED,
    "vault.damaged": Reason.NOT_SEALED,
}


class Outcome(StrEnum):
    """What became of a post. The last two do not acknowledge it: the phone keeps the record, and so do we, apart."""

    STORED = "stored"
    ALREADY = "already"
    QUARANTINED = "quarantined"
    OTHER_CONTENT = "other_content"
    UNKNOWN_FORM = "unknown_form"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a post, and the id of the record or of the thing in quarantine."""

    outcome: Outcome
    id: str


@dataclass(frozen=True)
class _Coming:
    """A post whose form and version are known."""

    device: FieldDevice
    organisation: OrgId
    version: FormVersion
    post: Post = field(repr=False)
    tag: str
    now: dt.datetime
    arrived: dt.datetime
    raised: tuple[Flag, ...] = ()

    @property
    def instance(self) -> Instance:
        return self.post.envelope.instance

    @cached_property
    def key(self) -> str:
        return instance_key(self.organisation, self.instance.instance_id) or TAG + self.tag

    @cached_property
    def bundled(self) -> list[Filed]:
        """Return the files that belong inside a bundle of Collect."""
        envelope = self.post.envelope
        inside = envelope.ciphertext if envelope.encryption is Encryption.ODK else frozenset[str]()
        return tagged(self.organisation, (file for file in self.post.files if file.name in inside))

    @cached_property
    def filed(self) -> list[Filed]:
        """Return the other files, the sealed answers left out."""
        inside = {item.file.name for item in self.bundled} | {self.post.envelope.answers}
        return tagged(self.organisation, (file for file in self.post.files if file.name not in inside))

    @cached_property
    def names(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the file names the form holds, then those it needs."""
        return file_names(self.version, self.post)

    @cached_property
    def expected(self) -> set[str]:
        """Return the tags of the names of the files the form needs."""
        return {name_tag(self.organisation, name) for name in self.names[1]}

    def find(self) -> Submission | None:
        """Return the record this post is of, if it is here."""
        found = _OF_INSTANCE.first(self.organisation, self.version.form_id, self.key)
        return Submission.objects.get(id=found[0]) if found else None


def instance_key(organisation: OrgId, instance_id: str) -> str:
    """Return the key of a record: its instanceID, an HMAC of one that is too long, nothing when there is none."""
    if len(instance_id) <= ID_LENGTH and not instance_id.startswith(TAG):
        return instance_id
    return TAG + dedup_tag(organisation=organisation, data=instance_id.encode())


def receive(
    *,
    device: FieldDevice,
    post: Post,
    now: dt.datetime,
    arrived: dt.datetime | None = None,
    raised: tuple[Flag, ...] = (),
) -> Receipt:
    """Take one post of a phone, for ever and once, however often it is sent.

    Args:
        device: who sends, from ``queries.devices.sender``.
        post: what came, read to its end; of its files, those not kept are dropped on return.
        now: when.
        arrived: when it came, if it rested sealed since.
        raised: flags that only who opened it could raise.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``collection.form_first``, ``collection.answers_missing``; nothing is kept, the phone has it.
    """
    try:
        with Shelf() as shelf:
            return _receive(device, post, shelf, now, arrived or now, raised)
    finally:
        post.close()


def _receive(
    device: FieldDevice, post: Post, shelf: Shelf, now: dt.datetime, arrived: dt.datetime, raised: tuple[Flag, ...]
) -> Receipt:
    organisation = OrgId(device.organisation_id)
    instance = post.envelope.instance
    tag = dedup_tag(organisation=organisation, data=post.xml)
    version = find_version(organisation, instance.form_id, instance.version)
    if version is None:
        return _unknown(device, post, tag, shelf, now)
    coming = _Coming(device, organisation, version, post, tag, now, arrived, raised)
    try:
        found = coming.find() or _first(coming, shelf)
    except Invalid as refusal:
        if refusal.code not in _UNREADABLE:
            raise
        return _apart(coming, shelf, _UNREADABLE[refusal.code], Outcome.QUARANTINED)
    return found if isinstance(found, Receipt) else _again(coming, found, shelf)


def _unknown(device: FieldDevice, post: Post, tag: str, shelf: Shelf, now: dt.datetime) -> Receipt:
    """Keep apart a record of a form, or of a version of a form, that nobody published here."""
    form = find_form(OrgId(device.organisation_id), post.envelope.instance.form_id)
    reason = Reason.UNKNOWN_VERSION if form else Reason.UNKNOWN_FORM
    kept = quarantine(device=device, post=post, reason=reason, tag=tag, shelf=shelf, now=now, form=form)
    return Receipt(Outcome.QUARANTINED if form else Outcome.UNKNOWN_FORM, kept.id)


def _apart(
    coming: _Coming, shelf: Shelf, reason: Reason, outcome: Outcome, submission: Submission | None = None
) -> Receipt:
    kept = quarantine(
        device=coming.device,
        post=coming.post,
        reason=reason,
        tag=coming.tag,
        shelf=shelf,
        now=coming.now,
        form=coming.version.form,
        submission=submission,
    )
    return Receipt(outcome, kept.id)


def _first(coming: _Coming, shelf: Shelf) -> Receipt | Submission:
    """Take a record that is not here; return it instead when another post of it was quicker."""
    known = seal_record(organisation=coming.organisation, version=coming.version, post=coming.post)
    if known.prepared is not None:
        shelf.put(known.prepared)
    make_durable(coming.filed, shelf)
    try:
        with atomic():
            made, rows = _enter(coming, known, shelf)
    except IntegrityError:  # the other post's row stands; this one's transaction left nothing
        found = coming.find()
        if found is None:
            raise
        return found
    shelf.take([made.sealed_ref, *(row.sealed_ref for row in rows)])
    return Receipt(Outcome.STORED, made.id)


def _enter(coming: _Coming, known: Known, shelf: Shelf) -> tuple[Submission, list[Attachment]]:
    """Write the row of a record, those of its files and the entry of the journal, in the caller's transaction."""
    made = _row(coming, known)
    if known.prepared is None:
        made.sealed_ref = keep_bundle(organisation=coming.organisation, post=coming.post, now=coming.now)
    else:
        made.sealed_ref = known.prepared.ref
    place_edit(made)
    made.complete = known.prepared is not None and coming.expected <= {item.name_tag for item in coming.filed}
    made.save(force_insert=True)
    rows = _enter_all_files(coming, made, shelf, answers=known.prepared)
    if not made.complete and (known.prepared is None or made.replaces):
        _update_complete(coming, made)
    adopt_edits(made)
    _journal(coming, made, "collection.received")
    seen(coming.device, coming.now)
    return made, rows


def _row(coming: _Coming, known: Known) -> Submission:
    instance = coming.instance
    return Submission(
        organisation_id=coming.organisation,
        form=coming.version.form,
        version=coming.version,
        device=coming.device,
        instance_key=coming.key,
        deprecated_key=instance_key(coming.organisation, instance.deprecated_id),
        encryption=coming.post.envelope.encryption,
        shared=dict(known.shared),
        flags=[flag.value for flag in _flags(coming, known)],
        dedup_tag=coming.tag,
        received_at=coming.arrived,
    )


def _flags(coming: _Coming, known: Known) -> list[Flag]:
    raised = {
        Flag.MINOR: known.minor,
        Flag.EXPIRED_DEVICE: coming.device.expired(coming.arrived),
        Flag.NO_INSTANCE_ID: not coming.instance.instance_id,
        Flag.NO_VERSION: coming.instance.version != coming.version.version,
    }
    return [*(flag for flag, up in raised.items() if up), *coming.raised]


def _again(coming: _Coming, found: Submission, shelf: Shelf) -> Receipt:
    """Take what is new in a record that is here already: more files. Other answers under its name are kept apart."""
    if found.dedup_tag != coming.tag:
        return _apart(coming, shelf, Reason.OTHER_CONTENT, Outcome.OTHER_CONTENT, found)
    if found.state == State.DELETED or not coming.post.files:
        return Receipt(Outcome.ALREADY, found.id)
    had = tags_of(found)
    make_durable((item for item in coming.filed if item.tags not in had), shelf)
    with atomic():
        Submission.objects.select_for_update().filter(id=found.id).first()
        rows = _enter_all_files(coming, found, shelf)
        if rows:
            _update_complete(coming, found)
            _journal(coming, found, "collection.files_received")
    shelf.take(row.sealed_ref for row in rows)
    return Receipt(Outcome.STORED if rows else Outcome.ALREADY, found.id)


def _enter_all_files(
    coming: _Coming, owner: Submission, shelf: Shelf, answers: Prepared | None = None
) -> list[Attachment]:
    named, _ = coming.names
    rows = enter_files(owner, coming.filed, named=named, now=coming.now, answers=answers)
    if coming.bundled:
        rows += enter_bundle_files(owner, coming.bundled, shelf, now=coming.now)
    return rows


def _update_complete(coming: _Coming, owner: Submission) -> None:
    """Note whether every file the record names has come, with it or with the record it replaces."""
    if owner.encryption == Encryption.ODK:
        complete = bundle_complete(owner)
    else:
        complete = coming.expected <= {row.name_tag for row in files_of(owner)}
    Submission.objects.filter(id=owner.id).update(complete=complete)


def _journal(coming: _Coming, owner: Submission, verb: str) -> None:
    record(
        acting=None,
        organisation=coming.organisation,
        verb=verb,
        kind="submission",
        object_id=owner.id,
        now=coming.now,
        detail={"form": coming.version.form.form_id, "device": coming.device.id},
    )
