"""Read the envelopes of one testimony, under an open vault, into the one record they make. Nothing is written here but openings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from vigie.kernel.api import Invalid, OrgId, Refusal, VaultRef
from vigie.vault.api import Unlocked, dedup_tag, open_sealed, open_stream, read_starts

from ..models import Envelope, Gathered
from ..pack import flatten, read_instance
from ..queries.forms import find_version
from ..rules.frames import Frame, Head, Kind
from ..rules.merging import empty_form, fresh_name, merge, numbered, renamed, repeats_of
from ..rules.sittings import Item, Session, sessions_of, whole
from ..rules.states import Flag, State
from ..uploads import read_opened
from .posts import Post, PostedFile, new_file, read_envelope

PASSING = frozenset({"vault.locked", "vault.motive_needed", "vault.motive_long", "vault.no_keys"})
"""Refusals that say nothing of an envelope."""


class Stuck(Exception):
    """One envelope stays shut: the others go on without it."""

    def __init__(self, row: Envelope, code: str) -> None:
        super().__init__(code)
        self.row = row
        self.code = code


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opens envelopes, why and when."""

    unlocked: Unlocked
    motive: str
    now: dt.datetime

    @property
    def organisation(self) -> OrgId:
        """Return the association they open for."""
        return self.unlocked.organisation

    @contextmanager
    def frame(self, row: Envelope) -> Iterator[Frame]:
        """Open one envelope; a trace is written.

        Raises:
            Stuck: it cannot be opened or read.
        """
        try:
            pieces = open_stream(unlocked=self.unlocked, ref=VaultRef(row.sealed_ref), motive=self.motive, now=self.now)
            yield Frame(pieces)
        except Refusal as refusal:
            if refusal.code in PASSING:
                raise
            raise Stuck(row, refusal.code) from None

    def heads(self, rows: Sequence[Envelope]) -> dict[str, Head | str]:
        """Return what envelopes say of themselves, by the id of their row, or the code of why they do not."""
        starts = read_starts(unlocked=self.unlocked, refs=[VaultRef(row.sealed_ref) for row in rows])
        return {row.id: _head(starts[VaultRef(row.sealed_ref)]) for row in rows}

    def tag(self, kind: str, number: str) -> str:
        """Return what a testimony or a session is known by outside the vault: an HMAC of its number."""
        return dedup_tag(organisation=self.organisation, data=f"{kind}:{number.lower()}".encode())


@dataclass
class Gathering:
    """The record that envelopes make: what is handed to the door, and what is remembered of them."""

    post: Post = field(repr=False)
    raised: tuple[Flag, ...] = ()
    testimony: str = ""
    ended: bool = False
    edit: bool = False
    sessions: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def _head(start: bytes | Refusal) -> Head | str:
    if isinstance(start, Refusal):
        return start.code
    try:
        return Frame([start]).head
    except Invalid as refusal:
        return refusal.code


def gather(opener: Opener, rows: Sequence[Envelope], known: Gathered | None) -> Gathering:
    """Open envelopes that belong together and return the record they make.

    Args:
        opener: who opens.
        rows: one whole record, or the envelopes of one testimony.
        known: what became of those of the same testimony that were opened before.

    Raises:
        Stuck: one of them cannot be opened or read; nothing is kept of the others.
        Denied: ``vault.locked``. Invalid: ``vault.motive_…``. Conflict: ``vault.no_keys``.
    """
    by_id = {row.id: row for row in rows}
    heads = opener.heads(rows)
    for row in rows:
        if isinstance(told := heads[row.id], str):
            raise Stuck(row, told)
    items = [Item(row_id, head) for row_id, head in heads.items() if isinstance(head, Head)]
    if items[0].head.kind is Kind.RECORD:
        with opener.frame(rows[0]) as frame:
            return Gathering(read_opened(frame, opener.organisation))
    work = _Work(opener, by_id, known)
    try:
        return work.gather(items)
    except BaseException:
        work.drop()
        raise


@dataclass
class _Read:
    """One session, opened: its answers, empty when no part of it came."""

    session: Session
    xml: bytes = field(repr=False)


class _Work:
    """The gathering of one testimony."""

    def __init__(self, opener: Opener, rows: Mapping[str, Envelope], known: Gathered | None) -> None:
        self.opener, self.rows, self.known = opener, rows, known
        self.files: list[PostedFile] = []
        self.sounds: set[str] = set()
        self.cut = self.several = False
        self.before = b""
        if known is not None:
            ref = VaultRef(known.submission.sealed_ref)
            self.before = open_sealed(unlocked=opener.unlocked, ref=ref, motive=opener.motive, now=opener.now)
        self.taken = set(flatten(self.before).values()) if self.before else set()

    def drop(self) -> None:
        for file in self.files:
            file.abort()

    def gather(self, items: list[Item]) -> Gathering:
        read = [self._read(session) for session in sessions_of(items)]
        xml = self._joined([one for one in read if one.xml]) or self._nothing_said(items[0].head)
        testimony = uuid.UUID(items[0].head.testimony)
        xml, edit = self._numbered(xml, testimony)
        named = set(read_instance(xml).values.values())
        self.cut = self.cut or not self.sounds <= named
        flags = {Flag.SESSIONS: self.several, Flag.CUT_SOUND: self.cut}
        return Gathering(
            Post(xml, read_envelope(xml), self.files),
            raised=tuple(flag for flag, up in flags.items() if up),
            testimony=self.opener.tag("testimony", items[0].head.testimony),
            ended=any(item.head.last for item in items),
            edit=edit,
            sessions={self._tag(one.session): _remembered(one.session) for one in read},
        )

    def _tag(self, session: Session) -> str:
        return self.opener.tag("session", session.number)

    def _earlier(self, session: Session) -> Mapping[str, float] | None:
        """Return what is remembered of a session of which envelopes were opened before."""
        return self.known.sessions.get(self._tag(session)) if self.known else None

    def _read(self, session: Session) -> _Read:
        xml, names = b"", dict[str, str]()
        fresh = self._earlier(session) is None
        mine: set[str] = set()
        for item in session.parts:
            with self.opener.frame(self.rows[item.id]) as frame:
                post = read_opened(frame, self.opener.organisation)
            xml = post.xml
            for file in post.files:
                self._name(file, names, mine, fresh=fresh)
        for name, pieces in session.sounds.items():
            file = new_file(
                organisation=self.opener.organisation, name=name, content_type=pieces[0].head.type, envelope=None
            )
            self._name(file, names, mine, fresh=fresh)
            self._record(file, pieces)
        self.taken |= mine
        return _Read(session, renamed(xml, names) if xml else b"")

    def _name(self, file: PostedFile, names: dict[str, str], mine: set[str], *, fresh: bool) -> None:
        """Let a file of a new session take the name of none of an earlier one: both are kept."""
        self.files.append(file)
        if fresh and file.name in self.taken:
            names.setdefault(file.name, fresh_name(file.name, self.taken | mine))
            file.name = names[file.name]
        mine.add(file.name)

    def _record(self, file: PostedFile, pieces: tuple[Item, ...]) -> None:
        """Put the pieces of a recording end to end."""
        self.sounds.add(file.name)
        self.cut = self.cut or not whole(pieces)
        for item in pieces:
            with self.opener.frame(self.rows[item.id]) as frame:
                for piece in frame.body():
                    file.write(piece)
                frame.finish()

    def _nothing_said(self, head: Head) -> bytes:
        """Return the form of a testimony of which only a recording came."""
        version = find_version(self.opener.organisation, head.form, "")
        return empty_form(head.form, version.version if version else "")

    def _joined(self, read: list[_Read]) -> bytes:
        """Return one form of those of all sessions, the record that was made before among them."""
        xml = self.before
        for number, one in enumerate(read, 1):
            earlier = self._earlier(one.session)
            if not xml:
                xml = one.xml
            elif earlier is None:
                xml = self._merge(xml, one, number)
            elif one.session.top > earlier["sequence"]:
                alone = self.known is not None and len(self.known.sessions) == 1
                xml = one.xml if alone else merge(xml, one.xml, repeats=frozenset()).xml
        return xml

    def _merge(self, xml: bytes, one: _Read, number: int) -> bytes:
        self.several = True
        told = read_instance(one.xml)
        version = find_version(self.opener.organisation, told.form_id, told.version)
        repeats = repeats_of(version.xml) if version else frozenset[str]()
        began = [float(kept["moment"]) for kept in self.known.sessions.values()] if self.known else []
        pair = (one.xml, xml) if began and one.session.moment < min(began) else (xml, one.xml)
        merged = merge(*pair, repeats=repeats)
        if merged.replaced:
            self._keep_aside(pair[0], number)
        return merged.xml

    def _keep_aside(self, xml: bytes, number: int) -> None:
        """Keep beside the record the answers of which some gave way: nothing that was said is lost."""
        name = fresh_name(f"reponses-{number}.xml", self.taken)
        file = new_file(organisation=self.opener.organisation, name=name, content_type="text/xml", envelope=None)
        self.files.append(file)
        self.taken.add(name)
        file.write(xml)

    def _numbered(self, xml: bytes, testimony: uuid.UUID) -> tuple[bytes, bool]:
        """Return the form under the number of its testimony; as an edit, when it says more than the record that is here."""
        if self.known is None:
            return numbered(xml, instance_id=f"uuid:{testimony}"), False
        record = self.known.submission
        if flatten(xml) == flatten(self.before) and record.state != State.DELETED:
            return self.before, False
        fresh = uuid.uuid5(testimony, str(self.known.edits + 1))
        return numbered(xml, instance_id=f"uuid:{fresh}", deprecated_id=record.instance_key), True


def _remembered(session: Session) -> dict[str, float]:
    return {"sequence": session.top, "moment": session.moment}
