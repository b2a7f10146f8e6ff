"""What was made for a referral, and which Word template serves it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from vigie.kernel.api import Missing, VaultRef
from vigie.network.api import Acting, person_names

from ..models import Dossier, Draft, Exhibit, Referral, WordTemplate
from ..rules.access import Deed
from ..rules.states import ExhibitState, ReferralState
from .access import Entered, enter
from .lent import opens, waiting_to_borrow

OPEN_STATES = frozenset({ReferralState.DRAFT, ReferralState.FILED, ReferralState.ANSWERED})


@dataclass(frozen=True, slots=True)
class DraftCard:
    """A made document, one version."""

    id: str
    kind: str
    version: int
    sha256: str
    made_by: str
    made_at: dt.datetime
    newest: bool
    opens: bool
    """With the key of this person or of the association they act for."""


@dataclass(frozen=True, slots=True)
class DocumentsCard:
    """The documents of a referral. ``can_make``: by this person, today; ``own_keys``: they act for the association they are
    sealed to; ``to_lend``: people of other associations who open less than they may; ``waiting``: exhibits that nobody looked at a second time; ``template``: the association's own, or none."""

    slug: str
    referral_id: str
    body: str
    organisation: str
    drafts: tuple[DraftCard, ...]
    exhibits: int
    waiting: int
    can_make: bool
    own_keys: bool
    to_lend: int
    template: WordTemplate | None
    template_by: str


def referral_of(acting: Acting, slug: str, referral_id: str, deed: Deed = Deed.READ) -> tuple[Entered, Referral]:
    """Return a referral to someone named in its dossier.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``.
        Denied: ``cases.denied.<deed>``.
    """
    entered = enter(acting, slug, deed)
    referral = entered.dossier.referrals.select_related("dossier__organisation", "body").filter(id=referral_id).first()
    if referral is None:
        raise Missing("cases.no_referral")
    return entered, referral


def draft_of(acting: Acting, slug: str, referral_id: str, draft_id: str) -> tuple[Entered, Draft]:
    """Return one made document, to someone named in its dossier.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_referral``; ``cases.no_draft``.
    """
    entered, referral = referral_of(acting, slug, referral_id)
    draft = referral.drafts.filter(id=draft_id).first()
    if draft is None:
        raise Missing("cases.no_draft")
    return entered, draft


def documents_card(acting: Acting, entered: Entered, referral: Referral, *, now: dt.datetime) -> DocumentsCard:
    """Return what a page says of the documents of a referral."""
    rows = list(referral.drafts.order_by("kind", "-version"))
    template = template_in_use(referral.dossier, referral.body_id)
    names = person_names({*(row.made_by for row in rows), *([template.added_by] if template else [])})
    open_to_me = opens(acting, referral.dossier, [VaultRef(row.sealed_ref) for row in rows], now=now)
    own_keys = acting.organisation == referral.dossier.organisation_id
    newest: set[str] = set()
    cards = []
    for row in rows:
        cards.append(
            _card(row, names.get(row.made_by, ""), newest=row.kind not in newest, opens=row.sealed_ref in open_to_me)
        )
        newest.add(row.kind)
    exhibits = exhibits_of_referral(referral)
    return DocumentsCard(
        slug=referral.dossier.slug,
        referral_id=referral.id,
        body=referral.body.fr,
        organisation=str(referral.dossier.organisation),
        drafts=tuple(sorted(cards, key=lambda card: card.made_at, reverse=True)),
        exhibits=len(exhibits),
        waiting=sum(row.state != ExhibitState.READY for row in exhibits),
        can_make=entered.may(Deed.WORK) and ReferralState(referral.state) in OPEN_STATES,
        own_keys=own_keys,
        to_lend=waiting_to_borrow(referral.dossier, now=now) if own_keys and entered.may(Deed.WORK) else 0,
        template=template,
        template_by=names.get(template.added_by, "") if template else "",
    )


def template_in_use(dossier: Dossier, body: str) -> WordTemplate | None:
    """Return the newest template for a body that an association of the dossier brought; ``None``: the house's serves."""
    named = dossier.accesses.filter(ended_at=None).values("organisation_id")
    return live_templates(body).filter(Q(organisation_id=dossier.organisation_id) | Q(organisation__in=named)).first()


def live_templates(body: str) -> QuerySet[WordTemplate]:
    """Return the templates for a body that serve today, the newest first."""
    return (
        WordTemplate.objects.filter(body_id=body, replaced_at=None)
        .select_related("organisation")
        .order_by("-added_at", "-id")
    )


def exhibits_of_referral(referral: Referral) -> list[Exhibit]:
    """Return the exhibits produced with a referral, in their order; all those of the dossier while none is chosen."""
    produced = [
        row.exhibit for row in referral.produced.select_related("exhibit__owner") if row.exhibit.removed_at is None
    ]
    return produced or list(referral.dossier.exhibits.filter(removed_at=None).select_related("owner"))


def _card(row: Draft, name: str, *, newest: bool, opens: bool) -> DraftCard:
    return DraftCard(row.id, row.kind, row.version, row.sha256, name, row.made_at, newest, opens)
