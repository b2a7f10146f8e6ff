"""The library of the law: add, correct, check, set aside; tell whoever keeps it that a check is too old."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from vigie.facts.api import index_words, norms
from vigie.journal.api import notify, record
from vigie.kernel.api import (
    LANGUAGES,
    PARIS,
    Conflict,
    FileRef,
    Invalid,
    OrgId,
    after_commit,
    atomic,
    erase_file,
    keep_file,
    world,
)
from vigie.network.api import Acting, Audience, Permission, Role, check, people_of

from ..models import Resource
from ..queries.seen import own_resource
from ..rules.library import Reader, ResourceKind, is_link, stale_before
from ..rules.uploads import check_upload

VERIFIERS = frozenset({Role.JURISTE, Role.AVOCAT, Role.COORDINATOR})
SUMMARY = 4000


@dataclass(frozen=True, slots=True)
class ResourceDraft:
    """A resource as it is written. ``norms``: codes of the texts it explains; ``archive``: where a copy of the page is kept."""

    kind: str
    title: str
    language: str = "fr"
    summary: str = ""
    readers: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    edition: str = ""
    edition_on: dt.date | None = None
    url: str = ""
    archive: str = ""
    audience: Audience = Audience.NETWORK


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to keep with it: its bytes, the name it came with."""

    content: bytes
    name: str


def add_resource(*, acting: Acting, draft: ResourceDraft, now: dt.datetime, file: Attached | None = None) -> str:
    """Add a resource, which nobody has checked yet, and return its id.

    Raises:
        Denied: may not keep the library.
        Invalid: no title, a code, a language or an address that cannot be, a day to come, a file that is not taken.
    """
    check(acting, Permission.KEEP_LIBRARY)
    _check(draft, now)
    with atomic():
        row = Resource(
            organisation_id=acting.organisation, created_by=acting.actor, created_at=now, invented=world().invented
        )
        _fill(row, draft)
        _attach(row, file)
        row.save()
        _note(acting, "learning.resource_added", row, now)
    return row.id


def change_resource(
    *,
    acting: Acting,
    resource_id: str,
    draft: ResourceDraft,
    version: int,
    now: dt.datetime,
    file: Attached | None = None,
) -> None:
    """Correct a resource. Its verification falls when the document itself changed: another edition, address or file.

    Raises:
        Denied: may not keep the library. Missing: another association's. Conflict: somebody changed it meanwhile.
        Invalid: as ``add_resource``.
    """
    check(acting, Permission.KEEP_LIBRARY)
    _check(draft, now)
    with atomic():
        row = own_resource(acting, resource_id)
        if row.version != version:
            raise Conflict("learning.resource_changed")
        before = (row.edition, row.edition_on, row.url)
        _fill(row, draft)
        if file is not None or before != (row.edition, row.edition_on, row.url):
            row.verified_on, row.verified_by, row.stale_told_on = None, "", None
        _attach(row, file)
        row.version += 1
        row.save()
        _note(acting, "learning.resource_changed", row, now)


def verify_resource(*, acting: Acting, resource_id: str, verified: bool, now: dt.datetime) -> None:
    """Say that one has read it today and that it is still right, or take that back.

    Raises:
        Denied: neither juriste nor avocat·e. Missing: another association's.
    """
    check(acting, Permission.VERIFY_RESOURCE)
    with atomic():
        row = own_resource(acting, resource_id)
        row.verified_on = now.astimezone(PARIS).date() if verified else None
        row.verified_by = acting.actor if verified else ""
        row.stale_told_on = None
        row.save(update_fields=["verified_on", "verified_by", "stale_told_on"])
        _note(acting, f"learning.resource_{'verified' if verified else 'unverified'}", row, now)


def set_aside(*, acting: Acting, resource_id: str, aside: bool, now: dt.datetime) -> None:
    """Take a resource off the shelves, or put it back.

    Raises:
        Denied: may not keep the library. Missing: another association's.
    """
    check(acting, Permission.KEEP_LIBRARY)
    with atomic():
        row = own_resource(acting, resource_id)
        row.set_aside_at = now if aside else None
        row.save(update_fields=["set_aside_at"])
        _note(acting, f"learning.resource_{'set_aside' if aside else 'put_back'}", row, now)


def tell_stale(*, now: dt.datetime) -> int:
    """Tell whoever checks, once, of each resource last checked more than a year ago. Return how many."""
    day = now.astimezone(PARIS).date()
    rows = Resource.objects.filter(set_aside_at=None, stale_told_on=None, verified_on__lt=stale_before(day))
    told = 0
    for row in rows:
        with atomic():
            row.stale_told_on = day
            row.save(update_fields=["stale_told_on"])
            for card in people_of(OrgId(row.organisation_id), day=day, roles=VERIFIERS):
                link = reverse("learning:resource", args=[row.id])
                notify(person=card.id, code="learning.stale", now=now, link=link, params={"title": row.title})
            organisation = OrgId(row.organisation_id)
            record(
                acting=None,
                verb="learning.told_stale",
                kind="resource",
                object_id=row.id,
                now=now,
                organisation=organisation,
            )
        told += 1
    return told


def _check(draft: ResourceDraft, now: dt.datetime) -> None:
    if not draft.title.strip():
        raise Invalid("learning.needed", field="title")
    if draft.kind not in {kind.value for kind in ResourceKind}:
        raise Invalid("learning.choice", field="kind")
    if draft.language not in LANGUAGES:
        raise Invalid("learning.choice", field="language")
    if not set(draft.readers) <= {reader.value for reader in Reader}:
        raise Invalid("learning.choice", field="readers")
    if len(draft.summary) > SUMMARY:
        raise Invalid("learning.comment_long", field="summary", most=SUMMARY)
    _check_document(draft, now)
    if draft.norms and not set(draft.norms) <= {card.code for card in norms()}:
        raise Invalid("learning.choice", field="norms")


def _check_document(draft: ResourceDraft, now: dt.datetime) -> None:
    if draft.edition_on and draft.edition_on > now.astimezone(PARIS).date():
        raise Invalid("learning.date_future", field="edition_on")
    for name in ("url", "archive"):
        address = getattr(draft, name).strip()
        if address and not is_link(address):
            raise Invalid("learning.not_a_link", field=name, text=address[:80])


def _fill(row: Resource, draft: ResourceDraft) -> None:
    row.kind, row.language, row.audience = draft.kind, draft.language, draft.audience.value
    row.title, row.summary = draft.title.strip(), draft.summary.strip()
    row.readers, row.norms = list(dict.fromkeys(draft.readers)), list(dict.fromkeys(draft.norms))
    row.edition, row.edition_on = draft.edition.strip(), draft.edition_on
    row.url, row.archive = draft.url.strip(), draft.archive.strip()
    row.words = f" {index_words([row.title, row.summary, row.edition, *row.norms])} "


def _attach(row: Resource, file: Attached | None) -> None:
    """Keep a file in place of the former one, which is shredded once the change is committed."""
    if file is None:
        return
    kind = check_upload(file.content)
    former = row.file
    row.file = keep_file(file.content, owner=f"resource:{row.id}")
    row.file_name = f"{file.name.rpartition('.')[0][:100] or 'document'}.{kind}"
    if former:
        after_commit(lambda: erase_file(FileRef(former)))


def _note(acting: Acting, verb: str, row: Resource, now: dt.datetime) -> None:
    record(acting=acting, verb=verb, kind="resource", object_id=row.id, now=now)
