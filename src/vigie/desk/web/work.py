"""Long work under way: left and found again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vigie.journal.api import job as read_job
from vigie.journal.api import jobs as read_jobs
from vigie.network.api import acting_of


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List one's own long work, newest first."""
    return render(request, "desk/jobs.html", {"jobs": read_jobs(acting=acting_of(request), limit=50)})


@require_safe
def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """Show how far one job has come; the page asks again by itself until the end."""
    card = read_job(job_id, acting=acting_of(request))
    template = "desk/_job.html" if request.headers.get("HX-Request") else "desk/job.html"
    return render(request, template, {"job": card})
