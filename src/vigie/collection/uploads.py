"""Read a phone's multipart post: each file sealed as its bytes come, nothing in clear on the disk, nothing cut taken.

Django's own machinery is used through its parser alone: ``request.FILES`` would alter the names of files, and would take a body
whose end never came for a whole one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, cast

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.http import parse_header_parameters

from vigie.kernel.api import Invalid, OrgId

from .actions.posts import Envelope, Post, PostedFile, new_file, read_envelope
from .rules.frames import Frame
from .rules.limits import MAX_FILES, MAX_NAME, MAX_POST, MAX_XML

XML_PART = "xml_submission_file"


class TooLarge(Invalid):
    """More came than a post may hold."""

    status = 413


class Source(Protocol):
    """What a body is read from."""

    def read(self, size: int | None = None, /) -> bytes:
        """Return the next bytes."""


class _Body:
    """A body that remembers its last bytes, to tell whether its end came."""

    def __init__(self, stream: Source, boundary: bytes) -> None:
        self._stream = stream
        self._closing = b"--" + boundary + b"--"
        self._tail = b""

    def read(self, size: int | None = None, /) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(size)
        self._tail = (self._tail + data)[-(len(self._closing) + 64) :]
        return data

    @property
    def whole(self) -> bool:
        """Say whether the closing boundary came."""
        return self._closing in self._tail


class _Parser(MultiPartParser):
    """A parser that drops no file for its file name: parts are known by the name of the part."""

    def sanitize_file_name(self, file_name: str) -> str:  # noqa: ARG002 -- the name is used nowhere
        """Return a name that says nothing."""
        return "part"


class _Handler(FileUploadHandler):
    """Keeps the form in memory and seals every other file as its bytes come."""

    def __init__(self, organisation: OrgId) -> None:
        super().__init__()
        self.organisation = organisation
        self.xml: bytes | None = None
        self.envelope: Envelope | None = None
        self.files: list[PostedFile] = []
        self._parts: list[bytes] | None = None
        self._seen = 0

    def new_file(
        self,
        field_name: str,
        file_name: str,  # noqa: ARG002 -- Django's signature
        content_type: str,
        content_length: int | None,  # noqa: ARG002
        charset: str | None = None,  # noqa: ARG002
        content_type_extra: dict[str, bytes] | None = None,  # noqa: ARG002
    ) -> None:
        """Begin a part.

        Raises:
            Invalid: ``collection.two_forms``; ``collection.too_many_files``, also for a name without end.
            Conflict: ``vault.no_keys``.
        """
        if field_name == XML_PART:
            if self.xml is not None:
                raise Invalid("collection.two_forms")
            self._parts = []
            return
        if len(self.files) >= MAX_FILES or len(field_name) > MAX_NAME:
            raise Invalid("collection.too_many_files", limit=MAX_FILES)
        file = new_file(
            organisation=self.organisation, name=field_name, content_type=content_type or "", envelope=self.envelope
        )
        self.files.append(file)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 -- Django's signature
        """Take bytes of the current part.

        Raises:
            TooLarge: ``collection.too_large``, ``collection.xml.too_large``.
        """
        self._seen += len(raw_data)
        if self._seen > MAX_POST:
            raise TooLarge("collection.too_large", limit=MAX_POST // 1_000_000)
        if self._parts is None:
            self.files[-1].write(raw_data)
            return
        self._parts.append(raw_data)
        if self._seen > MAX_XML and sum(map(len, self._parts)) > MAX_XML:
            raise TooLarge("collection.xml.too_large")

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 -- Django's signature
        """End a part; the form is read at once, so that a bad one stops the rest."""
        if self._parts is not None:
            self.xml, self._parts = b"".join(self._parts), None
            self.envelope = read_envelope(self.xml)

    def abort(self) -> None:
        """Drop every file."""
        for file in self.files:
            file.abort()


def read_post(request: HttpRequest, organisation: OrgId) -> Post:
    """Read a post to its end.

    Raises:
        Invalid: ``collection.multipart``, not a multipart body; ``collection.truncated``, its end did not come;
            ``collection.no_form``; ``collection.xml.*``; ``collection.two_forms``; ``collection.too_many_files``.
        TooLarge: ``collection.too_large``.
        Conflict: ``vault.no_keys``.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_POST:
        raise TooLarge("collection.too_large", limit=MAX_POST // 1_000_000)
    handler = _Handler(organisation)
    try:
        return _read(request.META, request, handler)
    except BaseException:
        handler.abort()
        raise


def read_opened(frame: Frame, organisation: OrgId) -> Post:
    """Read the post inside an envelope that is being opened, and the envelope to its end: nothing of it is used before.

    Raises:
        Invalid: as ``read_post``; ``collection.envelope.short``, ``collection.envelope.unread``; whatever opening raises.
        Conflict: ``vault.no_keys``.
    """
    handler = _Handler(organisation)
    meta = {"CONTENT_TYPE": frame.head.content_type, "CONTENT_LENGTH": str(frame.length)}
    try:
        post = _read(meta, frame, handler)
        frame.finish()
    except BaseException:
        handler.abort()
        raise
    return post


def _read(meta: Mapping[str, Any], source: Source, handler: _Handler) -> Post:
    boundary = str(parse_header_parameters(meta.get("CONTENT_TYPE", ""))[1].get("boundary", ""))
    body = _Body(source, boundary.encode("latin-1", "replace"))
    try:
        _Parser(meta, cast("HttpRequest", body), [handler], "utf-8").parse()  # it only reads
    except (MultiPartParserError, SuspiciousOperation, BadRequest, ValueError):
        raise Invalid("collection.multipart") from None
    except (UnreadablePostError, EOFError):
        raise Invalid("collection.truncated") from None
    if not body.whole:
        raise Invalid("collection.truncated")
    if handler.xml is None or handler.envelope is None:
        raise Invalid("collection.no_form")
    return Post(handler.xml, handler.envelope, handler.files)
