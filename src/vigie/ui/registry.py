"""What floors hang on the frame: navigation, header slots, who is acting, units, sentences of refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Section(StrEnum):
    """The sections of the navigation, in the order of the journey."""

    HOME = "home"
    FIELD = "field"
    FACTS = "facts"
    CASES = "cases"
    PUBLICATION = "publication"
    MISSIONS = "missions"
    LEARNING = "learning"
    NETWORK = "network"
    VAULT = "vault"


SECTIONS: dict[Section, tuple[Text, str]] = {
    Section.HOME: (_("Accueil"), "house"),
    Section.FIELD: (_("Terrain"), "notebook"),
    Section.FACTS: (_("Faits"), "eye"),
    Section.CASES: (_("Dossiers"), "folder"),
    Section.PUBLICATION: (_("Publications"), "megaphone"),
    Section.MISSIONS: (_("Missions"), "ship"),
    Section.LEARNING: (_("Formations"), "cap"),
    Section.NETWORK: (_("Réseau"), "network"),
    Section.VAULT: (_("Coffre"), "safe"),
}


def everyone(request: HttpRequest) -> bool:
    """Show to whoever is signed in."""
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation.

    The first visible item of a section gives the section its address; further ones show below it
    when the section is open. ``icon`` is kept for lists of shortcuts; the section has its own.
    ``also``: names of pages that lie under another address and belong to this entry.
    """

    section: Section
    label: Text
    url_name: str
    icon: str = ""
    order: int = 0
    visible: Callable[[HttpRequest], bool] = everyone
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderSlot:
    """A piece of the masthead that another floor fills, for example the lock of the vault.

    ``context`` returns the variables of the template, or ``None`` to show nothing.
    """

    name: str
    template: str
    context: Callable[[HttpRequest], Mapping[str, object] | None]
    order: int = 0


@dataclass(frozen=True, slots=True)
class ObjectAction:
    """Something a floor above does with objects that a floor below shows: "add these facts to a dossier".

    ``kind`` names the objects (``statement``); the address takes their ids as ``<kind>=<id>``, once or more, by GET from
    the page of one of them and by POST from a list in which several were ticked.
    """

    kind: str
    name: str
    label: Text
    url_name: str
    icon: str = ""
    order: int = 0
    visible: Callable[[HttpRequest], bool] = everyone


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, and for which association: always shown."""

    organisation: Text
    person: Text
    switch_organisation_url: str = ""
    switch_person_url: str = ""
    account_url: str = ""
    sign_out_url: str = ""


_nav: dict[tuple[Section, str], NavItem] = {}
_slots: dict[str, HeaderSlot] = {}
_actions: dict[tuple[str, str], ObjectAction] = {}
_phrases: dict[str, Text] = {}
_who: list[Callable[[HttpRequest], Who | None]] = []


def register_nav(item: NavItem) -> None:
    """Add an entry to the navigation; registering it again replaces it."""
    _nav[item.section, item.url_name] = item


def register_header_slot(slot: HeaderSlot) -> None:
    """Add a piece to the masthead; registering its name again replaces it."""
    _slots[slot.name] = slot


def register_object_action(action: ObjectAction) -> None:
    """Offer an action wherever objects of its kind are shown; registering its name again replaces it."""
    _actions[action.kind, action.name] = action


def register_who(find: Callable[[HttpRequest], Who | None]) -> None:
    """Say how the frame learns who acts for whom."""
    _who[:] = [find]


def register_phrases(phrases: Mapping[str, Text]) -> None:
    """Add the sentences of a floor's refusal codes, written with ``%(name)s``."""
    _phrases.update(phrases)


def nav_items() -> list[NavItem]:
    """Return every registered entry, in the order of the journey."""
    sections = list(Section)
    return sorted(_nav.values(), key=lambda item: (sections.index(item.section), item.order))


def header_slots() -> list[HeaderSlot]:
    """Return the pieces of the masthead, in order."""
    return sorted(_slots.values(), key=lambda slot: slot.order)


def object_actions(kind: str, request: HttpRequest) -> list[ObjectAction]:
    """Return what this person may do with objects of a kind, in order."""
    found = sorted(_actions.values(), key=lambda action: action.order)
    return [action for action in found if action.kind == kind and action.visible(request)]


def who(request: HttpRequest) -> Who | None:
    """Return who acts, or ``None`` before sign-in."""
    return _who[0](request) if _who else None


def phrase(code: str) -> Text | None:
    """Return the sentence of a refusal code, unfilled, or ``None``."""
    return _phrases.get(code)
