"""Dates as people write them: "16/01/2018", "hier", "janvier 2018", "été 1999"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from .dates import FuzzyDate, Precision

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev feb february",
            "mars mar march",
            "avril avr apr april",
            "mai may",
            "juin jun june",
            "juillet juil jul july",
            "aout aou aug august",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for word in words.split()
}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "lundi monday",
            "mardi tuesday",
            "mercredi wednesday",
            "jeudi thursday",
            "vendredi friday",
            "samedi saturday",
            "dimanche sunday",
        )
    )
    for word in words.split()
}
SEASONS = {
    "printemps": 3,
    "spring": 3,
    "ete": 6,
    "summer": 6,
    "automne": 9,
    "autumn": 9,
    "fall": 9,
    "hiver": 12,
    "winter": 12,
}
SEASON_WORDS = {3: "printemps", 6: "été", 9: "automne", 12: "hiver"}
DAYS_AGO = {
    "aujourd'hui": 0, "aujourdhui": 0, "today": 0, "ce jour": 0, "ce matin": 0, "cet apres-midi": 0, "ce midi": 0,
    "ce soir": 0, "cette nuit": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "hier": 1, "yesterday": 1, "hier matin": 1, "hier soir": 1, "hier apres-midi": 1, "hier midi": 1, "hier nuit": 1,
    "yesterday morning": 1, "yesterday evening": 1, "yesterday afternoon": 1, "last night": 1, "la nuit derniere": 1,
    "avant-hier": 2, "avant hier": 2, "the day before yesterday": 2, "day before yesterday": 2,
}  # fmt: skip
EARLIEST, LATEST = 1900, 2100
EXCEL_ORIGIN = dt.date(1899, 12, 30)
EXCEL_SERIALS = range(20000, 73051)
"""Whole numbers read as days of a spreadsheet: 1954-10-03 to 2100-01-01."""

WEEKDAY_NAME = "|".join(WEEKDAYS)
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = r"(\d{1,2})(?:er|st|nd|rd|th)?"
SEPARATOR = r"\s*(?:-|–|—|/|a|au|to|until|et|and)\s*"


def parse_vague_date(text: str, *, today: dt.date) -> FuzzyDate:
    """Read a date in French or English, no more finely than it is written.

    Knows days ("16/01/2018", "2018-01-16", "mardi 16 janvier 2018", "hier", "lundi dernier", spreadsheet serials),
    months ("01/2018", "janvier 2018", and "fin janvier 2018" too), seasons ("été 1999"; a winter begins in December of its year), years and spans
    ("16-18 janvier 2018", "du 28/01/2018 au 02/02/2018"). Day comes before month. A day without a year is
    the last such day. Two-digit years up to next year's are of this century.

    Raises:
        ValueError: it is not a date, or lies outside 1900-2100.
    """
    plain = _plain(text)
    try:
        found = next((date for reader in READERS if (date := reader(plain, today))), None)
    except OverflowError as error:
        raise ValueError(text) from error
    if found is None or not (EARLIEST <= found.start.year <= found.end.year <= LATEST):
        raise ValueError(text)
    return found


def write_vague_date(date: FuzzyDate) -> str:
    """Write a date in the shortest form that reads back the same."""
    if date.precision is Precision.DAY:
        return f"{date.start:%d/%m/%Y}"
    if date.precision is Precision.MONTH:
        return f"{date.start:%m/%Y}"
    if date.precision is Precision.YEAR:
        return f"{date.start:%Y}"
    if date.precision is Precision.SEASON and date.start.month in SEASON_WORDS:
        return f"{SEASON_WORDS[date.start.month]} {date.start:%Y}"
    return f"du {date.start:%d/%m/%Y} au {date.end:%d/%m/%Y}"


def _plain(text: str) -> str:
    """Lower the case, drop accents, the name of the day of a full date, and a time of day at the end."""
    folded = unicodedata.normalize("NFKD", text.strip().lower()).replace("’", "'").replace(",", " ")
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    bare = re.sub(r"\s+", " ", bare).strip(" .;")
    bare = re.sub(
        r"(?:t| |\ba |\bvers |\bat )+\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?|\s?h(?:\s?\d{2})?)(?:z|\+\d{2}:?\d{2})?$",
        "",
        bare,
    )
    bare = re.sub(
        r"(?<=\d) (?:au |dans la |in the |the )?(?:matin|matinee|soir|midi|apres-midi|nuit|morning|evening|afternoon)$",
        "",
        bare,
    )
    bare = re.sub(r"^(?:fin|debut|mi|early|late|mid|the end of|end of)[ -](?:de |d')?(?=[a-z]|\d{4}$)", "", bare)
    bare = re.sub(r"^(?:le|the|on|en|in|courant|au cours de|au)\s+", "", bare.strip())
    return re.sub(rf"^(?:{WEEKDAY_NAME})\.?\s+(?=\d)", "", bare)


def _near(text: str, today: dt.date) -> FuzzyDate | None:
    if text in DAYS_AGO:
        return FuzzyDate.day(today - dt.timedelta(days=DAYS_AGO[text]))
    ago = re.fullmatch(r"(?:il y a )?(\d{1,3}) (?:jours?|days?)(?: ago)?", text)
    if ago and (text.startswith("il y a") or text.endswith("ago")):
        return FuzzyDate.day(today - dt.timedelta(days=int(ago.group(1))))
    named = re.fullmatch(
        rf"(?:last )?({WEEKDAY_NAME})(?: dernier| passe| matin| soir| apres-midi| morning| evening)?", text
    )
    if not named:
        return None
    back = (today.weekday() - WEEKDAYS[named.group(1)]) % 7
    said_last = text.startswith("last ") or text.endswith(("dernier", "passe"))
    return FuzzyDate.day(today - dt.timedelta(days=back or (7 if said_last else 0)))


def _near_span(text: str, today: dt.date) -> FuzzyDate | None:
    span = NEAR_SPANS.get(text)
    return span(today) if span else None


def _week(day: dt.date, first: int) -> FuzzyDate:
    monday = day - dt.timedelta(days=day.weekday())
    return FuzzyDate(monday + dt.timedelta(days=first), monday + dt.timedelta(days=6), Precision.SPAN)


def _month_before(day: dt.date) -> FuzzyDate:
    last = day.replace(day=1) - dt.timedelta(days=1)
    return FuzzyDate.month(last.year, last.month)


def _week_before(day: dt.date, first: int) -> FuzzyDate:
    return _week(day - dt.timedelta(days=7), first)


def _numeric(text: str, today: dt.date) -> FuzzyDate | None:
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        return _day(year, month, day)
    full = re.fullmatch(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})", text)
    if full:
        return _day(_year(full.group(3), today), int(full.group(2)), int(full.group(1)))
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if compact and EARLIEST <= int(compact.group(1)) <= LATEST:
        return _day(int(compact.group(1)), int(compact.group(2)), int(compact.group(3)))
    yearless = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text)
    return _last_such_day(int(yearless.group(2)), int(yearless.group(1)), today) if yearless else None


def _month_or_year(text: str, today: dt.date) -> FuzzyDate | None:  # noqa: ARG001 -- a reader
    month_first = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text)
    if month_first:
        return _month(int(month_first.group(2)), int(month_first.group(1)))
    year_first = re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text)
    if year_first:
        return _month(int(year_first.group(1)), int(year_first.group(2)))
    if re.fullmatch(r"(?:annee |year )?\d{4}", text):
        return FuzzyDate.year(int(text[-4:])) if int(text[-4:]) else None
    serial = re.fullmatch(r"(\d{5})(?:\.\d+)?", text)
    if serial and int(serial.group(1)) in EXCEL_SERIALS:
        return FuzzyDate.day(EXCEL_ORIGIN + dt.timedelta(days=int(serial.group(1))))
    return None


def _named(text: str, today: dt.date) -> FuzzyDate | None:
    full = re.fullmatch(rf"{DAY}[ -]?(?:of )?({MONTH_NAME})\.?[ -]?(\d{{4}}|'?\d{{2}})?", text)
    american = re.fullmatch(rf"({MONTH_NAME})\.? {DAY} (\d{{4}})", text)
    if american:
        return _day(int(american.group(3)), MONTHS[american.group(1)], int(american.group(2)))
    if full:
        day, month, year = int(full.group(1)), MONTHS[full.group(2)], full.group(3)
        return _day(_year(year, today), month, day) if year else _last_such_day(month, day, today)
    month_only = re.fullmatch(rf"(?:mois de |d')?({MONTH_NAME})\.?[ -]?(\d{{4}}|'?\d{{2}})?", text)
    if not month_only:
        return None
    month, year = MONTHS[month_only.group(1)], month_only.group(2)
    return _month(_year(year, today) if year else today.year - (month > today.month), month)


def _season(text: str, today: dt.date) -> FuzzyDate | None:
    found = re.fullmatch(
        rf"(?:l')?({'|'.join(SEASONS)})\s+(?:de |of )?(\d{{4}}|\d{{2}})(?:\s?[-/]\s?(\d{{4}}|\d{{2}}))?", text
    )
    if not found:
        return None
    month, year = SEASONS[found.group(1)], _year(found.group(2), today)
    if found.group(3) and (month != 12 or _year(found.group(3), today) != year + 1):
        return None
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    return FuzzyDate(_first(year, month), _last(end_year, end_month), Precision.SEASON)


def _span(text: str, today: dt.date) -> FuzzyDate | None:
    inside = re.fullmatch(
        rf"(?:du |from |entre le |between )?{DAY}{SEPARATOR}(?:le )?{DAY} ({MONTH_NAME}) (\d{{4}}|\d{{2}})", text
    )
    if inside:
        year, month = _year(inside.group(4), today), MONTHS[inside.group(3)]
        return _between(_day(year, month, int(inside.group(1))), _day(year, month, int(inside.group(2))))
    years = re.fullmatch(r"(?:de |from |entre )?(\d{4})\s?(?:-|–|/| a | to | et | and )\s?(\d{4})", text)
    if years:
        return _between(FuzzyDate.year(int(years.group(1))), FuzzyDate.year(int(years.group(2))))
    ends = re.fullmatch(
        r"(?:du |de |d'|from |entre (?:le )?|between )(.{4,30}?) (?:au|a|to|et le|et|and|-) (.{4,30})", text
    )
    ends = ends or re.fullmatch(r"(.{4,30}?) (?:-|–|—|au) (.{4,30})", text)
    if not ends:
        return None
    last = _one(ends.group(2), today)
    first = _one(ends.group(1), today) or _one(f"{ends.group(1)} {last.start.year}", today) if last else None
    return _between(first, last)


def _one(text: str, today: dt.date) -> FuzzyDate | None:
    return next((date for reader in READERS if reader is not _span and (date := reader(text.strip(), today))), None)


def _between(first: FuzzyDate | None, last: FuzzyDate | None) -> FuzzyDate | None:
    if first is None or last is None or last.end < first.start:
        return None
    return FuzzyDate(first.start, last.end, Precision.SPAN)


def _year(text: str, today: dt.date) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    century = today.year - today.year % 100
    year = century + int(digits)
    return year if year <= today.year + 1 else year - 100


def _first(year: int, month: int) -> dt.date:
    return dt.date(year, month, 1)


def _last(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> FuzzyDate:
    return FuzzyDate.day(dt.date(year, month, day))


def _month(year: int, month: int) -> FuzzyDate:
    return FuzzyDate(dt.date(year, month, 1), _last(year, month), Precision.MONTH)


def _last_such_day(month: int, day: int, today: dt.date) -> FuzzyDate:
    """Return the latest day of this name that is not after tomorrow; 29 February goes back to a leap year."""
    for year in range(today.year + 1, today.year - 9, -1):
        if calendar.monthrange(year, month)[1] >= day and dt.date(year, month, day) <= today + dt.timedelta(days=1):
            return _day(year, month, day)
    raise ValueError(f"{day}/{month}")


Reader = Callable[[str, dt.date], FuzzyDate | None]
READERS: tuple[Reader, ...] = (_near, _near_span, _numeric, _month_or_year, _named, _season, _span)
NEAR_SPANS: dict[str, Callable[[dt.date], FuzzyDate]] = {
    text: span
    for texts, span in (
        (("ce mois", "ce mois-ci", "this month"), lambda day: FuzzyDate.month(day.year, day.month)),
        (("le mois dernier", "mois dernier", "last month"), _month_before),
        (("cette semaine", "this week"), lambda day: _week(day, 0)),
        (("semaine derniere", "la semaine derniere", "last week"), lambda day: _week_before(day, 0)),
        (("week-end dernier", "weekend dernier", "last weekend", "last week-end"), lambda day: _week_before(day, 5)),
        (("cette annee", "this year"), lambda day: FuzzyDate.year(day.year)),
        (("l'an dernier", "l'annee derniere", "annee derniere", "last year"), lambda day: FuzzyDate.year(day.year - 1)),
    )
    for text in texts
}
