"""Sort what is in quarantine: attach it to a version of a form, so that it waits as a record, or set it aside."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record as note
from vigie.kernel.api import Conflict, Invalid, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import Unlocked, open_sealed

from ..models import FormVersion, Quarantine, Submission
from ..pack import Instance, read_instance, read_shape, split_rings
from ..queries.mailbag import quarantined
from ..rules.minors import states_minor
from ..rules.states import Flag
from .receiving import instance_key

ENCRYPTED = "base64EncryptedKey"
ATTACHED, ASIDE = "attached", "aside"


def attach(
    *, acting: Acting, unlocked: Unlocked | None, quarantine_id: str, version_id: str, motive: str, now: dt.datetime
) -> Submission:
    """Read a quarantined post as a version of a form: from then on it waits in the mailbag, its files with it.

    Raises:
        Denied: ``network.denied.clear_mailbag``, ``vault.locked``.
        Missing: ``collection.no_quarantine``, ``collection.no_version``.
        Invalid: ``collection.xml.…``, ``collection.encrypted``, ``vault.motive_needed``.
        Conflict: ``collection.record_exists``, a record of this form has this number already.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    with atomic():
        kept = _kept(acting, quarantine_id)
        version = _version(acting, version_id)
        xml = open_sealed(unlocked=unlocked, ref=VaultRef(kept.sealed_ref), motive=motive, now=now)
        instance = read_instance(xml)
        if ENCRYPTED in instance.values:
            raise Invalid("collection.encrypted")
        made = _record(kept, version, instance)
        kept.attachments.update(submission=made, quarantine=None)
        _resolve(acting, kept, ATTACHED, now)
    return made


def set_aside(*, acting: Acting, quarantine_id: str, now: dt.datetime) -> None:
    """Take something out of the list of quarantine; it stays sealed, as it came.

    Raises:
        Denied: ``network.denied.clear_mailbag``. Missing: ``collection.no_quarantine``.
    """
    check(acting, Permission.CLEAR_MAILBAG)
    with atomic():
        _resolve(acting, _kept(acting, quarantine_id), ASIDE, now)


def _kept(acting: Acting, quarantine_id: str) -> Quarantine:
    kept = quarantined(acting).filter(id=quarantine_id).first()
    if kept is None:
        raise Missing("collection.no_quarantine")
    return kept


def _version(acting: Acting, version_id: str) -> FormVersion:
    version = FormVersion.objects.select_related("form").filter(id=version_id).first()
    if version is None or version.form.organisation_id not in {None, acting.organisation}:
        raise Missing("collection.no_version")
    return version


def _record(kept: Quarantine, version: FormVersion, instance: Instance) -> Submission:
    key = instance_key(OrgId(kept.organisation_id), instance.instance_id) or f"tag:{kept.dedup_tag}"
    same = Submission.objects.filter(organisation=kept.organisation_id, form=version.form, instance_key=key)
    if same.exists():
        raise Conflict("collection.record_exists")
    shared = split_rings(read_shape(version.content), instance.values)[0] if version.shares else {}
    flags = [Flag.NO_VERSION.value] + ([Flag.MINOR.value] if states_minor(instance.values) else [])
    return Submission.objects.create(
        organisation_id=kept.organisation_id,
        form=version.form,
        version=version,
        device=kept.device,
        instance_key=key,
        shared=shared,
        flags=flags,
        sealed_ref=kept.sealed_ref,
        dedup_tag=kept.dedup_tag,
        received_at=kept.received_at,
    )


def _resolve(acting: Acting, kept: Quarantine, outcome: str, now: dt.datetime) -> None:
    kept.resolved_at, kept.resolved_by, kept.outcome = now, acting.actor, outcome
    kept.save(update_fields=["resolved_at", "resolved_by", "outcome"])
    note(
        acting=acting,
        verb="collection.quarantine_sorted",
        kind="quarantine",
        object_id=kept.id,
        now=now,
        detail={"outcome": outcome},
    )
