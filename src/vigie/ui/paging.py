"""Pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

Row = TypeVar("Row")
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list, with what its foot shows. ``more``: there are more than ``total`` rows, not counted further."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int
    first: int
    last: int
    more: bool = False

    @property
    def previous(self) -> int | None:
        """Return the number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """Return the number of the page after, if there is one."""
        return self.number + 1 if self.number < self.pages else None


def paginate(request: HttpRequest, rows: QuerySet[Any, Row] | Sequence[Row], *, per_page: int = PER_PAGE) -> Page[Row]:
    """Cut the page asked for by ``?page=`` out of an ordered list; a wrong number gives the nearest page."""
    page = Paginator(rows, per_page).get_page(request.GET.get("page"))
    return Page(
        rows=list(page.object_list),
        number=page.number,
        pages=page.paginator.num_pages,
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
    )
