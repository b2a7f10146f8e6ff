"""Read a pasted message of the group (Signal, WhatsApp, SMS; French or English) as a person would read it for facts.

Who sent it is dropped before anything else is read. What is recognised keeps its place in the text, so that a screen can
show it; nothing recognised is more than a proposal.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vigie.kernel.api import Count, FuzzyDate, Precision, Qualifier, parse_vague_count, parse_vague_date

from .keywords import ACTS, FORCES, OFFICER_WORDS, UNITS, VEHICLE_WORDS, level


class Kind(StrEnum):
    """What a stretch of a message was taken for."""

    DAY = "day"
    TIME = "time"
    PLACE = "place"
    COUNT = "count"
    FORCE = "force"
    ACT = "act"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the message, end excluded, what it was taken for and the code it gave."""

    start: int
    end: int
    kind: Kind
    code: str


@dataclass(frozen=True, slots=True)
class ForceSeen:
    """A force that is named, with its officers or vehicles when they are counted."""

    code: str
    officers: Count | None = None
    vehicles: Count | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says. ``text`` is the message without its senders; marks point into it."""

    text: str
    senders: int
    day: FuzzyDate | None = None
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    place: str | None = None
    counts: Mapping[str, Count] = field(default_factory=dict)
    forces: tuple[ForceSeen, ...] = ()
    acts: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


_STAMP = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
_CLOCK = r"\d{1,2}[:h.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_MONTH_STAMP = r"\d{1,2} [a-zà-ÿ]{3,9}\.? \d{4}"
_HEADERS = (
    re.compile(
        rf"^\s*[\u200e\u200f]?\[(?P<day>{_STAMP}|{_MONTH_STAMP})(?:,| à| at)?\s+{_CLOCK}\]\s*[^:\n]{{1,60}}:\s?",
        re.MULTILINE,
    ),
    re.compile(rf"^\s*(?P<day>{_STAMP})(?:,| à| at)?\s+{_CLOCK}\s+[-–]\s+[^:\n]{{1,60}}:\s?", re.MULTILINE),
    re.compile(
        rf"^\s*[^\n:,\[]{{1,60}},?\s*\[(?P<day>{_STAMP}|{_MONTH_STAMP})(?:,| à| at)?\s+{_CLOCK}\]:?[ \t]*\n?",
        re.MULTILINE,
    ),
    re.compile(rf"^\s*\[?{_CLOCK}\]?\s*[-–]?\s*(?=[A-ZÀ-Þ+~])[^:\n]{{1,40}}:\s", re.MULTILINE),
    re.compile(rf"^\s*(?=[A-ZÀ-Þ+~])[^\n:,]{{1,40}},\s*{_CLOCK}\s*:?[ \t]*(?:\n|$)", re.MULTILINE),
    re.compile(
        r"^\s*(?:De|From|Exp[ée]diteur|Sender|Envoy[ée] par|Sent by|Transf[ée]r[ée] de|Forwarded from)\s*:?\s+[^\n]{1,80}(?:\n|$)",
        re.MULTILINE,
    ),
    re.compile(r"^\s*(?=[A-ZÀ-Þ+~])[\w+~.’'-]+(?: [\w+.’'-]+){0,3}\s?:\s(?=\S)", re.MULTILINE),
)
_NOT_A_NAME = re.compile(
    r"(?i)^\s*(?:expulsion|bilan|lieu|date|heure|rdv|info|urgent|alerte|calais|grande-synthe|loon|update|attention|matin|total|forces?|tentes?)\b"
)
_NUMERIC_DAY = rf"{_STAMP}|\d{{1,2}}/\d{{1,2}}(?!\d)"
_MONTHS = (
    "janvier|janv|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|novembre|nov|decembre|dec"
    "|january|february|march|april|june|july|august|september|october|november|december"
)
_WEEKDAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_DAY = re.compile(
    rf"\b(?:(?:{_WEEKDAYS}) )?(?:{_NUMERIC_DAY}|\d{{1,2}}(?:er|st|nd|rd|th)? (?:{_MONTHS})\b\.?(?: \d{{4}})?)"
    rf"|\b(?:avant-hier|avant hier|aujourd'hui|today|yesterday|(?:hier|ce) (?:matin|midi|soir|apres-midi)|hier|cet apres-midi"
    rf"|cette nuit|la nuit derniere|this (?:morning|afternoon|evening)|last night|tonight)\b"
    rf"|\b(?:last )?(?:{_WEEKDAYS})(?: dernier)?\b"
)
_TIME = re.compile(
    r"\b(?:vers |a |at |around |des |depuis )?(?P<hour>[01]?\d|2[0-3])\s?(?:(?:h|:)\s?(?P<minute>[0-5]\d)|h\b|(?P<dot>\.[0-5]\d)?\s?(?P<half>am|pm)\b|\s?heures\b)(?!\d)"
)
_NUMBER = (
    r"(?:au moins |au minimum |a peu pres |environ |env\.? |plus de |pres de |presque |at least |about |around |over |more than |~|>=?|\+ de )?"
    r"(?:\d{1,3}(?: \d{3})+|\d+|(?:une? |a |two |deux |trois )?(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|dozen)s?"
    r"|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante|cinquante"
    r"|one|two|three|four|five|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty)(?: a \d+)?\+?"
)
_NOUNS = "|".join(sorted({re.escape(w) for w in (*UNITS, *OFFICER_WORDS, *VEHICLE_WORDS)}, key=len, reverse=True))
_COUNT = re.compile(
    rf"(?<![\w/:])(?P<number>{_NUMBER})\s*(?:de |d'|d’|of |jeunes |petits? |grandes? |young )?(?P<noun>{_NOUNS})\b(?:\s+(?:de |des |d'|of )?(?:la )?(?P<force>{'|'.join(FORCES)})\b)?"
    r"(?:\s*,?\s*\(?(?P<after>env\b\.?|environ\b|a peu pres\b|approx\b\.?|minimum\b|au moins\b)(?!\s*\d))?"
)
_SAID_AFTER = {"minimum": "au moins", "au moins": "au moins"}
_FORCE = re.compile(rf"\b(?P<force>{'|'.join(sorted(FORCES, key=len, reverse=True))})\b")
_DENIED = re.compile(r"(?:pas d'|pas de |pas eu d'|pas eu de |aucune? |sans |no |not any |without )$")


def read_message(text: str, *, today: dt.date, places: Mapping[str, str]) -> Reading:
    """Read a message.

    Args:
        text: as pasted, several messages at once allowed.
        today: the day it is read; "hier" counts from the stamp of the message when it has one.
        places: slug by folded name, from ``network.api.place_names``.
    """
    body, senders, stamp = drop_senders(text, today=today)
    flat = level(body)
    marks: list[Mark] = []
    day = _day(flat, marks, stamp or today) or (FuzzyDate.day(stamp) if stamp else None)
    times = _times(flat, marks)
    place = _place(flat, places, marks)
    counts, forces = _counts(flat, marks)
    acts = _acts(flat, marks)
    return Reading(
        text=body,
        senders=senders,
        day=day,
        time_from=times[0] if times else None,
        time_to=times[-1] if len(times) > 1 and times[-1] > times[0] else None,
        place=place,
        counts=counts,
        forces=forces,
        acts=acts,
        marks=tuple(_without_overlaps(marks)),
    )


def drop_senders(text: str, *, today: dt.date) -> tuple[str, int, dt.date | None]:
    """Return the text without who sent each message and when, how many such headers there were, and the first stamp's day."""
    dropped = 0
    stamp: dt.date | None = None

    def forget(match: re.Match[str]) -> str:
        nonlocal dropped, stamp
        if "day" not in match.groupdict() and _NOT_A_NAME.match(match.group()):
            return match.group()
        dropped += 1
        stamp = stamp or _stamp_day(match.groupdict().get("day"), today)
        return "\n" if match.group().startswith("\n") else ""

    for header in _HEADERS:
        text = header.sub(forget, text)
    return text.strip(), dropped, stamp


def pieces(reading: Reading) -> Iterator[tuple[str, Mark | None]]:
    """Yield the text cut at its marks, each piece with its mark or ``None``."""
    at = 0
    for mark in reading.marks:
        if mark.start > at:
            yield reading.text[at : mark.start], None
        yield reading.text[mark.start : mark.end], mark
        at = mark.end
    if at < len(reading.text):
        yield reading.text[at:], None


def _stamp_day(text: str | None, today: dt.date) -> dt.date | None:
    if not text:
        return None
    try:
        found = parse_vague_date(text, today=today)
    except ValueError:
        return None
    return found.start if found.precision is Precision.DAY and found.start <= today else None


def _day(flat: str, marks: list[Mark], today: dt.date) -> FuzzyDate | None:
    """Return the first day that is said; a weekday is the last one gone by."""
    first: FuzzyDate | None = None
    for match in _DAY.finditer(flat):
        try:
            found = parse_vague_date(match.group().strip(" ."), today=today)
        except ValueError:
            continue
        marks.append(Mark(match.start(), match.end(), Kind.DAY, found.start.isoformat()))
        first = first or found
    return first


def _times(flat: str, marks: list[Mark]) -> list[dt.time]:
    times = []
    for match in _TIME.finditer(flat):
        if any(m.start <= match.start() < m.end for m in marks):
            continue
        minutes = match.group("minute") or (match.group("dot") or ".0")[1:]
        time = dt.time(_hour(int(match.group("hour")), match.group("half")), int(minutes))
        marks.append(Mark(match.start(), match.end(), Kind.TIME, f"{time:%H:%M}"))
        times.append(time)
    return times


def _hour(hour: int, half: str | None) -> int:
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _place(flat: str, places: Mapping[str, str], marks: list[Mark]) -> str | None:
    """Return the place named first; the longest name wins where one contains another."""
    first: tuple[int, str] | None = None
    taken: list[tuple[int, int]] = []
    for name in sorted((n for n in places if len(n) > 2), key=len, reverse=True):
        pattern = r"(?<!\w)" + re.escape(name).replace(r"\ ", r"[\s'-]") + r"(?!\w)"
        for match in re.finditer(pattern, flat):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            marks.append(Mark(*match.span(), Kind.PLACE, places[name]))
            if first is None or match.start() < first[0]:
                first = (match.start(), places[name])
    return first[1] if first else None


def _counts(flat: str, marks: list[Mark]) -> tuple[dict[str, Count], tuple[ForceSeen, ...]]:
    """Return counts by unit, and forces with what was counted of each. The first count said of a unit is kept."""
    counts: dict[str, Count] = {}
    forces: dict[str, ForceSeen] = {}
    for match in _COUNT.finditer(flat):
        count = _count(_qualified(match.group("number"), match.group("after")))
        if count is None:
            continue
        noun, code = match.group("noun"), FORCES.get(match.group("force") or match.group("noun"))
        marks.append(Mark(match.start(), match.end(), Kind.COUNT, noun))
        unit = UNITS.get(noun) or ("vehicles" if noun in VEHICLE_WORDS else "officers")
        counts.setdefault(unit, count)
        if code:
            forces.setdefault(code, _seen(code, unit, count))
    for match in _FORCE.finditer(flat):
        code = FORCES[match.group("force")]
        forces.setdefault(code, ForceSeen(code))
        marks.append(Mark(match.start(), match.end(), Kind.FORCE, code))
    return counts, tuple(forces.values())


def _seen(code: str, unit: str, count: Count) -> ForceSeen:
    return ForceSeen(code, vehicles=count) if unit == "vehicles" else ForceSeen(code, officers=count)


def _qualified(number: str, after: str | None) -> str:
    """Return a number with the word said after its noun put before it: "30 personnes env." is "environ 30"."""
    return f"{_SAID_AFTER.get(after, 'environ')} {number}" if after else number


def _count(number: str) -> Count | None:
    try:
        count = parse_vague_count(number.strip())
    except ValueError:
        return None
    if count.qualifier is Qualifier.UNKNOWN:
        return None
    return count


def _acts(flat: str, marks: list[Mark]) -> tuple[str, ...]:
    """Return the acts whose words are there and not denied, in the order they come."""
    found: list[tuple[int, str]] = []
    for code, pattern in ACTS:
        match = next((m for m in pattern.finditer(flat) if not _DENIED.search(flat, 0, m.start())), None)
        if match:
            found.append((match.start(), code))
            marks.append(Mark(match.start(), match.end(), Kind.ACT, code))
    return tuple(code for _, code in sorted(found))


def _without_overlaps(marks: list[Mark]) -> list[Mark]:
    """Keep, where marks overlap, the longest; what says an act gives way to what says how many, and keeps its own words."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.kind is Kind.ACT, m.start - m.end, m.start)):
        over = [other for other in kept if mark.start < other.end and other.start < mark.end]
        if not over:
            kept.append(mark)
        elif mark.kind is Kind.ACT and over[0].end + 1 < mark.end:
            kept.append(Mark(over[0].end + 1, mark.end, mark.kind, mark.code))
    return sorted(kept)
