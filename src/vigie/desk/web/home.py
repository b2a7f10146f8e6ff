"""The home page of each role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.facts.api import overdue_plans
from vigie.journal.api import jobs, notifications
from vigie.kernel.api import WorldName, now, world
from vigie.network.api import Permission, acting_of, can

from ..needs import needs_of
from ..practice import PASSPHRASE
from ..shortcuts import shortcuts_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits, what one comes for, what is under way."""
    acting = acting_of(request)
    practising = world().name is WorldName.PRACTICE
    return render(
        request,
        "desk/home.html",
        {
            "acting": acting,
            "overdue": overdue_plans(acting, now=now()) if can(acting, Permission.WATCH_PLANS) else [],
            "needs": needs_of(acting, now=now()),
            "shortcuts": shortcuts_of(acting),
            "jobs": [job for job in jobs(acting=acting, limit=5) if not job.ended],
            "notifications": notifications(person=acting.actor, unread_only=True, limit=5),
            "practice_passphrase": PASSPHRASE if practising else "",
        },
    )
