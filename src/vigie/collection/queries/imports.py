"""Imports of an association, and what went wrong in each."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from vigie.kernel.api import Missing
from vigie.network.api import Acting, Permission, check

from ..models import Import


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """A trouble of a row, as it is kept: what the cell held is not."""

    row: int
    column: str
    code: str
    grave: bool


def imports_of(acting: Acting) -> QuerySet[Import]:
    """Return the imports of one's association, newest first.

    Raises:
        Denied: ``network.denied.import_facts``.
    """
    check(acting, Permission.IMPORT_FACTS)
    return Import.objects.filter(organisation=acting.organisation)


def import_of(acting: Acting, import_id: str) -> Import:
    """Return one import.

    Raises:
        Denied: ``network.denied.import_facts``. Missing: ``collection.no_import``, also when it belongs to others.
    """
    row = imports_of(acting).filter(id=import_id).first()
    if row is None:
        raise Missing("collection.no_import")
    return row


def troubles_of(row: Import) -> list[RowTrouble]:
    """Return the troubles of an import in the order of its rows."""
    return [RowTrouble(*trouble) for trouble in row.problems]
