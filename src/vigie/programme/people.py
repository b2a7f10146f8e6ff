"""What says who a candidate is: kept as a small encrypted file per application, so that erasing it erases it in every copy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from vigie.kernel.api import FileRef, after_commit, erase_file, keep_file, read_files

from .models import Application


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate, in their own words. ``languages``: a level by language code; ``letter``: a letter typed in the form or mail.

    No birth date: the band of age at the start answers the question (``Application.age_band``).
    """

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    town: str = ""
    served: bool | None = None
    licence: bool | None = None
    car: bool | None = None
    languages: Mapping[str, str] = field(default_factory=dict)
    available: str = ""
    letter: str = ""
    subject: str = ""

    @property
    def name(self) -> str:
        """First and last name, or the address when neither is known."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def key(self) -> str:
        """What makes two applications those of one person: the address, whatever the case."""
        return self.email.strip().lower()


GONE = Candidate()
"""What is known of a candidate whose file was erased."""
_NAMES = frozenset(f.name for f in fields(Candidate))


def owner_of(application_id: str) -> str:
    """Return the owner of the kept files of an application."""
    return f"application:{application_id}"


def keep_candidate(application: Application, candidate: Candidate) -> None:
    """Keep a candidate's answers in the place of those before, which go once this is committed. The row is not saved."""
    old = application.answers
    application.answers = keep_file(json.dumps(asdict(candidate)).encode(), owner=owner_of(application.id))
    if old:
        after_commit(lambda: erase_file(FileRef(old)))


def keep_words(application_id: str, text: str) -> str:
    """Keep words about a candidate (a reader's, a letter's) and return their reference; nothing for no words."""
    return keep_file(text.encode(), owner=owner_of(application_id)) if text else ""


def words_of(refs: Iterable[str]) -> dict[str, str]:
    """Return kept words by reference; those erased are left out."""
    found = read_files(FileRef(ref) for ref in refs if ref)
    return {ref: text.decode() for ref, text in found.items()}


def candidates(applications: Iterable[Application]) -> dict[str, Candidate]:
    """Return who the candidates of applications are, by application, read at once."""
    rows = list(applications)
    found = read_files(FileRef(row.answers) for row in rows if row.answers)
    return {row.id: _read(found.get(FileRef(row.answers))) for row in rows}


def candidate_of(application: Application) -> Candidate:
    """Return who one candidate is."""
    return candidates([application])[application.id]


def _read(data: bytes | None) -> Candidate:
    if data is None:
        return GONE
    kept: dict[str, Any] = json.loads(data)
    return Candidate(**{name: value for name, value in kept.items() if name in _NAMES})
