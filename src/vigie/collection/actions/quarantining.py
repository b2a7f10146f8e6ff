"""Keep what cannot be taken as a record: sealed as it came, with the reason, once however often it is sent."""

from __future__ import annotations

import datetime as dt

from vigie.journal.api import record
from vigie.kernel.api import OrgId, atomic
from vigie.vault.api import enter, prepare

from ..models import FieldDevice, Form, Quarantine, Submission
from ..models.forms import ID_LENGTH
from ..rules.states import Reason
from .filing import Shelf, enter_files, make_durable, tagged
from .posts import Post

LABEL = "quarantine"


def quarantine(
    *,
    device: FieldDevice,
    post: Post,
    reason: Reason,
    tag: str,
    shelf: Shelf,
    now: dt.datetime,
    form: Form | None = None,
    submission: Submission | None = None,
) -> Quarantine:
    """Keep a post apart, its files with it; sent again, only files that are new are added.

    Args:
        device: who sent it.
        post: what came.
        reason: why it is no record.
        tag: HMAC of the form part.
        shelf: what the post has put on the disk so far.
        now: when.
        form: the form it is of, when that is known.
        submission: the record whose name it bears with other answers.

    Raises:
        Conflict: ``vault.no_keys``.
    """
    organisation = OrgId(device.organisation_id)
    items = tagged(organisation, post.files)
    sealed = shelf.put(prepare(organisation=organisation, data=post.xml, label=LABEL))
    make_durable(items, shelf)
    with atomic():
        kept, new = Quarantine.objects.get_or_create(
            organisation_id=organisation,
            reason=reason,
            dedup_tag=tag,
            defaults={
                "device": device,
                "form": form,
                "submission": submission,
                **_codes(post),
                "sealed_ref": sealed.ref,
                "received_at": now,
            },
        )
        rows = enter_files(kept, items, named=frozenset(), now=now)
        if new:
            enter(sealed, now=now)
            _journal(kept, organisation, now)
    shelf.take([kept.sealed_ref, *(row.sealed_ref for row in rows)])
    return kept


def _codes(post: Post) -> dict[str, str]:
    """Return the form and version that a post names, whether they exist or not."""
    instance = post.envelope.instance
    return {"form_code": instance.form_id[:ID_LENGTH], "version_code": instance.version[:ID_LENGTH]}


def _journal(kept: Quarantine, organisation: OrgId, now: dt.datetime) -> None:
    record(
        acting=None,
        organisation=organisation,
        verb="collection.quarantined",
        kind="quarantine",
        object_id=kept.id,
        now=now,
        detail={"reason": kept.reason, "device": kept.device_id},
    )
