"""Prepare the written statement of a witness: what is ready, its sealed papers, its memory aid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.journal.api import record
from vigie.kernel.api import LANGUAGES, PARIS, Conflict, Invalid, Missing, OrgId, VaultRef, atomic
from vigie.network.api import Acting
from vigie.vault.api import Prepared, discard, enter, erase, prepare

from ..models import Attestation, Exhibit
from ..queries.access import enter as enter_dossier
from ..queries.attestations import REFS, attestation_of
from ..rules.access import Deed
from ..rules.attestations import UPLOADED, Identity, Paper, ticks

LABELS = {paper: f"attestation_{paper.value}" for paper in Paper}
AID_LENGTH = 8_000


@dataclass(frozen=True, slots=True)
class Witness:
    """Who attests, as far as the dossier may know: a pseudonym, never a name.

    ``fact``: id of the dossier's fact it is about, or empty. ``identity``: whether there is an official paper.
    """

    witness: str
    language: str = "fr"
    writes_french: bool = True
    minor: bool = False
    identity: Identity = Identity.UNKNOWN
    domiciled: bool = False
    fact: str = ""


def begin_attestation(*, acting: Acting, slug: str, about: Witness, now: dt.datetime) -> str:
    """Begin an attestation in a dossier and return its id.

    Raises:
        Missing: ``cases.no_dossier``. Denied: ``cases.denied.work``.
        Invalid: ``cases.witness_needed``, ``cases.language_unknown``, ``cases.no_fact``.
    """
    dossier = enter_dossier(acting, slug, Deed.WORK).dossier
    with atomic():
        row = Attestation(dossier=dossier, created_by=acting.actor, created_at=now, mentions=ticks(()))
        _put(row, about)
        row.save(force_insert=True)
        record(acting=acting, verb="cases.attestation_begun", kind="attestation", object_id=row.id, now=now)
    return row.id


def change_attestation(*, acting: Acting, slug: str, attestation_id: str, about: Witness, now: dt.datetime) -> None:
    """Change what is known of the witness; for refusals see ``begin_attestation``, and ``cases.no_attestation``."""
    with atomic():
        row = _locked(acting, slug, attestation_id)
        _put(row, about)
        row.save()
        record(acting=acting, verb="cases.attestation_changed", kind="attestation", object_id=row.id, now=now)


def tick_mentions(
    *,
    acting: Acting,
    slug: str,
    attestation_id: str,
    ready: Iterable[str],
    interpreter_attests: bool,
    signed_on: dt.date | None,
    now: dt.datetime,
) -> None:
    """Say which mentions are ready on the paper. Their content is never typed here.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_attestation``. Denied: ``cases.denied.work``.
        Invalid: ``cases.signed_later``, a date to come.
    """
    if signed_on is not None and signed_on > now.astimezone(PARIS).date():
        raise Invalid("cases.signed_later", field="signed_on")
    with atomic():
        row = _locked(acting, slug, attestation_id)
        row.mentions, row.interpreter_attests, row.signed_on = ticks(ready), interpreter_attests, signed_on
        row.save(update_fields=["mentions", "interpreter_attests", "signed_on"])
        record(acting=acting, verb="cases.attestation_ticked", kind="attestation", object_id=row.id, now=now)


def keep_paper(
    *, acting: Acting, slug: str, attestation_id: str, paper: Paper, sealed: Prepared, now: dt.datetime
) -> VaultRef:
    """Keep a paper that was sealed to the dossier's association as its bytes came; the one it replaces is erased.

    What is refused leaves nothing behind.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_attestation``. Denied: ``cases.denied.work``.
        Invalid: ``cases.paper_unknown``, not a paper that is uploaded, or sealed to another association.
        Conflict: ``cases.paper_is_exhibit``, the one in its place is the original of an exhibit.
    """
    try:
        with atomic():
            row = _locked(acting, slug, attestation_id)
            _check_paper(row, paper, sealed)
            return _replace(acting, row, paper, sealed, now)
    except BaseException:
        discard(sealed)
        raise


def keep_aid(*, acting: Acting, slug: str, attestation_id: str, text: str, now: dt.datetime) -> VaultRef:
    """Seal the memory aid of a witness to the dossier's association; the one it replaces is erased.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_attestation``. Denied: ``cases.denied.work``.
        Invalid: ``cases.aid_empty``, ``cases.aid_long``. Conflict: ``vault.no_keys``.
    """
    words = text.strip()
    if not words:
        raise Invalid("cases.aid_empty", field="text")
    if len(words) > AID_LENGTH:
        raise Invalid("cases.aid_long", field="text", limit=AID_LENGTH)
    dossier = enter_dossier(acting, slug, Deed.WORK).dossier
    attestation_of(dossier, attestation_id)
    sealed = prepare(organisation=OrgId(dossier.organisation_id), data=words.encode(), label=LABELS[Paper.AID])
    with atomic():
        return _replace(acting, _locked(acting, slug, attestation_id), Paper.AID, sealed, now)


def drop_paper(*, acting: Acting, slug: str, attestation_id: str, paper: Paper, now: dt.datetime) -> None:
    """Erase a paper for ever.

    Raises:
        Missing: ``cases.no_dossier``, ``cases.no_attestation``, ``cases.no_paper``. Denied: ``cases.denied.work``.
        Conflict: ``cases.paper_is_exhibit``.
    """
    with atomic():
        row = _locked(acting, slug, attestation_id)
        if not getattr(row, REFS[paper]):
            raise Missing("cases.no_paper")
        _erase(row, paper, "retiré de l’attestation", now)
        setattr(row, REFS[paper], "")
        row.save(update_fields=[REFS[paper]])
        detail = {"paper": paper.value}
        record(acting=acting, verb="cases.paper_dropped", kind="attestation", object_id=row.id, now=now, detail=detail)


def _check_paper(row: Attestation, paper: Paper, sealed: Prepared) -> None:
    if paper not in UPLOADED or sealed.organisation != row.dossier.organisation_id:
        raise Invalid("cases.paper_unknown")


def _replace(acting: Acting, row: Attestation, paper: Paper, sealed: Prepared, now: dt.datetime) -> VaultRef:
    _erase(row, paper, "remplacé dans l’attestation", now)
    ref = enter(sealed, now=now)
    setattr(row, REFS[paper], ref)
    row.save(update_fields=[REFS[paper]])
    detail = {"paper": paper.value}
    record(acting=acting, verb="cases.paper_kept", kind="attestation", object_id=row.id, now=now, detail=detail)
    return ref


def _erase(row: Attestation, paper: Paper, reason: str, now: dt.datetime) -> None:
    """Erase what stands in a paper's place; whose place in the dossier lets them work may, for the dossier's association."""
    old = getattr(row, REFS[paper])
    if old and Exhibit.objects.filter(original_ref=old, removed_at=None).exists():
        raise Conflict("cases.paper_is_exhibit")
    if old:
        erase(acting=None, ref=VaultRef(old), reason=reason, now=now)


def _put(row: Attestation, about: Witness) -> None:
    witness = about.witness.strip()
    if not 0 < len(witness) <= 60:
        raise Invalid("cases.witness_needed", field="witness")
    if about.language not in LANGUAGES:
        raise Invalid("cases.language_unknown", field="language")
    if about.fact and not row.dossier.facts.filter(id=about.fact).exists():
        raise Invalid("cases.no_fact", field="fact")
    row.witness, row.language, row.writes_french = witness, about.language, about.writes_french
    row.minor, row.identity, row.domiciled = about.minor, about.identity.value, about.domiciled
    row.fact = row.dossier.facts.filter(id=about.fact).first() if about.fact else None


def _locked(acting: Acting, slug: str, attestation_id: str) -> Attestation:
    dossier = enter_dossier(acting, slug, Deed.WORK).dossier
    attestation_of(dossier, attestation_id)
    return Attestation.objects.select_for_update(of=("self",)).select_related("dossier").get(id=attestation_id)
