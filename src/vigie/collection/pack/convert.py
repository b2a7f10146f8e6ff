"""From an XLSForm workbook to the XForm that phones read: ours, or one an association made."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import cache

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from vigie.kernel.api import Invalid, Ring

from .build import build_xlsx
from .plain import RowProblem, explain, problems
from .shape import Field, Shape, read_shape
from .typeset import typeset_xform
from .workbook import read_survey, read_titles, without_titles

MAX_WORKBOOK = 5 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 500


@dataclass(frozen=True, slots=True)
class Converted:
    """A form ready to publish: the exact bytes phones will get, and what they say.

    ``rings`` gives the ring of each question by path; ``warnings`` are pyxform's own sentences, in English.
    """

    xml: bytes
    form_id: str
    version: str
    title: str
    rings: dict[str, Ring]
    fields: tuple[Field, ...]
    languages: tuple[str, ...]
    warnings: tuple[str, ...]
    titles: dict[str, str]

    @property
    def shape(self) -> Shape:
        """Return the form as ``read_shape`` would read it back from its XML."""
        return Shape(self.form_id, self.version, self.title, self.languages, self.fields)


def convert_xlsx(content: bytes) -> Converted:
    """Convert an XLSForm workbook.

    Raises:
        Invalid: ``collection.xlsform`` with ``rows``, a list of ``RowProblem``: what is wrong, and in which row
            when that is known; ``collection.xlsform.file`` when it is not a workbook, or one far too large.
    """
    _check_container(content)
    warnings: list[str] = []
    try:
        survey, titles = read_survey(content), read_titles(content)
        plain = without_titles(content) if titles else content
        xml = typeset_xform(convert(plain, warnings=warnings, file_type=".xlsx").xform).encode()
    except PyXFormError as error:
        raise _refused([explain(str(error), survey)]) from None
    except Exception as error:  # noqa: BLE001  pyxform lets openpyxl's and its own lookups out when a workbook is odd enough
        raise _refused([RowProblem("unreadable", detail=type(error).__name__)]) from None
    shape = read_shape(xml)
    wrong = problems(shape.fields, survey)
    if wrong:
        raise _refused(wrong)
    return Converted(
        xml,
        shape.form_id,
        shape.version,
        shape.title,
        shape.rings,
        shape.fields,
        shape.languages,
        tuple(warnings),
        titles,
    )


@cache
def built_in(form_id: str) -> tuple[bytes, Converted]:
    """Return the workbook of a form of the pack, and what it converts to: neither changes while the house runs.

    Raises:
        Missing: ``collection.form``, the pack has no such form.
    """
    book = build_xlsx(form_id)
    return book, convert_xlsx(book)


def _refused(rows: list[RowProblem]) -> Invalid:
    return Invalid("collection.xlsform", rows=rows, number=len(rows))


def _check_container(content: bytes) -> None:
    """Refuse what is not a workbook, and what would unpack to far more than a form, before anything reads it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError):
        raise Invalid("collection.xlsform.file") from None
    unpacked = sum(part.file_size for part in parts)
    if len(content) > MAX_WORKBOOK or unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise Invalid("collection.xlsform.file")
