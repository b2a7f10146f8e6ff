"""What the life of a mission gives to take away: tables as CSV or XLSX, the programme of the talks, calendar files."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from openpyxl import Workbook

from vigie.ui.api import render_pdf, say_day, say_time

from ...models import Mission, Session
from ...models.life import FollowUp
from ...queries.life.reading import Money, TalkLine, Trips
from ...rules.texts import said
from ...wording import PHASES, say_euros
from ...wording_life import LINE_KINDS, LINE_STATES

Row = Sequence[object]
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def euros(cents: int) -> str:
    """Write an amount for a table: "744.00"."""
    return f"{cents // 100}.{cents % 100:02}"


def money_rows(mission: Mission, money: Money) -> list[Row]:
    """Return the allowances of a mission as a table: one row per part that an organisation pays."""
    heads = [
        _("Mission"), _("Ligne"), _("Versement"), _("Échéance"), _("Montant de la ligne, en euros"), _("Qui paie"),
        _("Sa part, en euros"), _("État"), _("Payé le"), _("Comment"), _("Reçu"),
    ]  # fmt: skip
    rows: list[Row] = [heads]
    for line in money.lines:
        rows.extend(
            [
                said(mission.title),
                line.number,
                str(LINE_KINDS[line.kind]),
                line.due_on.isoformat(),
                euros(line.cents),
                str(share.organisation),
                euros(share.cents),
                str(LINE_STATES[line.state]),
                line.paid_on.isoformat() if line.paid_on else "",
                line.how,
                _("oui") if line.receipt else _("non"),
            ]
            for share in line.shares.all()
        )
    return rows


def trip_rows(trips: Trips) -> list[Row]:
    """Return trips as a table. There is no column for who was in the car."""
    heads = [_("Jour"), _("De"), _("À"), _("Aller et retour"), _("Pourquoi"), _("Kilomètres"), _("Autres frais, en euros"), _("Lesquels"), _("En tout, en euros")]  # fmt: skip
    body: list[Row] = [
        [
            row.on.isoformat(),
            row.origin,
            row.destination,
            _("oui") if row.back else _("non"),
            row.purpose,
            row.km,
            euros(row.other_cents),
            row.other_words,
            euros(cents),
        ]
        for row, cents in trips.lines
    ]
    return [heads, *body, [_("En tout"), "", "", "", "", trips.km, "", "", euros(trips.cents)]]


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return a table as CSV that spreadsheets open as it is; no cell is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(rows: Iterable[Row], title: str) -> bytes:
    """Return a table as XLSX: amounts as numbers, texts as texts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            amount = isinstance(cell, str) and number > 1 and cell.replace(".", "", 1).isdigit() and "." in cell
            found = sheet.cell(row=number, column=column, value=float(str(cell)) if amount else _value(cell))
            if isinstance(cell, str) and not amount:
                found.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(cell: object) -> str | int:
    return cell if isinstance(cell, int) else str(cell)


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell


def programme_pdf(session: Session, lines: Sequence[TalkLine]) -> bytes:
    """Return the programme of a session's talks, to pin in the room."""
    days: dict[dt.date, list[TalkLine]] = {}
    for line in lines:
        days.setdefault(line.talk.on, []).append(line)
    told = {
        "title": said(session.title),
        "kind": _("Programme des rencontres"),
        "lead": said(session.programme.name),
        "days": [
            {"day": say_day(day), "phase": str(PHASES[found[0].talk.phase]), "talks": [_talk(line) for line in found]}
            for day, found in days.items()
        ],
        "none": _("Le programme n’est pas encore écrit."),
    }
    return render_pdf("programme/talks.typ", told)


def _talk(line: TalkLine) -> dict[str, str]:
    row = line.talk
    who = " · ".join(part for part in (line.speaker, str(row.organisation or "")) if part)
    return {
        "at": say_time(row.starts) if row.starts else "",
        "theme": row.theme,
        "who": who,
        "where": row.place,
        "aims": row.aims,
        "minutes": f"{row.minutes} min",
    }


def meeting_file(row: FollowUp, mission: Mission, *, now: dt.datetime) -> bytes:
    """Return a follow-up meeting as a calendar file: its time, place and agenda, no name of anybody."""
    calendar = Calendar()
    calendar.add("prodid", "-//Vigie//FR")
    calendar.add("version", "2.0")
    event = Event()
    event.add("uid", f"{row.id}@vigie")
    event.add("dtstamp", now)
    event.add("dtstart", row.at)
    event.add("dtend", row.at + dt.timedelta(minutes=row.minutes))
    event.add("summary", f"{row.title} · {said(mission.title)}")
    if row.place:
        event.add("location", row.place)
    if row.agenda:
        event.add("description", row.agenda)
    if row.cancelled_at:
        event.add("status", "CANCELLED")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def total_words(money: Money) -> str:
    """Say what was paid of what is due: "1 244 € payés sur 4 244 €"."""
    return _("%(paid)s payés sur %(all)s") % {"paid": say_euros(money.paid), "all": say_euros(money.total)}
