"""What the floors above tell the network, which stands below them and may not ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from vigie.kernel.api import ActorId, OrgId, WorldName, world

from .acting import Acting
from .calendars import CalendarLine
from .rules.permissions import Role


@dataclass(frozen=True, slots=True)
class MapPoint:
    """What a map says of one commune, at its centre: how many of what is mapped, and where it leads."""

    slug: str
    name: str
    latitude: float
    longitude: float
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class ToolCard:
    """A common tool that a floor above keeps, such as the vocabulary of facts: its name, its version, where it is read."""

    name: str
    version: str
    url: str


SecondFactorRule = Callable[[Acting], bool]
KeyholderCount = Callable[[OrgId], int]
LeavingWatcher = Callable[[Acting, ActorId, dt.datetime], object]
"""Called with who notes a departure, who leaves, and the moment, in the transaction of the departure."""

MapDrawer = Callable[[Sequence[MapPoint], str, str], str]
"""Draws communes as circles on the quiet coast: the points, the title, the unit (``register_unit``). Returns SVG for a page."""

CalendarSource = Callable[[Acting, dt.date, dt.date], list[CalendarLine]]
"""What a floor above puts on the calendar of who acts, from one day to another, that one left out. Nothing sealed."""

_rules: list[SecondFactorRule] = []
_counts: list[KeyholderCount] = []
_leaving: list[LeavingWatcher] = []
Arrival = Callable[[str, ActorId, dt.datetime], None]

_arrivals: list[Arrival] = []
_tools: list[Callable[[], ToolCard]] = []
_sources: list[CalendarSource] = []
_drawers: list[tuple[MapDrawer, str]] = []
_sentences: dict[str, str | Promise] = {}


def register_second_factor_rule(rule: SecondFactorRule) -> None:
    """Add a reason to require a second factor of someone: the vault says who holds a key."""
    if rule not in _rules:
        _rules.append(rule)


def register_keyholder_count(count: KeyholderCount) -> None:
    """Say how many people hold the key of an association, for the page that opens the house."""
    _counts[:] = [count]


def watch_leaving(watcher: LeavingWatcher) -> None:
    """Ask to be told when someone leaves an association: upper floors end there what they held by name."""
    _leaving.append(watcher)


def told_of_leaving(acting: Acting, person: ActorId, now: dt.datetime) -> None:
    """Tell whoever asked."""
    for watcher in _leaving:
        watcher(acting, person, now)


def register_arrival(arrived: Arrival) -> None:
    """Be told of each invitation that is used: its id, who came by it, when. In the same transaction: what refuses, refuses all."""
    if arrived not in _arrivals:
        _arrivals.append(arrived)


def tell_arrival(invitation_id: str, person: ActorId, now: dt.datetime) -> None:
    """Tell the floors above who came by an invitation."""
    for arrived in _arrivals:
        arrived(invitation_id, person, now)


def register_journal_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Add, by verb, the sentences in which the journal is read: what was done, without who nor when."""
    _sentences.update(sentences)


def journal_sentence(verb: str) -> str:
    """Return what was done in plain words; a verb nobody gave words to is said by its name."""
    return str(_sentences.get(verb, verb))


def needs_second_factor(acting: Acting) -> bool:
    """Say whether a password alone is too little for this person: administrators, and whom a rule names.

    Where everything is invented, it never is.
    """
    if world().name is not WorldName.REAL:
        return False
    return Role.ADMIN in acting.roles or any(rule(acting) for rule in _rules)


def keyholder_count(organisation: OrgId) -> int:
    """Return how many people hold the association's key; none as long as no vault says so."""
    return sum(count(organisation) for count in _counts)


def register_map(drawer: MapDrawer, style: str) -> None:
    """Say who draws the coast, the floor that keeps its outline, and with which style sheet (a static file)."""
    _drawers[:] = [(drawer, style)]


def drawn_map(points: Sequence[MapPoint], title: str, unit: str) -> str:
    """Return the map of some communes as SVG; nothing as long as no floor draws."""
    return _drawers[0][0](points, title, unit) if _drawers else ""


def map_style() -> str:
    """Return the style sheet of the map."""
    return _drawers[0][1] if _drawers else ""


def register_calendar_source(source: CalendarSource) -> None:
    """Add to the calendar: sessions, milestones, deadlines of the floors above."""
    _sources.append(source)


def calendar_lines(acting: Acting, start: dt.date, end: dt.date) -> list[CalendarLine]:
    """Return what the floors above put on the calendar."""
    return [line for source in _sources for line in source(acting, start, end)]


def register_tool(card: Callable[[], ToolCard]) -> None:
    """Show beside the common tools one that a floor above keeps, with its version."""
    _tools.append(card)


def kept_above() -> list[ToolCard]:
    """Return the common tools of the floors above."""
    return [card() for card in _tools]
