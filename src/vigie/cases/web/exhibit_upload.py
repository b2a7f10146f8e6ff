"""Take an exhibit as it comes: looked at and sealed piece by piece, nothing in clear on the disk."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler

from vigie.kernel.api import OrgId, Refusal
from vigie.vault.api import SealingWriter, sealing_writer

from ..documents.looking import Look, Looker

LABEL = "exhibit"


class SealingUpload(FileUploadHandler):
    """Seals the first file of a form to an association. A refusal is kept for the form to say; the rest is let go."""

    def __init__(self, organisation: OrgId) -> None:
        super().__init__()
        self.organisation = organisation
        self.writer: SealingWriter | None = None
        self.look: Look | None = None
        self.refusal: Refusal | None = None
        self._looker = Looker()

    def new_file(
        self,
        field_name: str,
        file_name: str,
        content_type: str,
        content_length: int | None,
        charset: str | None = None,
        content_type_extra: dict[str, bytes] | None = None,
    ) -> None:
        """Begin a file; one alone is taken."""
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        if self.writer is None and self.refusal is None:
            try:
                self.writer = sealing_writer(organisation=self.organisation, label=LABEL)
            except Refusal as refusal:
                self.refusal = refusal

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 -- Django's signature
        """Look at bytes and seal them."""
        if self.refusal is not None or self.look is not None or self.writer is None:
            return
        try:
            self._looker.feed(raw_data)
            self.writer.write(raw_data)
        except Refusal as refusal:
            self._refuse(refusal)

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 -- Django's signature
        """Say what came. Nothing is given to ``request.FILES``."""
        if self.refusal is not None or self.look is not None:
            return
        try:
            self.look = self._looker.finish()
        except Refusal as refusal:
            self._refuse(refusal)

    def upload_interrupted(self) -> None:
        """Drop what came."""
        self.abort()

    def abort(self) -> None:
        """Drop what was not made durable."""
        if self.writer is not None:
            self.writer.abort()

    def _refuse(self, refusal: Refusal) -> None:
        self.refusal = refusal
        self.abort()
