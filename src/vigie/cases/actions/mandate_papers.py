"""The signed paper of a mandate: added once it is signed, opened by the association that sealed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from vigie.kernel.api import Conflict, Missing, VaultRef, atomic
from vigie.network.api import Acting, Permission, check
from vigie.vault.api import Unlocked, discard, open_sealed
from vigie.vault.api import enter as enter_sealed

from ..models import Mandate
from ..queries.access import enter
from ..rules.filetypes import suffix
from ..rules.papers import content_type
from .mandates import note_mandate, prepare_paper


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """The scan of a signed mandate, in clear, in memory."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


def add_mandate_paper(*, acting: Acting, slug: str, mandate_id: str, paper: bytes, now: dt.datetime) -> None:
    """Seal the scan of a mandate that was given before it was scanned. One that is there stays: it is a proof.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_mandate``, also when it is another association's.
        Denied: ``network.denied.give_mandate``.
        Conflict: ``cases.mandate_has_paper``; ``vault.no_keys``.
        Invalid: as ``check_paper``.
    """
    mandate = own_mandate(acting, slug, mandate_id)
    check(acting, Permission.GIVE_MANDATE)
    if mandate.paper_ref:
        raise Conflict("cases.mandate_has_paper")
    sealed = prepare_paper(acting, paper)
    try:
        with atomic():
            _attach(mandate, enter_sealed(sealed, now=now))
            note_mandate(acting, mandate, "cases.mandate_paper_added", now)
    except BaseException:
        discard(sealed)
        raise


def _attach(mandate: Mandate, ref: VaultRef) -> None:
    if not Mandate.objects.filter(id=mandate.id, paper_ref="").update(paper_ref=ref):
        raise Conflict("cases.mandate_has_paper")


def open_mandate_paper(
    *, acting: Acting, unlocked: Unlocked | None, slug: str, mandate_id: str, motive: str, now: dt.datetime
) -> SignedPaper:
    """Open the scan of a mandate that one's association gave, for a reason, which is written with the opening.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_mandate``; ``cases.no_mandate_paper``.
        Denied: ``vault.locked``, ``vault.key_gone``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``; ``vault.damaged``.
    """
    mandate = own_mandate(acting, slug, mandate_id)
    if not mandate.paper_ref:
        raise Missing("cases.no_mandate_paper")
    data = open_sealed(unlocked=unlocked, ref=VaultRef(mandate.paper_ref), motive=motive, now=now)
    kind = content_type(data)
    return SignedPaper(f"mandat-signe-{mandate.signed_on:%Y-%m-%d}.{suffix(kind)}", kind, data)


def own_mandate(acting: Acting, slug: str, mandate_id: str) -> Mandate:
    """Return a mandate that one's association gave in a dossier in which one is named.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_mandate``.
    """
    dossier = enter(acting, slug).dossier
    row = dossier.mandates.filter(id=mandate_id, organisation_id=acting.organisation).first()
    if row is None:
        raise Missing("cases.no_mandate")
    return row
