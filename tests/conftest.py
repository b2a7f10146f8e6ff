"""The harness: a folder of its own for every test run, a moved clock, no network, undefined template variables fail."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from django.urls import set_script_prefix
from django.utils import translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.tables import pour_into

pytest_plugins = ["tests.browser"]
REQUIRE_ALL = os.environ.get("VIGIE_REQUIRE_ALL") == "1"

DATABASE = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})
NOW = dt.datetime(2018, 1, 16, 7, 30, tzinfo=dt.UTC)


settings.register_profile("house", deadline=None)  # no test measures the clock on the wall
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "house_closed: the page that opens the real world is not filled")
    config.addinivalue_line("markers", "tables: reads or writes rows; put on by what a test asks for, not by hand")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what a second database may answer otherwise: a rule without rows is judged once."""
    for item in items:
        if uses_tables(item):
            item.add_marker(pytest.mark.tables)


def uses_tables(item: pytest.Item) -> bool:
    """Say whether a test asks for rows."""
    return bool(item.get_closest_marker("django_db")) or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_sessionfinish() -> None:
    shutil.rmtree(os.environ["VIGIE_DATA"], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """In ``make check`` a skipped test is a failed one."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped here: {reason}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The databases of the run hold the tables that the migrations make: copied in SQLite, migrated in PostgreSQL."""
    with django_db_blocker.unblock():
        for kept in connections.all():
            if kept.vendor == "sqlite" and kept.is_in_memory_db():  # no test asks for the others
                kept.ensure_connection()
                pour_into(kept.connection)


@pytest.fixture(autouse=True)
def plain_speech() -> Iterator[None]:
    """Each test begins in the language and at the root of the house, whatever the last one asked for."""
    translation.deactivate()
    set_script_prefix("/")
    yield
    translation.deactivate()
    set_script_prefix("/")


@pytest.fixture
def now() -> dt.datetime:
    """A Tuesday morning in January."""
    return NOW


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that nobody else sees."""
    monkeypatch.setenv("VIGIE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def moved_clock(monkeypatch: pytest.MonkeyPatch) -> dt.datetime:
    """The clock of the house stands at ``NOW``."""
    monkeypatch.setenv("VIGIE_NOW", NOW.isoformat())
    return NOW


@pytest.fixture(autouse=True)
def _house_is_open(request: pytest.FixtureRequest) -> None:
    """The page that opens the real world is filled, wherever there are tables, unless ``house_closed`` is marked."""
    if uses_tables(request.node) and not request.node.get_closest_marker("house_closed"):
        request.getfixturevalue("db")
        from tests.factories.network import house_open

        house_open()
