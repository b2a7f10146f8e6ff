"""Which files may be exhibits, what they are to the eye, and in which words the others are refused. Pure."""

from __future__ import annotations

from enum import StrEnum

from vigie.kernel.api import FileFault, FileLook, Invalid, Media


class FileKind(StrEnum):
    """What an exhibit is to the eye."""

    PHOTO = "photo"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    SHEET = "sheet"


_OF_KIND = {
    FileKind.PHOTO: (Media.JPEG, Media.PNG, Media.GIF, Media.WEBP, Media.TIFF, Media.AVIF, Media.HEIC),
    FileKind.AUDIO: (Media.MP3, Media.M4A, Media.OGG, Media.FLAC, Media.WAV, Media.AMR, Media.AAC),
    FileKind.VIDEO: (Media.MP4, Media.MOV, Media.THREE_GP, Media.WEBM, Media.AVI),
    FileKind.DOCUMENT: (Media.PDF, Media.DOCX, Media.ODT),
    FileKind.SHEET: (Media.XLSX, Media.ODS),
}
KINDS: dict[str, FileKind] = {media.value: kind for kind, listed in _OF_KIND.items() for media in listed}
_TAKEN_AS_IT_IS = {FileFault.LOCKED, FileFault.PIXELS, FileFault.DAMAGED}
"""Evidence is kept as it came, even what nobody here can open."""
_WORDS = {
    FileFault.EMPTY: "empty",
    FileFault.PROGRAM: "program",
    FileFault.MARKUP: "markup",
    FileFault.TRAP: "trap",
    FileFault.MACROS: "macros",
}


def suffix(content_type: str) -> str:
    """Return the ending of a file's name."""
    return Media(content_type).ending if content_type in KINDS else "bin"


def shown_alone(content_type: str) -> bool:
    """Say whether a browser shows a file of this kind by itself: a picture, a sound, a film, a PDF."""
    kind = KINDS.get(content_type)
    return content_type == Media.PDF or kind in {FileKind.PHOTO, FileKind.AUDIO, FileKind.VIDEO}


def check_exhibit(look: FileLook, *, whole: bool) -> Media:
    """Return the type of an exhibit, by its first bytes or by the whole of it; an archive passes until it is whole.

    Raises:
        Invalid: ``cases.exhibit_empty``; ``cases.exhibit_program``; ``cases.exhibit_markup``; ``cases.exhibit_trap``;
            ``cases.exhibit_macros``; ``cases.exhibit_archive``; ``cases.exhibit_unknown``.
    """
    if look.fault in _WORDS:
        raise Invalid(f"cases.exhibit_{_WORDS[look.fault]}", field="file")
    if look.media is None or (look.fault and look.fault not in _TAKEN_AS_IT_IS):
        raise Invalid("cases.exhibit_unknown", field="file")
    if look.media is Media.ARCHIVE and whole:
        raise Invalid("cases.exhibit_unknown" if look.fault else "cases.exhibit_archive", field="file")
    return look.media
