"""Background work of the programme floor."""

from __future__ import annotations

from django_tasks import task

from vigie.kernel.api import now

from .actions.linking import check_links


@task()
def ask_links(call_id: str, job_id: str) -> None:
    """Check the links of a call."""
    check_links(call_id=call_id, job_id=job_id, now=now())
