"""Publish forms: the built-in pack, an association's own; review what an own form shares."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vigie.journal.api import record
from vigie.kernel.api import SYSTEM, Conflict, Denied, Invalid, Missing, Ring, atomic
from vigie.network.api import Acting, Permission, check

from ..models import Form, FormMedia, FormVersion
from ..models.forms import ID_LENGTH
from ..pack import PACK, Converted, built_in, convert_xlsx

MEDIA_TYPES = frozenset({"image", "audio", "video", "file"})
MAX_MEDIA = 10_000_000


@dataclass(frozen=True, slots=True)
class PublishedForm:
    """A version that phones can fill from now on. ``shares`` says whether its shared answers leave the sealed ring."""

    id: str
    form_id: str
    version: str
    title: str
    shares: bool
    warnings: tuple[str, ...]


def publish_form(
    *,
    acting: Acting,
    xlsx: bytes,
    now: dt.datetime,
    testimony: bool = False,
    media: Mapping[str, bytes] | None = None,
) -> PublishedForm:
    """Publish an association's own form, or a new version of it. The same workbook published again changes nothing.

    Args:
        acting: who, for which association.
        xlsx: the XLSForm workbook.
        now: when.
        testimony: whether it takes people's testimonies; such a form never shares anything by itself.
        media: files that go with it, by the name the form gives them.

    Raises:
        Denied: ``network.denied.publish_form``.
        Invalid: ``collection.xlsform``, with ``rows``; ``collection.xlsform.file``; ``collection.form_id_long``;
            ``collection.media_large``.
        Conflict: ``collection.form_id_taken``, a form of the pack has this id; ``collection.version_taken``, this
            version is published already with other questions.
    """
    check(acting, Permission.PUBLISH_FORM)
    converted = convert_xlsx(xlsx)
    _check_ids(converted)
    if any(len(content) > MAX_MEDIA for content in (media or {}).values()):
        raise Invalid("collection.media_large", limit=MAX_MEDIA // 1_000_000)
    with atomic():
        form, _ = Form.objects.get_or_create(
            organisation_id=acting.organisation,
            form_id=converted.form_id,
            defaults={"title": converted.title, "testimony": testimony, "created_at": now},
        )
        _describe(form, title=converted.title, titles=converted.titles, testimony=form.testimony or testimony)
        version, new = _add_version(form, converted, xlsx, by=acting.actor, now=now)
        if new:
            _add_media(version, media or {})
            record(
                acting=acting,
                verb="collection.form_published",
                kind="form",
                object_id=form.id,
                now=now,
                detail={"form": form.form_id, "version": version.version},
            )
    return _published(version, converted.warnings)


def publish_pack(*, now: dt.datetime, acting: Acting | None = None) -> list[PublishedForm]:
    """Publish the built-in pack for every association of this world; versions that are there already stay as they are.

    Args:
        now: when.
        acting: who, ``None`` for the house itself.

    Raises:
        Denied: ``network.denied.publish_form``.
    """
    if acting is not None:
        check(acting, Permission.PUBLISH_FORM)
    known = set(FormVersion.objects.filter(form__organisation=None).values_list("form__form_id", "version"))
    missing = [spec for spec in PACK if (spec.id, spec.version) not in known]
    ready = [(spec, *built_in(spec.id)) for spec in missing]
    made = []
    cards = {spec.id: spec for spec in PACK}
    with atomic():
        for form in Form.objects.filter(organisation=None, form_id__in=cards):
            spec = cards[form.form_id]
            _describe(form, title=spec.title["fr"], titles=spec.title, testimony=spec.testimony)
        for spec, book, converted in ready:
            form, _ = Form.objects.get_or_create(
                organisation=None,
                form_id=spec.id,
                defaults={"title": spec.title["fr"], "testimony": spec.testimony, "created_at": now},
            )
            _describe(form, title=spec.title["fr"], titles=spec.title, testimony=spec.testimony)
            version, _ = _add_version(form, converted, book, by=acting.actor if acting else SYSTEM, now=now)
            made.append(_published(version, converted.warnings))
        if made:
            record(acting=acting, verb="collection.pack_published", kind="form", object_id="pack", now=now)
    return made


def review_rings(*, acting: Acting, version_id: str, now: dt.datetime) -> None:
    """Agree, as a second person, to what a version of an own form shares; from now on its shared answers leave.

    Records that came before stay sealed whole until someone clears them.

    Raises:
        Denied: ``network.denied.review_rings``; ``collection.second_person``, whoever published it cannot.
        Missing: ``collection.form``, no such version of this association.
        Conflict: ``collection.reviewed_already``.
    """
    check(acting, Permission.REVIEW_RINGS)
    with atomic():
        version = (
            FormVersion.objects.select_for_update(of=("self",))
            .select_related("form")
            .filter(id=version_id, form__organisation_id=acting.organisation)
            .first()
        )
        if version is None:
            raise Missing("collection.form")
        if version.published_by == acting.actor:
            raise Denied("collection.second_person")
        if version.rings_reviewed_at is not None:
            raise Conflict("collection.reviewed_already")
        version.rings_reviewed_at = now
        version.rings_reviewed_by = acting.actor
        version.save(update_fields=["rings_reviewed_at", "rings_reviewed_by"])
        record(acting=acting, verb="collection.rings_reviewed", kind="form", object_id=version.form_id, now=now)


def list_form(*, acting: Acting, form_id: str, listed: bool, now: dt.datetime) -> None:
    """Offer an own form to phones, or take it off them; what was filled is accepted either way.

    Raises:
        Denied: ``network.denied.publish_form``.
        Missing: ``collection.form``, no such form of this association.
    """
    check(acting, Permission.PUBLISH_FORM)
    with atomic():
        form = Form.objects.filter(id=form_id, organisation_id=acting.organisation).first()
        if form is None:
            raise Missing("collection.form")
        form.listed = listed
        form.save(update_fields=["listed"])
        verb = "collection.form_listed" if listed else "collection.form_withdrawn"
        record(acting=acting, verb=verb, kind="form", object_id=form.id, now=now)


def _check_ids(converted: Converted) -> None:
    if len(converted.form_id) > ID_LENGTH or len(converted.version) > ID_LENGTH:
        raise Invalid("collection.form_id_long", limit=ID_LENGTH)
    if converted.form_id in {spec.id for spec in PACK}:
        raise Conflict("collection.form_id_taken", form_id=converted.form_id)


def _describe(form: Form, *, title: str, titles: Mapping[str, str], testimony: bool) -> None:
    """Bring the card of a form up to its newest version. A form of testimonies stays one."""
    if (form.title, form.titles, form.testimony) != (title, dict(titles), testimony):
        form.title, form.titles, form.testimony = title, dict(titles), testimony
        form.save(update_fields=["title", "titles", "testimony"])


def _add_version(
    form: Form, converted: Converted, xlsx: bytes, *, by: str, now: dt.datetime
) -> tuple[FormVersion, bool]:
    digest = md5(converted.xml)
    version, new = FormVersion.objects.get_or_create(
        form=form,
        version=converted.version,
        defaults={
            "xml": converted.xml.decode(),
            "hash": digest,
            "xlsx": xlsx,
            "rings": {path: ring.value for path, ring in converted.rings.items()},
            "media_paths": [field.path for field in converted.fields if field.type in MEDIA_TYPES],
            "languages": list(converted.languages),
            "warnings": list(converted.warnings),
            "published_at": now,
            "published_by": by,
        },
    )
    if version.hash != digest:
        raise Conflict("collection.version_taken", version=converted.version)
    return version, new


def _add_media(version: FormVersion, media: Mapping[str, bytes]) -> None:
    FormMedia.objects.bulk_create(
        FormMedia(version=version, filename=name, content=content, hash=md5(content))
        for name, content in sorted(media.items())
    )


def _published(version: FormVersion, warnings: Sequence[str]) -> PublishedForm:
    form = version.form
    shares = version.shares and any(ring == Ring.SHARED for ring in version.rings.values())
    return PublishedForm(version.id, form.form_id, version.version, form.title, shares, tuple(warnings))


def md5(content: bytes) -> str:
    """Return the digest by which phones recognise a file; it protects nothing."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
