"""Forms, to show: their newest version, what it shares, what it asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from vigie.kernel.api import LANGUAGES, Missing, OrgId, Ring
from vigie.network.api import Acting, person_names

from ..models import Form, FormVersion
from ..pack import PACK, Field, languages, read_shape
from .forms import forms_of, title_of, versions_of


@dataclass(frozen=True, slots=True)
class FormCard:
    """A form in a list. ``to_review`` says that a second person must still agree to what it shares."""

    version_id: str
    title: str
    form_id: str
    version: str
    versions: int
    records: int
    languages: tuple[str, ...]
    own: bool
    testimony: bool
    listed: bool
    shares: bool
    to_review: bool


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question in words, with its ring."""

    label: str
    path: str
    ring: Ring
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version of a form: what it asks, what it shares, the others of the same form."""

    card: FormCard
    form_pk: str
    questions: tuple[tuple[str, tuple[QuestionCard, ...]], ...]
    shared: int
    sealed: int
    published_at: dt.datetime
    publisher: str
    published_by_me: bool
    reviewer: str
    reviewed_at: dt.datetime | None
    warnings: tuple[str, ...]
    unread_languages: tuple[str, ...]
    others: tuple[tuple[str, str, dt.datetime], ...]


def form_cards(*, acting: Acting) -> list[FormCard]:
    """Return an association's own forms, then those of the pack in the order of the pack."""
    forms = _counted(acting.organisation).in_bulk()
    newest: dict[str, FormVersion] = {}
    numbers: dict[str, int] = {}
    for version in versions_of(acting.organisation).defer("xml", "xlsx"):
        newest.setdefault(version.form_id, version)
        numbers[version.form_id] = numbers.get(version.form_id, 0) + 1
    order = {spec.id: rank for rank, spec in enumerate(PACK)}
    cards = [_card(version, forms[pk], numbers[pk]) for pk, version in newest.items()]
    return sorted(cards, key=lambda card: (not card.own, order.get(card.form_id, 99), card.title))


def version_card(*, acting: Acting, version_id: str) -> VersionCard:
    """Return one version.

    Raises:
        Missing: ``collection.form``, no such version for this association.
    """
    version = versions_of(acting.organisation).filter(id=version_id).first()
    if version is None:
        raise Missing("collection.form")
    form = _counted(acting.organisation).get(id=version.form_id)
    others = list(form.versions.values_list("id", "version", "published_at"))
    fields = read_shape(version.content).fields
    names = person_names([version.published_by, version.rings_reviewed_by])
    rings = [version.rings.get(field.path) for field in fields if field.type != "note"]
    shared = 0 if form.testimony else rings.count(Ring.SHARED)
    return VersionCard(
        card=_card(version, form, len(others)),
        form_pk=form.id,
        questions=_questions(version, fields),
        shared=shared,
        sealed=len(rings) - shared,
        published_at=version.published_at,
        publisher=names.get(version.published_by, ""),
        published_by_me=version.published_by == acting.actor,
        reviewer=names.get(version.rings_reviewed_by, ""),
        reviewed_at=version.rings_reviewed_at,
        warnings=tuple(version.warnings),
        unread_languages=_unread(form),
        others=tuple((pk, name, at) for pk, name, at in others if pk != version.id),
    )


def form_workbook(*, acting: Acting, version_id: str) -> tuple[str, bytes]:
    """Return the name and the content of the workbook a version was made from.

    Raises:
        Missing: ``collection.form``.
    """
    version = versions_of(acting.organisation).filter(id=version_id).first()
    if version is None:
        raise Missing("collection.form")
    return f"{version.form.form_id}-{version.version}.xlsx", bytes(version.xlsx)


def _counted(organisation: OrgId) -> QuerySet[Form]:
    """Return forms with the number of records this association has of each; those of others are not counted."""
    mine = Q(submissions__organisation_id=organisation)
    return forms_of(organisation).annotate(records=Count("submissions", filter=mine))


def _card(version: FormVersion, form: Form, versions: int) -> FormCard:
    version.form = form
    marked = Ring.SHARED in version.rings.values()
    return FormCard(
        version_id=version.id,
        title=title_of(form),
        form_id=form.form_id,
        version=version.version,
        versions=versions,
        records=getattr(form, "records", 0),
        languages=version.language_names,
        own=form.own,
        testimony=form.testimony,
        listed=form.listed,
        shares=version.shares and marked,
        to_review=form.own and marked and not form.testimony and version.rings_reviewed_at is None,
    )


def _questions(version: FormVersion, fields: tuple[Field, ...]) -> tuple[tuple[str, tuple[QuestionCard, ...]], ...]:
    """Return the questions by the screen they stand on, in the order of the form."""
    screens: dict[str, list[QuestionCard]] = {}
    for field in fields:
        if field.type == "note":
            continue
        ring = Ring(version.rings.get(field.path, Ring.SEALED)) if not version.form.testimony else Ring.SEALED
        choices = tuple(_said(labels) or name for name, labels in field.choices)
        question = QuestionCard(_said(field.labels) or field.path, field.path, ring, choices)
        screens.setdefault(_said(field.group), []).append(question)
    return tuple((title, tuple(questions)) for title, questions in screens.items())


def _said(labels: Mapping[str, str]) -> str:
    """Return a text in the language of the screen, else in French, else in the first there is."""
    wanted = (get_language() or "fr").split("-")[0]
    return labels.get(wanted) or labels.get("fr") or next(iter(labels.values()), "")


def _unread(form: Form) -> tuple[str, ...]:
    """Return the languages of a form of the pack that nobody has signed as read over."""
    read = {} if form.own else languages().get(form.form_id, {})
    return tuple(LANGUAGES[code].name for code, row in read.items() if not row["reviewed_by"])
