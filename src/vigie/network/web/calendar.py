"""The calendar: a month, a week, the private address one reads it at, calendars from elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.kernel.api import PARIS, FuzzyDate, Invalid, now, today
from vigie.ui.api import say, toast

from ..acting import check
from ..actions.calendars import bring_calendar, drop_calendar, end_link, follow_calendar, make_link
from ..calendars import CalendarLine, written
from ..queries.calendars import acting_by_link, feeds, has_link, lines_between, own_lines
from ..requests import acting_of
from ..rules.months import WEEK, month_after, month_before, month_of, week_of
from ..rules.permissions import Permission
from ..tasks import fetch_calendar
from .forms_groups import FeedForm
from .journeys import attempt

BACK, AHEAD = dt.timedelta(days=60), dt.timedelta(days=400)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Show a month: squares on a screen, a list on the phone."""
    day = _day(request)
    weeks = month_of(day)
    lines = lines_between(acting_of(request), start=weeks[0][0], end=weeks[-1][-1] + dt.timedelta(days=1))
    context = {
        "weeks": [[_square(d, lines, day.month) for d in week] for week in weeks],
        "heads": [WEEKDAYS[n] for n in range(7)],
        "name": FuzzyDate.month(day.year, day.month),
        "before": f"{month_before(day):%Y-%m-%d}",
        "after": f"{month_after(day):%Y-%m-%d}",
        "day": day,
        "view": "month",
        "empty": not lines,
    }
    return render(request, "network/calendar.html", context)


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Show a week, day by day."""
    day = _day(request)
    days = week_of(day)
    lines = lines_between(acting_of(request), start=days[0], end=days[0] + WEEK)
    context = {
        "days": [_square(d, lines, d.month) for d in days],
        "name": FuzzyDate.day(days[0]),
        "before": f"{days[0] - WEEK:%Y-%m-%d}",
        "after": f"{days[0] + WEEK:%Y-%m-%d}",
        "day": day,
        "view": "week",
        "empty": not lines,
    }
    return render(request, "network/calendar.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def sharing(request: HttpRequest) -> HttpResponse:
    """Make the private address, bring calendars, follow others."""
    acting = acting_of(request)
    manages = acting.can(Permission.MANAGE_ORGANISATION)
    form = FeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        check(acting, Permission.MANAGE_ORGANISATION)
        made: list[str] = []

        def act() -> None:
            data = form.cleaned_data
            if data["address"]:
                made.append(follow_calendar(acting=acting, name=data["name"], address=data["address"], now=now()))
            else:
                content = data["file"].read(1_000_001)
                bring_calendar(acting=acting, name=data["name"], content=content, now=now())

        if attempt(form, act):
            for feed_id in made:
                fetch_calendar.enqueue(feed_id)
            toast(request, _("Calendrier ajouté."))
            return redirect("network:calendar_sharing")
    context = {
        "feeds": [(row, say(Invalid(row.refusal)) if row.refusal else "") for row in feeds(acting)],
        "link": has_link(acting),
        "manages": manages,
        "form": form,
    }
    return render(request, "network/calendar_sharing.html", context)


@never_cache
@require_POST
def new_link(request: HttpRequest) -> HttpResponse:
    """Make the private address and show it, once."""
    token = make_link(acting=acting_of(request), now=now())
    link = request.build_absolute_uri(reverse("network:calendar_file", args=[token]))
    return render(request, "network/calendar_link.html", {"link": link})


@require_POST
def close_link(request: HttpRequest) -> HttpResponse:
    """End the private address."""
    end_link(acting=acting_of(request), now=now())
    toast(request, _("L’adresse privée ne sert plus."))
    return redirect("network:calendar_sharing")


@require_POST
def drop(request: HttpRequest, feed_id: str) -> HttpResponse:
    """Take a calendar from elsewhere out."""
    drop_calendar(acting=acting_of(request), feed_id=feed_id, now=now())
    toast(request, _("Calendrier retiré, avec son adresse."))
    return redirect("network:calendar_sharing")


@login_not_required
@never_cache
@require_safe
def calendar_file(_request: HttpRequest, token: str) -> HttpResponse:
    """Return one person's meetings and actions to whoever holds their private address."""
    acting = acting_by_link(token, day=today())
    lines = own_lines(acting, start=today() - BACK, end=today() + AHEAD)
    answer = HttpResponse(written("Vigie", lines, now=now()), content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _day(request: HttpRequest) -> dt.date:
    try:
        day = dt.date.fromisoformat(request.GET.get("jour", ""))
    except ValueError:
        return today()
    return day if 1990 <= day.year <= 2100 else today()


def _square(day: dt.date, lines: Sequence[CalendarLine], of_month: int) -> dict[str, object]:
    held = [
        (line, "" if line.whole_day else line.starts_at.astimezone(PARIS).time()) for line in lines if _on(line, day)
    ]
    return {"day": day, "lines": held, "outside": day.month != of_month, "today": day == today()}


def _on(line: CalendarLine, day: dt.date) -> bool:
    start, end = line.starts_at.astimezone(PARIS).date(), line.ends_at.astimezone(PARIS)
    last = end.date() - dt.timedelta(days=1) if end.time() == dt.time() and end.date() > start else end.date()
    return start <= day <= last
