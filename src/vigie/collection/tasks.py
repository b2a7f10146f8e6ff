"""Background work of the collection floor."""

from __future__ import annotations

from django_tasks import task

from vigie.kernel.api import PARIS, now
from vigie.network.api import acting_for

from .actions.imports import run_import


@task()
def record_rows(person_id: str, organisation_id: str, import_id: str) -> None:
    """Record the rows of an import that was begun; who began it acts, with the rights they have now."""
    moment = now()
    acting = acting_for(person_id=person_id, organisation_id=organisation_id, day=moment.astimezone(PARIS).date())
    run_import(acting=acting, import_id=import_id, now=moment)
