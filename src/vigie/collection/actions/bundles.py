"""Encrypted bundles of Collect: kept as they come, file by file, over as many posts as the phone needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from vigie.kernel.api import OrgId, VaultRef
from vigie.vault.api import keep_odk, keep_odk_part, odk_missing

from ..models import Attachment, Submission
from .filing import Filed, Shelf, enter_files, make_durable, tags_of
from .posts import Post
from .reading import LABEL


def keep_bundle(*, organisation: OrgId, post: Post, now: dt.datetime) -> VaultRef:
    """Keep the manifest of a bundle, in the caller's transaction.

    Raises:
        Conflict: ``vault.no_keys``.
        Invalid: ``vault.not_bundle``.
    """
    return keep_odk(organisation=organisation, manifest=post.xml, label=LABEL, now=now).ref


def enter_bundle_files(
    owner: Submission, items: Iterable[Filed], shelf: Shelf, *, now: dt.datetime
) -> list[Attachment]:
    """Keep the files that a bundle names, in the caller's transaction.

    The first content of each name goes into the bundle. Other bytes under the same name replace nothing: they stand beside,
    sealed once more.
    """
    ref = VaultRef(owner.sealed_ref)
    missing = set(odk_missing(ref=ref))
    had = tags_of(owner)
    rows, beside = [], []
    for item in items:
        if item.tags in had:
            continue
        if item.file.name not in missing:
            beside.append(item)
            continue
        keep_odk_part(ref=ref, name=item.file.name, pieces=item.file.pieces())
        missing.discard(item.file.name)
        rows.append(_row(owner, item, now))
    Attachment.objects.bulk_create(rows)
    make_durable(beside, shelf)
    return rows + enter_files(owner, beside, named=frozenset(item.file.name for item in beside), now=now)


def bundle_complete(owner: Submission) -> bool:
    """Say whether every file of a bundle has come."""
    return not odk_missing(ref=VaultRef(owner.sealed_ref))


def _row(owner: Submission, item: Filed, now: dt.datetime) -> Attachment:
    return Attachment(
        submission=owner,
        name_tag=item.name_tag,
        content_tag=item.content_tag,
        position=item.position,
        kind="file",
        received_at=now,
    )
