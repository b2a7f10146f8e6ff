"""An exercise: an invented text cut in passages, and how a practised person codes each, with reasons. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from .modules import Words


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to code with one act, or none. ``reference`` and ``because`` are shown once one has coded."""

    key: str
    text: Words
    reference: str
    because: Words


@dataclass(frozen=True, slots=True)
class Exercise:
    """An invented case. Nobody told it, nobody lived it; it says so on every page."""

    slug: str
    title: Words
    setting: Words
    passages: tuple[Passage, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its passages, in order."""
        return tuple(passage.key for passage in self.passages)

    @property
    def reference(self) -> dict[str, str]:
        """The reference coding, by passage."""
        return {passage.key: passage.reference for passage in self.passages}
