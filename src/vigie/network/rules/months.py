"""The squares of a month and the days of a week. Pure."""

from __future__ import annotations

import datetime as dt

WEEK = dt.timedelta(days=7)


def week_of(day: dt.date) -> list[dt.date]:
    """Return the seven days of the week of a day, Monday first."""
    monday = day - dt.timedelta(days=day.weekday())
    return [monday + dt.timedelta(days=n) for n in range(7)]


def month_of(day: dt.date) -> list[list[dt.date]]:
    """Return the weeks that cover the month of a day, whole, Monday first."""
    first = day.replace(day=1)
    weeks: list[list[dt.date]] = []
    monday = week_of(first)[0]
    while not weeks or (monday.year, monday.month) == (first.year, first.month):
        weeks.append(week_of(monday))
        monday += WEEK
    return weeks


def month_before(day: dt.date) -> dt.date:
    """Return the first day of the month before."""
    return (day.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def month_after(day: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
