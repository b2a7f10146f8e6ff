"""Uploads stay in memory: no plaintext in a temporary file."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

LIMIT = 25_000_000


class MemoryOnlyUploadHandler(FileUploadHandler):
    """Keep each file in memory up to 25 MB in all, refuse beyond. The door has its own handler, which seals as bytes come."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.seen = 0
        self.parts: list[bytes] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.parts = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 -- Django's signature
        """Keep a chunk.

        Raises:
            StopUpload: over 25 MB in one request.
        """
        self.seen += len(raw_data)
        if self.seen > LIMIT:
            raise StopUpload(connection_reset=False)
        self.parts.append(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file."""
        import io  # noqa: PLC0415 -- only uploads need it

        return InMemoryUploadedFile(
            io.BytesIO(b"".join(self.parts)),
            self.field_name,
            self.file_name or "",
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
