"""Open a dossier, name who works on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.text import slugify

from vigie.journal.api import record
from vigie.kernel.api import PARIS, ActorId, Conflict, Invalid, Missing, OrgId, atomic
from vigie.network.api import Acting, Permission, acting_for, check

from ..models import Dossier, Strategy
from ..queries.access import enter
from ..rules.access import PLACE_ASKS, RESERVED, Deed, DossierRole, may, place_for
from ..rules.states import DossierKind
from .lending_documents import end_lent_of
from .mandates import end_mandates_of
from .places import end_place, hand_on, is_last, take_place


@dataclass(frozen=True, slots=True)
class DossierDraft:
    """What a dossier begins with. ``role``: the place its author takes in it; ``None`` gives the one their role allows."""

    title: str
    kind: DossierKind
    purpose: str = ""
    role: DossierRole | None = None
    invented: bool = False


def open_dossier(*, acting: Acting, draft: DossierDraft, now: dt.datetime) -> str:
    """Open a dossier of the association acted for and return its slug; its author is the first person named in it.

    Raises:
        Denied: may not open one.
        Invalid: ``cases.title_needed``; ``cases.role_not_held``.
    """
    check(acting, Permission.OPEN_DOSSIER)
    title = draft.title.strip()
    if not title:
        raise Invalid("cases.title_needed", field="title")
    role = draft.role or place_for(acting.roles)
    _check_role(acting, role)
    with atomic():
        dossier = Dossier.objects.create(
            organisation_id=acting.organisation,
            slug=_free_slug(title),
            title=title[:160],
            purpose=draft.purpose.strip(),
            kind=draft.kind.value,
            invented=draft.invented,
            created_by=acting.actor,
            created_at=now,
        )
        Strategy.objects.create(dossier=dossier)
        take_place(dossier, acting, role, by=acting.actor, now=now)
        record(acting=acting, verb="cases.dossier_opened", kind="dossier", object_id=dossier.id, now=now)
    return dossier.slug


def give_access(
    *, acting: Acting, slug: str, person: ActorId, organisation: OrgId, role: DossierRole, now: dt.datetime
) -> None:
    """Name someone in a dossier, for one association; a place they hold there already changes to the new one. They are told.

    Raises:
        Missing: ``cases.no_dossier``; ``network.no_role``, they are not of that association.
        Denied: ``cases.denied.give_access``.
        Invalid: ``cases.role_not_held``, they do not hold there the role that the place asks for.
    """
    dossier = enter(acting, slug, Deed.GIVE_ACCESS).dossier
    theirs = acting_for(person_id=person, organisation_id=organisation, day=now.astimezone(PARIS).date())
    _check_role(theirs, role)
    with atomic():
        if role is not DossierRole.AVOCAT:
            end_mandates_of(dossier=dossier, person=person, organisation=organisation, by=acting, now=now)
        if not may(role, Deed.WORK):
            end_lent_of(dossier=dossier, person=person, organisation=organisation, by=acting, now=now)
        verb, told = "cases.access_given", "cases.named"
        hand_on(dossier, theirs, role, verb=verb, told=told, by=acting, now=now)


def end_access(*, acting: Acting, slug: str, access_id: str, now: dt.datetime) -> None:
    """Take someone off a dossier, oneself perhaps; the last person who may name others stays.

    Raises:
        Missing: ``cases.no_dossier``; ``cases.no_access``.
        Denied: ``cases.denied.give_access``, unless it is one's own place.
        Conflict: ``cases.last_one``.
    """
    dossier = enter(acting, slug).dossier
    access = dossier.accesses.filter(id=access_id, ended_at=None).first()
    if access is None:
        raise Missing("cases.no_access")
    if (access.person, access.organisation_id) != (acting.actor, acting.organisation):
        enter(acting, slug, Deed.GIVE_ACCESS)
    if is_last(access):
        raise Conflict("cases.last_one")
    with atomic():
        end_place(access, by=acting, now=now)


def _check_role(acting: Acting, role: DossierRole) -> None:
    if not acting.can(Permission.SEE_CASES) or not acting.roles & PLACE_ASKS.get(role, acting.roles):
        raise Invalid("cases.role_not_held", field="role")


def _free_slug(title: str) -> str:
    base = slugify(title)[:50] or "dossier"
    taken = RESERVED | set(Dossier.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
