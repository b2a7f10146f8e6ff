"""Every address of the house, for every role and every relation. One without a row fails, by its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests import matrix
from tests.factories.field_app import built
from tests.matrix import (
    AGAIN,
    HIDDEN,
    NEVER,
    NO,
    SIGN_IN,
    YES,
    Held,
    Outcome,
    Plain,
)
from tests.matrix.world import HOUSES, SEALED, World, address, build
from vigie.network.api import Role


def tables() -> Iterator[ModuleType]:
    """Every module of ``tests/matrix`` that holds rows."""
    for found in iter_modules(matrix.__path__):
        module = import_module(f"tests.matrix.{found.name}")
        if hasattr(module, "PLAIN") and hasattr(module, "HELD"):
            yield module


FLOORS = tuple(sorted(tables(), key=lambda module: module.__name__))
PLAIN: list[Plain] = [row for floor in FLOORS for row in floor.PLAIN]
HELD: list[Held] = [row for floor in FLOORS for row in floor.HELD]
METHODS = ("get", "post")
REFUSED = {403: NO, 404: HIDDEN, 405: NEVER}
SEEING = {("lisiere", role) for role in (Role.ADMIN, Role.COORDINATOR, Role.CHILD_REFERENT)}
CELLS: list[str] = []


@pytest.fixture
def world(db: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The four associations, in a data folder of their own; the field app is built."""
    monkeypatch.setattr("vigie.collection.web.app.BUILT", built(folder))
    return build()


@contextmanager
def given_up() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every name the resolver knows."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, prefix + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name or pattern.pattern}"


def outcome(answer: HttpResponse) -> Outcome:
    """What an answer amounts to."""
    onward = answer.headers.get("Location", "")
    if "/compte/login/?next" in onward:
        return SIGN_IN
    if "reauthenticate/?next" in onward:
        return AGAIN
    if answer.status_code in REFUSED:
        return REFUSED[answer.status_code]
    return YES if answer.status_code < 500 else Outcome.BROKEN


def asked(world: World, who: tuple[str, Role | str], method: str, row: Plain | Held, thing: str = "") -> Outcome:
    """What one person is answered. Nothing they did is kept."""
    data = {**world.data.get(thing, {}), **row.data} if method == "post" or isinstance(row, Plain) else {}
    with given_up():
        answer = getattr(world.client(*who), method)(address(row.name, world.args[thing] if thing else ()), data)
        body = b"".join(answer) if answer.streaming else answer.content
    CELLS.append(f"{row.name} {thing} {method} {who}")
    assert SEALED.encode() not in body or who in SEEING, f"{who} reads what is sealed in {row.name}"
    return outcome(answer)


def expected(row: Plain, method: str, who: Role | str) -> Outcome:
    """What the table says of one person."""
    allowed = row.get if method == "get" else row.post
    if allowed is not None and who in allowed:
        return YES
    if (
        who == "anonymous"
        and (row.get or row.post) != allowed
        and "anonymous" in ((row.get or set()) | (row.post or set()))
    ):
        return NEVER
    if who == "anonymous":
        return SIGN_IN
    return NEVER if allowed is None else NO


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    known = {row.name for row in (*PLAIN, *HELD)}
    there = set(routes(get_resolver())) - {"ui:gallery"}  # in development only: tests/ui
    assert sorted(there - known) == [], "add their rows to tests/matrix"
    assert sorted(known - there) == [], "these addresses are gone"


def wrong_of_plain(world: World, row: Plain) -> Iterator[str]:
    """Cells of an address without an object that differ from the table."""
    everyone: list[Role | str] = ["anonymous", "no role", *Role]
    for method in METHODS:
        spoken = (row.get if method == "get" else row.post) is not None
        for who in everyone if spoken else ("anonymous", Role.COORDINATOR):
            told, found = expected(row, method, who), asked(world, ("lisiere", who), method, row)
            if found is not told:
                yield f"{row.name} {method} {who}: {found}, not {told}"


def wrong_of_held(world: World, row: Held) -> Iterator[str]:
    """Cells of an address of an object that differ from the table."""
    for who in ("owner", "colleague", "partner", "peer", "stranger", "anonymous"):
        role = {"colleague": row.other, "anonymous": "anonymous"}.get(who, row.role)
        told = getattr(row, who)
        found = asked(world, (HOUSES.get(who, "lisiere"), role), row.method, row, row.thing)
        if found is not told:
            yield f"{row.name} {row.method}, {row.thing}, {who}: {found}, not {told}"


def wrong_of_unsaid(world: World, rows: list[Held]) -> Iterator[str]:
    """Addresses of an object that speak in a way the table does not say."""
    spoken = {(row.name, row.method) for row in rows}
    for row in {row.name: row for row in reversed(rows)}.values():
        for method in METHODS:
            if (row.name, method) not in spoken:
                found = asked(world, ("lisiere", row.role), method, row, row.thing)
                if found is not NEVER:
                    yield f"{row.name} {method}: {found}, not {NEVER}"


@pytest.mark.matrix
@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.__name__.rpartition(".")[2])
def test_each_answers_as_the_table_says(world: World, floor: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    CELLS.clear()
    wrong = [line for row in floor.PLAIN for line in wrong_of_plain(world, row)]
    wrong += [line for row in floor.HELD for line in wrong_of_held(world, row)]
    wrong += wrong_of_unsaid(world, floor.HELD)
    with capsys.disabled():
        print(f"\n{floor.__name__}: {len(CELLS)} cells", end=" ")
    assert not wrong, "\n".join(wrong)
