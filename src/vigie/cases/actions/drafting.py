"""Make the documents of a referral, keep each version sealed, hand one over for a reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vigie.journal.api import record
from vigie.kernel.api import Conflict, Denied, Invalid, atomic
from vigie.network.api import Acting
from vigie.vault.api import Unlocked, discard_lent, enter_lent

from ..documents.bundle import make_bundle
from ..documents.contents import ReferralContent, Trouble
from ..documents.court import make_court_folder
from ..documents.printed import make_bordereau, make_pdf
from ..documents.word import WORD, make_word, our_template
from ..models import Draft, Exhibit, Referral, WordTemplate
from ..queries.documents import OPEN_STATES, draft_of, exhibits_of_referral, referral_of, template_in_use
from ..rules.access import Deed
from ..rules.states import ReferralState
from .assembling import referral_content
from .lending_documents import open_made, seal_for_dossier, vault_of
from .opening_copies import open_copies
from .verifying import verified

LABEL = "made_document"
LARGEST = 150_000_000
"""Bytes of exhibits opened together in memory."""
TYPES = {
    Draft.Kind.WORD: (WORD, "docx"),
    Draft.Kind.PDF: ("application/pdf", "pdf"),
    Draft.Kind.BORDEREAU: ("application/pdf", "pdf"),
    Draft.Kind.BUNDLE: ("application/pdf", "pdf"),
    Draft.Kind.COURT: ("application/zip", "zip"),
}
NAMES = {
    Draft.Kind.WORD: "saisine",
    Draft.Kind.PDF: "saisine",
    Draft.Kind.BORDEREAU: "bordereau",
    Draft.Kind.BUNDLE: "pieces",
    Draft.Kind.COURT: "pieces-pour-la-juridiction",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A document just made. ``troubles``: exhibits that are not in it; ``kept_as_is``: the Word template has no tag."""

    draft_id: str
    troubles: tuple[Trouble, ...] = ()
    kept_as_is: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """A made document in clear, in memory. ``name`` without the mark of an exercise."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class _Work:
    content: bytes
    troubles: tuple[Trouble, ...] = ()
    template: WordTemplate | None = None
    kept_as_is: bool = False


def make_draft(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, referral_id: str, kind: str, motive: str, now: dt.datetime
) -> Made:
    """Make a document of a referral and keep it, sealed to the dossier's association, as a new version.

    It is made in the open vault of whoever works in the dossier, of that association or not, and lent to those of other
    associations who work in it too.

    ``motive`` is asked for what opens working copies (the bundle and the court's folder), and ignored otherwise.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``.
        Denied: ``cases.denied.work``; ``vault.locked``.
        Conflict: ``cases.referral_over``; ``cases.no_exhibit_ready``; ``cases.bundle_too_big``; ``vault.no_keys``.
        Invalid: ``cases.unknown_document``; ``vault.motive_needed``; what ``make_word`` says of a template.
    """
    if kind not in Draft.Kind.values:
        raise Invalid("cases.unknown_document", field="kind")
    _entered, referral = referral_of(acting, slug, referral_id, Deed.WORK)
    holder = vault_of(unlocked, acting)
    if ReferralState(referral.state) not in OPEN_STATES:
        raise Conflict("cases.referral_over")
    work = _make(acting, referral, Draft.Kind(kind), holder, motive, now)
    return _keep(acting, referral, kind, work, now)


def hand_over(
    *,
    acting: Acting,
    unlocked: Unlocked | None,
    slug: str,
    referral_id: str,
    draft_id: str,
    motive: str,
    now: dt.datetime,
) -> Handed:
    """Open a made document for a reason, which is written with the opening.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``; ``cases.no_draft``.
        Denied: ``vault.locked``; ``cases.not_lent``; ``cases.denied.work``, a reader of another association.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``; ``cases.draft_changed``.
    """
    entered, draft = draft_of(acting, slug, referral_id, draft_id)
    holder, dossier = vault_of(unlocked, acting), draft.referral.dossier
    if acting.organisation != dossier.organisation_id and not entered.may(Deed.WORK):
        raise Denied("cases.denied.work")
    content = open_made(dossier, draft.sealed_ref, unlocked=holder, motive=motive, now=now)
    if hashlib.sha256(content).hexdigest() != draft.sha256:
        raise Invalid("cases.draft_changed")
    kind = Draft.Kind(draft.kind)
    content_type, ending = TYPES[kind]
    return Handed(f"{slug}-{NAMES[kind]}-v{draft.version}.{ending}", content_type, content)


def _make(
    acting: Acting, referral: Referral, kind: Draft.Kind, holder: Unlocked, motive: str, now: dt.datetime
) -> _Work:
    content = referral_content(acting, referral, now=now)
    if kind == Draft.Kind.PDF:
        return _Work(make_pdf(content))
    if kind == Draft.Kind.BORDEREAU:
        return _Work(make_bordereau(content))
    if kind == Draft.Kind.WORD:
        template = template_in_use(referral.dossier, referral.body_id)
        made = make_word(bytes(template.content) if template else our_template(referral.body_id), content)
        return _Work(made.content, template=template, kept_as_is=not made.tags)
    if not motive.strip():
        raise Invalid("vault.motive_needed", field="motive")
    return _of_exhibits(content, _proved(acting, referral, holder, now), kind, holder, motive, now)


def _proved(acting: Acting, referral: Referral, holder: Unlocked, now: dt.datetime) -> Sequence[Exhibit]:
    """Return the exhibits of a referral after opening each original and copy: what is altered is marked and told."""
    exhibits = exhibits_of_referral(referral)
    if sum(row.size for row in exhibits) > LARGEST:
        raise Conflict("cases.bundle_too_big", limit=LARGEST // 1_000_000)
    verified(acting, holder, referral.dossier, exhibits, now=now)
    return exhibits


def _of_exhibits(
    content: ReferralContent,
    exhibits: Sequence[Exhibit],
    kind: Draft.Kind,
    holder: Unlocked,
    motive: str,
    now: dt.datetime,
) -> _Work:
    files, troubles = open_copies(exhibits, unlocked=holder, motive=motive, now=now)
    if not files:
        raise Conflict("cases.no_exhibit_ready")
    there = replace(content, exhibits=tuple(file.line for file in files))
    if kind == Draft.Kind.COURT:
        return _Work(make_court_folder(files, there, troubles), tuple(troubles))
    bundle = make_bundle(files, title=content.title, invented=content.invented)
    return _Work(bundle.pdf, (*troubles, *bundle.troubles))


def _keep(acting: Acting, referral: Referral, kind: str, work: _Work, now: dt.datetime) -> Made:
    sealed = seal_for_dossier(referral.dossier, by=acting, data=work.content, label=LABEL, now=now)
    try:
        with atomic():
            draft = _new_version(acting, referral, kind, work, enter_lent(sealed, by=acting, now=now), now)
    except BaseException:
        discard_lent(sealed)
        raise
    return Made(draft.id, work.troubles, work.kept_as_is)


def _new_version(
    acting: Acting, referral: Referral, kind: str, work: _Work, sealed_ref: str, now: dt.datetime
) -> Draft:
    Referral.objects.select_for_update().get(id=referral.id)
    last = referral.drafts.filter(kind=kind).values_list("version", flat=True).order_by("-version").first()
    draft = Draft.objects.create(
        referral=referral,
        kind=kind,
        version=(last or 0) + 1,
        sealed_ref=sealed_ref,
        sha256=hashlib.sha256(work.content).hexdigest(),
        template=work.template,
        made_by=acting.actor,
        made_at=now,
    )
    record(
        acting=acting,
        verb="cases.document_made",
        kind="dossier",
        object_id=referral.dossier_id,
        now=now,
        detail={"referral": referral.id, "document": kind, "version": draft.version, "missing": len(work.troubles)},
    )
    return draft
