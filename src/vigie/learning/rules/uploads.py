"""Which files the library takes. Pure."""

from __future__ import annotations

from vigie.kernel.api import FileFault, Invalid, Media, look_at_file

LARGEST = 10 * 1024 * 1024
"""Bytes."""
TAKEN = (Media.PDF, Media.DOCX, Media.ODT, Media.PNG, Media.JPEG)
MIME = {media.ending: media.value for media in TAKEN}
_UNFIT = {FileFault.LOCKED, FileFault.DAMAGED, FileFault.TRAP, FileFault.PIXELS}


def check_upload(content: bytes) -> str:
    """Return the ending of a file that is taken.

    Raises:
        Invalid: ``learning.file_large``; ``learning.file_unfit``, a password or damage; ``learning.file_kind``, anything
            else, a document with macros.
    """
    if len(content) > LARGEST:
        raise Invalid("learning.file_large", field="file", most=LARGEST // 1024 // 1024)
    look = look_at_file(content)
    if look.fault in _UNFIT:
        raise Invalid("learning.file_unfit", field="file")
    if look.fault or look.media not in TAKEN:
        raise Invalid("learning.file_kind", field="file")
    return look.media.ending
