"""Keep the papers of the litigation kit: each is checked, sealed to its association, known by its SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Invalid, VaultRef, atomic
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import Unlocked, enter, open_sealed, prepare

from ..models import Dossier, KitItem
from ..queries.access import enter as enter_dossier
from ..queries.kit import paper
from ..rules.filetypes import suffix
from .papers import check_paper

LABEL = "kit"


@dataclass(frozen=True, slots=True)
class PaperDraft:
    """A paper to keep. ``dossier``: the slug of the one it was made for, a decision to sue for example; or empty."""

    kind: str
    title: str
    data: bytes
    dated: dt.date | None = None
    valid_until: dt.date | None = None
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """A paper in clear, for the person who opened it."""

    filename: str
    content_type: str
    data: bytes


def keep_paper(*, acting: Acting, draft: PaperDraft, replaces: str = "", now: dt.datetime) -> str:
    """Seal a paper into the kit and return its id; the one it replaces stays, marked as replaced.

    Raises:
        Denied: may not keep the kit.
        Missing: ``cases.no_kit_paper``, ``cases.no_dossier``.
        Invalid: ``cases.paper_kind``, ``cases.paper_title``, ``cases.paper_empty``, ``cases.paper_large``,
            ``cases.paper_type``, ``cases.paper_broken``, ``cases.paper_locked``, ``cases.paper_pixels``,
            ``cases.paper_dates``.
        Conflict: ``cases.paper_replaced``, somebody has replaced it already; ``vault.no_keys``.
    """
    check(acting, Permission.KEEP_KIT)
    draft = _checked(draft)
    kind = check_paper(draft.data)
    before = paper(acting, replaces) if replaces else None
    if before and before.replaced_at:
        raise Conflict("cases.paper_replaced")
    dossier = _dossier(acting, draft.dossier)
    prepared = prepare(organisation=acting.organisation, data=draft.data, label=LABEL)
    with atomic():
        row = KitItem.objects.create(
            organisation_id=acting.organisation,
            kind=draft.kind,
            title=draft.title,
            dated=draft.dated,
            valid_until=draft.valid_until,
            dossier=dossier,
            sealed_ref=enter(prepared, now=now),
            sha256=hashlib.sha256(draft.data).hexdigest(),
            content_type=kind,
            added_by=acting.actor,
            added_at=now,
        )
        if before:
            KitItem.objects.filter(id=before.id).update(replaced_at=now)
        detail = {"kind": row.kind, "replaces": replaces}
        record(acting=acting, verb="cases.paper_kept", kind="kit", object_id=row.id, now=now, detail=detail)
    return row.id


def open_paper(
    *, acting: Acting, unlocked: Unlocked | None, item_id: str, motive: str, now: dt.datetime
) -> OpenedPaper:
    """Open a paper of the kit for a motive; who opened it, and why, is written down.

    Raises:
        Denied: may not keep the kit; ``vault.locked``, ``vault.key_gone``.
        Missing: ``cases.no_kit_paper``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``, ``vault.damaged``; ``cases.paper_altered``, what opens is
            not what was sealed.
    """
    row = paper(acting, item_id)
    data = open_sealed(unlocked=unlocked, ref=VaultRef(row.sealed_ref), motive=motive, now=now)
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise Invalid("cases.paper_altered", title=row.title)
    return OpenedPaper(f"{row.kind}-{row.added_at:%Y-%m-%d}.{suffix(row.content_type)}", row.content_type, data)


def _checked(draft: PaperDraft) -> PaperDraft:
    title = draft.title.strip()[:160]
    if draft.kind not in KitItem.Kind.values:
        raise Invalid("cases.paper_kind", field="kind")
    if not title:
        raise Invalid("cases.paper_title", field="title")
    if draft.dated and draft.valid_until and draft.valid_until < draft.dated:
        raise Invalid("cases.paper_dates", field="valid_until")
    return replace(draft, title=title)


def _dossier(acting: Acting, slug: str) -> Dossier | None:
    return enter_dossier(acting, slug).dossier if slug else None
