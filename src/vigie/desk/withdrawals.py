"""What was taken back, across the floors: what each one says it touched, what is done, what remains, and the acts that finish it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.cases.api import TouchedCases, TouchedDossier, touched_by
from vigie.collection.api import RecordBehind, records_behind, testimonies_waiting
from vigie.facts.api import WithdrawalCard, WithdrawnFacts, close_withdrawal, see_to, withdrawal
from vigie.kernel.api import Conflict, Missing, VaultRef, atomic
from vigie.network.api import Acting, Permission, can, check
from vigie.publication.api import TouchedPublications, TouchedRelease, touched_publications
from vigie.ui.api import say_day
from vigie.vault.api import erase, sealed_facts

from .rules.withdrawing import Group, Line, Stands, left, subjects

CALL = "call"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is sealed behind a withdrawal: how many objects are still there, how many were erased."""

    there: tuple[VaultRef, ...]
    erased: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A withdrawal to work on. ``waiting``: testimonies nobody has coded, in which unknown words may be."""

    card: WithdrawalCard
    facts: WithdrawnFacts
    groups: tuple[Group, ...]
    sealed: Sealed
    left: int
    waiting: int
    may_handle: bool
    may_open: bool
    contact: VaultRef | None


def sheet(acting: Acting, withdrawal_id: str, *, now: dt.datetime) -> Sheet:
    """Return one withdrawal of one's own association and all it touched.

    Raises:
        Denied: ``network.denied.see_withdrawals``.
        Missing: ``facts.no_withdrawal``, also when it is another association's.
    """
    facts = withdrawal(acting, withdrawal_id)
    refs = [ref for testimony in facts.testimonies for ref in testimony.sealed]
    records = records_behind(acting, refs)
    refs = list(dict.fromkeys([*refs, *(ref for record in records for ref in record.sealed)]))
    cases = touched_by(acting, statements=[s.id for s in facts.statements], refs=refs)
    told = touched_publications(
        acting, testimonies=[t.id for t in facts.testimonies], statements=facts.statements, now=now
    )
    sealed = _sealed(refs)
    contact = _still(facts.card.contact)
    groups = tuple(
        group
        for group in (
            Group(_("La personne"), tuple(_person(facts.card, contact))),
            Group(_("Faits"), tuple(_facts(facts))),
            Group(_("Publications"), tuple(_publications(facts.card, told))),
            Group(_("Dossiers et saisines"), tuple(_cases(facts.card, cases))),
            Group(_("Terrain et coffre"), tuple(_records(records, sealed))),
        )
        if group.lines
    )
    return Sheet(
        card=facts.card,
        facts=facts,
        groups=groups,
        sealed=sealed,
        left=left(groups),
        waiting=0 if facts.card.met else testimonies_waiting(acting),
        may_handle=can(acting, Permission.HANDLE_WITHDRAWAL) and facts.card.closed_on is None,
        may_open=can(acting, Permission.OPEN_SEALED),
        contact=contact,
    )


def mark(*, acting: Acting, withdrawal_id: str, subject: str, now: dt.datetime) -> None:
    """Write that one line was seen to. Only a line of this withdrawal can be.

    Raises:
        Denied: ``network.denied.handle_withdrawal``. Missing: ``facts.no_withdrawal``, or no such line in it.
    """
    check(acting, Permission.HANDLE_WITHDRAWAL)
    if subject not in subjects(sheet(acting, withdrawal_id, now=now).groups):
        raise Missing("facts.no_withdrawal")
    see_to(acting=acting, withdrawal_id=withdrawal_id, subject=subject, now=now)


def erase_identity(*, acting: Acting, withdrawal_id: str, reason: str, now: dt.datetime) -> int:
    """Erase all that is sealed behind a withdrawal, because the person asks so; return how many objects.

    The coded facts stay, under a pseudonym and within the association; a copy filed with a body stays too.

    Raises:
        Denied: ``network.denied.handle_withdrawal``. Missing: ``facts.no_withdrawal``.
        Invalid: ``vault.motive_needed``, ``vault.motive_long``. Conflict: ``desk.nothing_sealed``.
    """
    check(acting, Permission.HANDLE_WITHDRAWAL)
    found = sheet(acting, withdrawal_id, now=now)
    if not found.sealed.there:
        raise Conflict("desk.nothing_sealed")
    with atomic():
        for ref in found.sealed.there:
            erase(acting=acting, ref=ref, reason=reason, now=now)
        see_to(acting=acting, withdrawal_id=withdrawal_id, subject="sealed", now=now)
    return len(found.sealed.there)


def close(*, acting: Acting, withdrawal_id: str, now: dt.datetime) -> None:
    """Say that all was seen to: publications may go out again, and how to reach the person is erased. It binds for ever.

    Raises:
        Denied: ``network.denied.handle_withdrawal``. Missing: ``facts.no_withdrawal``.
        Conflict: ``desk.withdrawal_left``; ``facts.withdrawal_closed``.
    """
    check(acting, Permission.HANDLE_WITHDRAWAL)
    found = sheet(acting, withdrawal_id, now=now)
    if found.left:
        raise Conflict("desk.withdrawal_left", number=found.left)
    with atomic():
        close_withdrawal(acting=acting, withdrawal_id=withdrawal_id, now=now)
        if found.contact is not None:
            erase(acting=acting, ref=found.contact, reason=_("personne rappelée"), now=now)


def _person(card: WithdrawalCard, contact: VaultRef | None) -> Iterator[Line]:
    if card.contact is not None:
        note = _("Elle a laissé, sous scellé, comment la joindre. Ce message s’efface quand tout est traité.")
        yield Line(
            CALL,
            _("Elle demande à être rappelée"),
            note if contact else _("Son message a été effacé."),
            reverse("vault:value", args=[contact]) if contact else "",
            seen=CALL in card.handled,
        )


def _facts(found: WithdrawnFacts) -> Iterator[Line]:
    number = len(found.statements)
    if not number:
        return
    if found.card.stops:
        said = ngettext("%(n)s récit ne sert plus", "%(n)s récits ne servent plus", number) % {"n": number}
        note = _("Ni partage, ni chiffre, ni export, ni citation, ni saisine. Seule votre association les voit encore.")
    else:
        said = ngettext("%(n)s récit va moins loin", "%(n)s récits vont moins loin", number) % {"n": number}
        note = _("Ce que la personne accepte encore est sur la page du récit.")
    acts = ngettext("%(n)s acte codé", "%(n)s actes codés", found.acts) % {"n": found.acts}
    events = ngettext("%(n)s évènement", "%(n)s évènements", found.events) % {"n": found.events}
    note = f"{note} ({acts}, {events})"
    url = reverse("facts:statement", args=[found.statements[0].id]) if number == 1 else ""
    yield Line("facts", said, note, url, Stands.DONE)


def _publications(card: WithdrawalCard, told: TouchedPublications) -> Iterator[Line]:
    for quote in told.quotes:
        gone = not quote.usable
        note = _("Elle ne peut plus être prise dans aucune publication.") if gone else _("Retirez-la de la banque.")
        yield Line(
            f"quote:{quote.id}",
            _("Citation de %(pseudonym)s") % {"pseudonym": quote.pseudonym},
            note,
            reverse("publication:quote", args=[quote.id]),
            Stands.DONE if gone or not (card.stops or "quote" in card.purposes) else Stands.LEFT,
            f"quote:{quote.id}" in card.handled,
        )
    for release in told.releases:
        yield _release(card, release)


def _release(card: WithdrawalCard, release: TouchedRelease) -> Line:
    why = []
    if release.quotes:
        why.append(_("elle cite la personne"))
    if release.tells:
        why.append(_("elle raconte ce fait"))
    if release.counts:
        why.append(_("ses chiffres ne sont plus ceux d’aujourd’hui"))
    what = (
        _("Déjà corrigée ou retirée.") if release.handled else _("Corrigez-la ou retirez-la ; ce qui a circulé reste.")
    )
    return Line(
        f"release:{release.card.id}",
        _("Publication n° %(number)s de %(house)s : %(why)s")
        % {"number": release.card.number, "house": release.card.organisation_name, "why": ", ".join(why)},
        what,
        reverse("publication:release", args=[release.card.id]),
        Stands.DONE if release.handled else Stands.GONE,
        f"release:{release.card.id}" in card.handled,
    )


def _cases(card: WithdrawalCard, found: TouchedCases) -> Iterator[Line]:
    for row in found.filed:
        day = say_day(row.filed_on) if row.filed_on else ""
        yield Line(
            f"referral:{row.id}",
            _("Saisine déposée le %(day)s : %(body)s") % {"day": day, "body": row.body},
            _("Ce qui est parti ne peut plus être rappelé. Dites-le à la personne, ou à qui la suit."),
            _dossier(row.slug),
            Stands.GONE,
            f"referral:{row.id}" in card.handled,
        )
    for row in found.drafts:
        note = _("Elle ne peut plus partir avec cette personne ni avec ses pièces.")
        said = _("Saisine en préparation : %(body)s") % {"body": row.body}
        yield Line(f"draft:{row.id}", said, note, _dossier(row.slug), Stands.DONE)
    yield from (_team(card, touched) for touched in found.dossiers)
    for piece in found.exhibits:
        yield Line(
            f"exhibit:{piece.id}",
            _("Pièce n° %(number)s") % {"number": piece.number} + (f" : {piece.title}" if piece.title else ""),
            _piece(sent=piece.sent, copy=piece.copy),
            _dossier(piece.slug),
            Stands.GONE if piece.sent else Stands.DONE,
            piece.sent and f"exhibit:{piece.id}" in card.handled,
        )


def _team(card: WithdrawalCard, row: TouchedDossier) -> Line:
    named = _("Dossier « %(title)s »") % {"title": row.title}
    others = _("Un dossier de %(house)s où vous n’êtes pas") % {"house": row.organisation}
    note = ngettext(
        "La personne qui y travaille est prévenue. Voyez ensemble ce qu’il devient.",
        "Les %(n)s personnes qui y travaillent sont prévenues. Voyez ensemble ce qu’il devient.",
        row.people,
    )
    subject = f"dossier:{row.id}"
    return Line(
        subject,
        named if row.slug else others,
        note % {"n": row.people},
        _dossier(row.slug),
        Stands.DONE if row.closed or not card.stops else Stands.LEFT,
        subject in card.handled,
    )


def _piece(*, sent: bool, copy: bool) -> str:
    if sent:
        return _("Sa copie caviardée est partie avec une saisine : elle ne peut plus être rappelée, et reste gardée.")
    if copy:
        return _("Elle ne part plus. Sa copie caviardée s’efface avec l’original.")
    return _("Elle ne part plus. Aucune copie n’en est gardée.")


def _dossier(slug: str) -> str:
    return reverse("cases:dossier", args=[slug]) if slug else ""


def _records(records: tuple[RecordBehind, ...], sealed: Sealed) -> Iterator[Line]:
    for record in records:
        yield Line(
            f"record:{record.id}",
            _("Le témoignage reçu du terrain"),
            _("Il est versé : rien n’en attend plus."),
            "",
            Stands.DONE,
        )
    if sealed.there or sealed.erased:
        said = (
            ngettext("%(n)s contenu scellé est gardé", "%(n)s contenus scellés sont gardés", len(sealed.there))
            if sealed.there
            else ngettext("%(n)s contenu scellé est effacé", "%(n)s contenus scellés sont effacés", sealed.erased)
        )
        note = (
            _("Récit, nom, photos : votre association seule peut les ouvrir. Effacez-les si la personne le demande.")
            if sealed.there
            else _("Les sauvegardes ne s’ouvrent plus non plus, au plus tard dans quatorze jours.")
        )
        state = Stands.KEPT if sealed.there else Stands.DONE
        yield Line("sealed", said % {"n": len(sealed.there) or sealed.erased}, note, "", state)


def _sealed(refs: list[VaultRef]) -> Sealed:
    there, erased = [], 0
    for ref in refs:
        with suppress(Missing):
            if sealed_facts(ref).erased_at is None:
                there.append(ref)
            else:
                erased += 1
    return Sealed(tuple(there), erased)


def _still(contact: VaultRef | None) -> VaultRef | None:
    """Return the contact if it was not erased."""
    return contact if contact and _sealed([contact]).there else None
