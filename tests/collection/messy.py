"""Makes the spreadsheet a tired coordinator really has: 3,000 rows, merged headings, six ways to write a date, two encodings.

Everything in it is invented.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Sequence

from openpyxl import Workbook

ROWS = 3000
HEADINGS = (
    "N°",
    "Date",
    "Heure",
    "Commune",
    "Lieu de vie",
    "Type",
    "Personnes",
    "Matériel saisi",
    "",
    "",
    "CRS",
    "Remarques",
)
GROUP = ("", "", "", "", "", "", "", "Tentes", "Bâches", "Duvets", "", "")
PLACES = ("Calais", "CALAIS", "Grande-Synthe", "grande synthe", "Loon Plage", "Marck")
TYPES = ("Expulsion", "expulsion + saisie de tentes", "Contrôle d'identité", "EXP01", "Gazage", "Interpellations")
SITES = ("B2", "Hippodrome", "Ancien stade", "")
COUNTS = ("12", "environ 30", ">20", "nc", "une vingtaine", "au moins 40", "", "7,0", "20+", "?")
NOTES = ("", "", "Café offert par l'équipe invitée", "Pluie", "Témoin inventé : Zorblax Quintrell, 06 00 00 00 00")
FRENCH_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")  # fmt: skip


def rows(count: int = ROWS, seed: int = 7) -> list[list[object]]:
    """Return the data rows: row *n* is always the same for a seed."""
    rng = random.Random(seed)
    first = dt.date(2017, 1, 2)
    return [_row(rng, number, first + dt.timedelta(days=rng.randrange(360))) for number in range(1, count + 1)]


def _row(rng: random.Random, number: int, day: dt.date) -> list[object]:
    date = _dates(day)[rng.randrange(6)]
    return [
        number,
        date,
        rng.choice(("7h30", "07:15", "vers 8h", "", "6 h")),
        rng.choice(PLACES),
        rng.choice(SITES),
        rng.choice(TYPES),
        *(rng.choice(COUNTS) for _ in range(4)),
        rng.choice(("6", "", "environ 10")),
        rng.choice(NOTES),
    ]


def _dates(day: dt.date) -> Sequence[object]:
    """Return one day as six people write it; the last two know no more than the month and the season."""
    return (
        dt.datetime(day.year, day.month, day.day),  # noqa: DTZ001 -- a spreadsheet knows no zone
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%y}",
        f"{day.day} {FRENCH_MONTHS[day.month - 1]} {day.year}",
        f"{FRENCH_MONTHS[day.month - 1]} {day.year}",
        f"été {day.year}",
    )


def make_xlsx(count: int = ROWS) -> bytes:
    """Return the spreadsheet with a title above and merged headings in two rows."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Suivi des expulsions 2017 (données inventées)"])
    sheet.append([])
    sheet.append([h or None for h in HEADINGS])
    sheet.append([g or None for g in GROUP])
    for row in rows(count):
        sheet.append(row)
    sheet.merge_cells("A1:L1")
    sheet.merge_cells("H3:J3")
    for letter in "ABCDEFGKL":
        sheet.merge_cells(f"{letter}3:{letter}4")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def make_csv(count: int = ROWS, *, encodings: tuple[str, str] = ("utf-8", "cp1252")) -> bytes:
    """Return the same rows as a CSV whose two halves were typed on two computers."""
    lines = [HEADINGS, GROUP, *(_as_text(row) for row in rows(count))]
    half = len(lines) // 2
    parts = [
        "".join(";".join(f'"{cell}"' for cell in line) + "\r\n" for line in part).encode(encoding)
        for part, encoding in zip((lines[:half], lines[half:]), encodings, strict=True)
    ]
    return b"".join(parts)


def _as_text(row: Sequence[object]) -> list[str]:
    return [f"{cell:%d/%m/%Y}" if isinstance(cell, dt.datetime) else str(cell).replace('"', "''") for cell in row]
