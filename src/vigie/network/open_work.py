"""What somebody holds by name, asked of every floor when they hand over to a colleague."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from .acting import Acting

Text = str | Promise


@dataclass(frozen=True, slots=True)
class OpenWork:
    """One thing somebody holds. ``blocked``: why this successor cannot take it, in a sentence; empty when they can.

    ``title``: what it is; ``private``: the title is for whoever takes it alone, it is not kept when the line is left.
    """

    object_id: str
    title: str
    url: str = ""
    blocked: Text = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class WorkSource:
    """One kind of open work: its name, what signing does, how it is listed, how it passes to the successor.

    ``listed`` is given who leaves and who arrives, as each acts here; ``pass_on`` the same and an object's id, in the
    transaction of the second signature. ``None``: nothing moves by itself, it is told and that is all.
    """

    kind: str
    title: Text
    does: Text
    listed: Callable[[Acting, Acting, dt.datetime], Sequence[OpenWork]]
    pass_on: Callable[[Acting, Acting, str, dt.datetime], object] | None = None
    order: int = 50


_sources: dict[str, WorkSource] = {}


def register_work(source: WorkSource) -> None:
    """Add a kind of open work to every hand-over."""
    _sources[source.kind] = source


def work_sources() -> list[WorkSource]:
    """Return the kinds of open work, in order."""
    return sorted(_sources.values(), key=lambda source: source.order)
