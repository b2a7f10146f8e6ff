"""Exhibits without a database: limits, redaction boxes, numbers, references. Pure."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vigie.kernel.api import Invalid, Media

from .filetypes import FileKind

MOST = 500
"""Exhibits of one dossier."""
MAX_FILE = 500_000_000
"""Bytes of one file that is brought in."""
MAX_READ = 64_000_000
"""Bytes of a file that is read in memory, to look into it or to make its copy. What is larger stays a sealed original."""
MAX_PIXELS = 32_000_000
"""Pixels of a picture decoded in memory."""
MAX_PAGES = 100
"""Pages of a PDF whose pixels are redacted."""
DPI = 150
MAX_BOXES = 200
"""Boxes of one exhibit, all pages together."""
SMALLEST = 0.002
"""Share of the page under which a box is a slip of the hand."""
UNDO = dt.timedelta(days=30)


class Treatment(StrEnum):
    """How an exhibit is produced. Each is one person's word, until a second one has looked."""

    NONE = ""
    BOXES = "boxes"
    NOTHING = "nothing"
    AS_IS = "as_is"
    APART = "apart"


class Problem(StrEnum):
    """Why no redacted copy can be made of an original, which is kept all the same."""

    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    SEVERAL_FRAMES = "several_frames"
    NOT_READ_HERE = "not_read_here"


def can_redact(*, kind: str, content_type: str, problem: str) -> bool:
    """Say whether boxes can be drawn over an exhibit: a picture or a PDF that is read without trouble."""
    drawn = kind == FileKind.PHOTO or content_type == Media.PDF
    return drawn and content_type != Media.HEIC and not problem


def can_be_as_is(*, kind: str, problem: str) -> bool:
    """Say whether a document may be produced as it is. Not a photo: its file tells more than what one sees."""
    return kind in {FileKind.DOCUMENT, FileKind.SHEET} and problem != Problem.TOO_LARGE


@dataclass(frozen=True, slots=True)
class Box:
    """An opaque box over a page: page from 0, the corner and the size as shares of the page, from its top left."""

    page: int
    x: float
    y: float
    w: float
    h: float

    def plain(self) -> dict[str, float]:
        """Return it as plain JSON."""
        return {"page": self.page, "x": self.x, "y": self.y, "w": self.w, "h": self.h}


def read_boxes(rows: Iterable[Mapping[str, object]], *, pages: int) -> tuple[Box, ...]:
    """Return boxes cut to the edges of their page; what is too small to be meant is left out.

    Raises:
        Invalid: ``cases.box_not_understood``; ``cases.too_many_boxes``.
    """
    found = [box for row in rows if (box := _box(row, pages)) is not None]
    if len(found) > MAX_BOXES:
        raise Invalid("cases.too_many_boxes", limit=MAX_BOXES)
    return tuple(found)


def _box(row: Mapping[str, object], pages: int) -> Box | None:
    try:
        page = int(str(row["page"]))
        x, y, w, h = (float(str(row[name])) for name in "xywh")
    except (KeyError, ValueError):
        raise Invalid("cases.box_not_understood") from None
    if not all(map(math.isfinite, (x, y, w, h))) or not 0 <= page < pages:
        raise Invalid("cases.box_not_understood")
    left, top = _share(x), _share(y)
    width, height = _share(x + w) - left, _share(y + h) - top
    if width < SMALLEST or height < SMALLEST:
        return None
    return Box(page, round(left, 4), round(top, 4), round(width, 4), round(height, 4))


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def moved(order: Sequence[str], exhibit: str, step: int) -> list[str]:
    """Return an order in which one exhibit changed place with its neighbour, if it has one on that side."""
    ids = list(order)
    here = ids.index(exhibit)
    there = here + (1 if step > 0 else -1)
    if 0 <= there < len(ids):
        ids[here], ids[there] = ids[there], ids[here]
    return ids


def by_date(rows: Iterable[tuple[str, dt.date | None, int]]) -> list[str]:
    """Return ids by date, from (id, date, number) rows; what has none comes last; equals keep their order."""
    last = dt.date.max
    return [row[0] for row in sorted(rows, key=lambda row: (row[1] or last, row[2]))]


_REFERENCE = re.compile(r"\{exhibit:([0-9A-Za-z_-]{1,40})\}")


def reference(exhibit: str) -> str:
    """Return how a text names an exhibit, whatever its number becomes."""
    return f"{{exhibit:{exhibit}}}"


def resolved(text: str, numbers: Mapping[str, int], say: Callable[[int | None], str]) -> str:
    """Return a text with each reference said by ``say``: of the number of today, of ``None`` when it was removed."""
    return _REFERENCE.sub(lambda found: say(numbers.get(found.group(1))), text)
