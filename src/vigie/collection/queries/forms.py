"""Which forms a phone is offered, which version a record was filled with."""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from vigie.kernel.api import OrgId, Statement, world

from ..models import Form, FormMedia, FormVersion


def forms_of(organisation: OrgId) -> QuerySet[Form]:
    """Return an association's own forms and those of the pack."""
    return Form.objects.filter(Q(organisation_id=organisation) | Q(organisation=None))


def title_of(form: Form) -> str:
    """Return the title of a form in the language of the screen, as phones show it where its workbook has no other."""
    language = (get_language() or "fr").split("-")[0]
    titles: dict[str, str] = form.titles
    return titles.get(language) or form.title


def versions_of(organisation: OrgId) -> QuerySet[FormVersion]:
    """Return every version an association's phones may send, newest first."""
    owned = Q(form__organisation_id=organisation) | Q(form__organisation=None)
    return FormVersion.objects.filter(owned).select_related("form")


def offered(
    organisation: OrgId, *, form_id: str = "", all_versions: bool = False, testimony: bool = True
) -> list[FormVersion]:
    """Return what a phone is offered: the newest version of each listed form, in a steady order, or all versions.

    ``testimony``: with the forms that take people's testimonies; whoever holds the phone must be trained.
    """
    versions = versions_of(organisation).filter(form__listed=True).defer("xml", "xlsx").prefetch_related("media")
    if not testimony:
        versions = versions.exclude(form__testimony=True)
    if form_id:
        versions = versions.filter(form__form_id=form_id)
    newest: dict[str, FormVersion] = {}
    for version in versions:
        newest.setdefault(version.form_id, version)
    chosen = list(versions) if all_versions else list(newest.values())
    return sorted(chosen, key=lambda v: (v.form.form_id, v.published_at, v.version))


def find_form(organisation: OrgId, form_id: str) -> Form | None:
    """Return the form of this id, an association's own or one of the pack."""
    return forms_of(organisation).filter(form_id=form_id).first()


def _changing(organisation: str, form_id: str) -> QuerySet[FormVersion, tuple[Any, ...]]:
    """Return the versions of a form with what may change of them."""
    owned = Q(form__organisation_id=organisation) | Q(form__organisation=None)
    rows = FormVersion.objects.filter(owned, form__form_id=form_id)
    return rows.values_list("id", "rings_reviewed_at", "form__testimony")


_SAID = Statement(
    lambda organisation, form_id, version: _changing(organisation, form_id).filter(version=version).order_by("id")[:1],
    width=3,
)
_NEWEST = Statement(lambda organisation, form_id: _changing(organisation, form_id)[:1], width=2)


def find_version(organisation: OrgId, form_id: str, version: str) -> FormVersion | None:
    """Return the version of a form a record says it was filled with, an association's own or one of the pack.

    The newest, when a record names none and the form always did. What never changes of a version is kept in memory: this is
    asked of each record.
    """
    found = _SAID.first(organisation, form_id, version) or (None if version else _NEWEST.first(organisation, form_id))
    if found is None:
        return None
    row = copy(_unchanging(world().folder, found[0]))
    row.form = copy(row.form)
    row.rings_reviewed_at, row.form.testimony = found[1:]
    return row


@lru_cache(maxsize=256)
def _unchanging(_world: Path, version_id: str) -> FormVersion:
    return FormVersion.objects.select_related("form").defer("xml", "xlsx").get(id=version_id)


def find_medium(organisation: OrgId, media_id: str) -> FormMedia | None:
    """Return a file that goes with a form an association's phones may read."""
    owned = Q(version__form__organisation_id=organisation) | Q(version__form__organisation=None)
    return FormMedia.objects.filter(owned, id=media_id).first()
