"""An association leaves with its data: what it takes, what ends, what stays; asked of every floor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from vigie.cases.api import dossier_count
from vigie.cases.api import package as of_cases
from vigie.collection.api import package as of_collection
from vigie.collection.api import phones_that_send, revoke_device
from vigie.facts.api import FactFilter, shared_count, statement_count
from vigie.facts.api import package as of_facts
from vigie.journal.api import recent
from vigie.kernel.api import PARIS, Conflict, Invalid, Parcel, WorldName, atomic, table_parcel, world
from vigie.learning.api import package as of_learning
from vigie.network.api import (
    Acting,
    Bonds,
    DepartureCard,
    Permission,
    ask_departure,
    bonds,
    check,
    confirm_departure,
    departure,
    note_package,
    person_names,
)
from vigie.network.api import package as of_network
from vigie.programme.api import package as of_programme
from vigie.publication.api import package as of_publication
from vigie.publication.api import release_count
from vigie.vault.api import has_keys, is_keyholder, key_to_take, sealed_count
from vigie.vault.api import package as of_vault

from .packing import zipped

JOURNAL_LINES = 100_000


@dataclass(frozen=True, slots=True)
class LeavingSheet:
    """Where a departure stands, and all that it would take, end and leave. ``opens``: who asks can take the key away too."""

    departure: DepartureCard | None
    bonds: Bonds
    facts: int
    shared: int
    sealed: int
    dossiers: int
    releases: int
    phones: int
    founded: bool
    opens: bool
    practice: bool


def sheet(acting: Acting, *, now: dt.datetime) -> LeavingSheet:
    """Return what a departure would take, end and leave today.

    Raises:
        Denied: ``network.denied.leave_house``.
    """
    check(acting, Permission.LEAVE_HOUSE)
    own = FactFilter(organisations=(acting.organisation_slug,))
    return LeavingSheet(
        departure=departure(acting),
        bonds=bonds(acting, day=now.astimezone(PARIS).date()),
        facts=statement_count(acting, own),
        shared=shared_count(acting),
        sealed=sealed_count(acting),
        dossiers=dossier_count(acting),
        releases=release_count(acting),
        phones=len(phones_that_send(acting)),
        founded=has_keys(acting.organisation),
        opens=is_keyholder(acting),
        practice=world().name is WorldName.PRACTICE,
    )


def ask(*, acting: Acting, now: dt.datetime) -> None:
    """Ask that the association leave.

    Raises:
        Denied: ``network.denied.leave_house``. Conflict: ``network.departure_asked``.
    """
    ask_departure(acting=acting, now=now, page=reverse("desk:leaving"))


def package(*, acting: Acting, passphrase: str, now: dt.datetime) -> Iterator[bytes]:
    """Write in the journal that the package is made, then yield it, a ZIP, piece by piece.

    Args:
        acting: who makes it: a keyholder, unless the association has no key.
        passphrase: theirs; the key leaves sealed by it, so that ``age`` alone opens the rest.
        now: when.

    Raises:
        Denied: ``network.denied.leave_house``, ``vault.not_keyholder``, a wrong passphrase.
        Conflict: ``network.no_departure``. Invalid: ``desk.nothing_to_leave_in_practice``,
            ``desk.key_needed_to_leave``: dossiers leave sealed or not at all.
    """
    check(acting, Permission.LEAVE_HOUSE)
    if world().name is WorldName.PRACTICE:
        raise Invalid("desk.nothing_to_leave_in_practice")
    asked = departure(acting)
    if asked is None or asked.left_at is not None:
        raise Conflict("network.no_departure")
    if not has_keys(acting.organisation) and dossier_count(acting):
        raise Invalid("desk.key_needed_to_leave")
    key = key_to_take(acting=acting, passphrase=passphrase, now=now) if has_keys(acting.organisation) else b""
    note_package(acting=acting, now=now)
    return zipped(_parcels(acting, key, now), made_at=now)


def confirm(*, acting: Acting, now: dt.datetime) -> None:
    """End what binds the association to others and the right of its phones to send, all or nothing. Nothing is erased.

    Raises:
        Denied: ``network.denied.leave_house``. Conflict: ``network.no_departure``, ``network.no_package_yet``.
    """
    with atomic():
        confirm_departure(acting=acting, now=now, page=reverse("desk:leaving"))
        for phone in phones_that_send(acting):
            revoke_device(acting=acting, token_id=phone, now=now)


def _parcels(acting: Acting, key: bytes, now: dt.datetime) -> Iterator[Parcel]:
    day = now.astimezone(PARIS).date()
    yield Parcel("LISEZ-MOI.txt", [read_me(acting).encode()])
    if key:
        yield Parcel("cles/identite.age", [key], packed=True)
    yield from of_network(acting, day=day)
    yield from of_facts(acting, now=now)
    yield from of_collection(acting)
    yield from of_cases(acting)
    yield from of_publication(acting)
    yield from of_learning(acting)
    yield from of_programme(acting)
    yield _journal(acting)
    yield from of_vault(acting)


def _journal(acting: Acting) -> Parcel:
    lines = recent(organisation=acting.organisation, limit=JOURNAL_LINES)
    names = person_names({line.actor for line in lines})
    rows = [
        [f"{e.at:%Y-%m-%dT%H:%M:%S%z}", names.get(e.actor, ""), e.verb, e.kind, e.object_id, e.motive] for e in lines
    ]
    return table_parcel("journal.csv", [["quand", "qui", "quoi", "nature", "objet", "motif"], *rows])


def read_me(acting: Acting) -> str:
    """Return the page that says what is in the package and how it opens without Vigie."""
    lines = [
        *([_("DONNÉES INVENTÉES"), ""] if world().invented else []),
        _("Les données de %(name)s, emportées de Vigie.") % {"name": acting.organisation_name},
        "",
        _("Vérifier que rien n’a changé :  sha256sum -c SHA256SUMS"),
        _(
            "Ouvrir ce qui est scellé, avec le logiciel libre age et la phrase secrète de qui a fait ce paquet, en minuscules, un espace entre les mots :"
        ),
        "  age -d -o identite.txt cles/identite.age",
        "  age -d -i identite.txt -o fichier scelles/NOM.age",
        _(
            "Un texte scellé finit par un octet 0x80 et des zéros de remplissage. « scelles/liste.csv » dit ce qu’est chaque fichier."
        ),
        _("Effacez « identite.txt » aussitôt après : ce fichier ouvre tout."),
        "",
        _("faits/ : une ligne par récit ; colonnes.csv dit ce qu’est chaque colonne."),
        _("dossiers/ : scellés, car un dossier ne se lit que par les personnes qui y sont nommées."),
        _("Ne sont pas ici : ce qui a été retiré, effacé ou écarté, et ce que d’autres associations ont partagé."),
    ]
    return "\n".join(lines) + "\n"
