"""Take a scanned paper straight into the vault: sealed as its bytes come, nothing of it in clear on the disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from vigie.kernel.api import HEAD, Invalid, OrgId
from vigie.vault.api import Prepared, SealingWriter, sealing_writer

from ..rules.papers import LIMIT, content_type


class SealingHandler(FileUploadHandler):
    """Seals the one file of a form to an association. Give it to the request before its body is read.

    Nothing is kept until ``sealed`` is called; call ``drop`` when the request ends, whatever became of it.
    """

    def __init__(self, request: HttpRequest, *, organisation: OrgId, label: str) -> None:
        super().__init__(request)
        self._organisation, self._label = organisation, label
        self._writer: SealingWriter | None = None
        self._head = b""
        self._seen = 0
        self._whole = False
        self._refused: Invalid | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the file; a second one is refused.

        Raises:
            Conflict: ``vault.no_keys``.
        """
        super().new_file(*args, **kwargs)
        if self._writer is not None:
            self._stop(Invalid("cases.paper_one", field="file"))
        self._writer = sealing_writer(organisation=self._organisation, label=self._label)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 -- Django's signature
        """Seal a chunk."""
        assert self._writer is not None
        self._seen += len(raw_data)
        if self._seen > LIMIT:
            self._stop(Invalid("cases.scan_large", field="file", limit=LIMIT // 1_000_000))
        if len(self._head) < HEAD:
            self._head += raw_data[:HEAD]
        if len(self._head) >= HEAD and not content_type(self._head):
            self._stop(Invalid("cases.scan_kind", field="file"))
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """End the file. What is returned holds nothing of it."""
        self._whole = True
        return UploadedFile(file=None, name="papier", size=file_size)

    def sealed(self) -> Prepared:
        """Return the file, sealed and durable.

        Raises:
            Invalid: ``cases.paper_needed``, ``cases.paper_one``, ``cases.scan_large``, ``cases.scan_kind``.
        """
        if self._refused is not None:
            raise self._refused
        if self._writer is None or not self._whole or not self._seen:
            raise Invalid("cases.paper_needed", field="file")
        if not content_type(self._head):
            raise Invalid("cases.scan_kind", field="file")
        return self._writer.prepare()

    def drop(self) -> None:
        """Drop what was written and not kept."""
        if self._writer is not None:
            self._writer.abort()

    def _stop(self, refusal: Invalid) -> None:
        self._refused = refusal
        raise StopUpload(connection_reset=False)
