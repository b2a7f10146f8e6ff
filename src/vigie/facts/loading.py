"""Load the vocabulary from ``data/``: what is there already is brought up to date, what left the files stays."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from vigie.journal.api import last_time, record
from vigie.kernel.api import atomic

from .models import ActFamily, ActType, Norm, Right, Term

DATA = Path(__file__).resolve().parent / "data"
MARKS = {"urgent": "urgent", "medical": "medical", "minors": "minors", "protect": "extra_protection"}


@cache
def read_data(name: str) -> dict[str, Any]:
    """Return one file of reference data: ``acts``, ``rights``, ``norms`` or ``terms``."""
    content: dict[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return content


@cache
def vocabulary_version() -> str:
    """Return what tells one vocabulary from another: how many acts, and the beginning of a digest of the files."""
    names = ("acts", "rights", "norms", "terms")
    digest = hashlib.sha256(b"".join((DATA / f"{name}.yaml").read_bytes() for name in names)).hexdigest()
    acts = sum(len(family["acts"]) for family in read_data("acts").values())
    return f"{acts} · {digest[:8]}"


def vocabulary_card() -> tuple[str, str, str]:
    """Return the vocabulary as a common tool of the network: its name, its version, where it is read."""
    return _("Vocabulaire des faits"), vocabulary_version(), reverse("facts:vocabulary")


def load_vocabulary(*, now: dt.datetime) -> None:
    """Load acts, rights, norms and closed lists. Idempotent; a verification made by a person is never overwritten."""
    with atomic():
        _save(Right, [_right(code, row, n) for n, (code, row) in enumerate(read_data("rights").items())])
        _save(Norm, [_norm(code, row, n) for n, (code, row) in enumerate(read_data("norms").items())])
        families = read_data("acts")
        _save(
            ActFamily,
            [ActFamily(code=c, fr=f["fr"], en=f["en"], position=n) for n, (c, f) in enumerate(families.items())],
        )
        acts = [(code, row, family) for family, f in families.items() for code, row in f["acts"].items()]
        _save(ActType, [_act(code, row, family, n) for n, (code, row, family) in enumerate(acts)])
        _tie({code: row for code, row, _family in acts})
        _load_terms()
        if last_time(verb="facts.vocabulary_loaded") is None:
            record(acting=None, verb="facts.vocabulary_loaded", kind="vocabulary", object_id="vocabulary", now=now)


def _save(model: type[models.Model], rows: list[Any]) -> None:
    kept = {"verified_on", "verified_by", "verified_for"}
    names = [f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in kept]  # noqa: SLF001
    model._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=names)  # noqa: SLF001


def _right(code: str, row: dict[str, Any], position: int) -> Right:
    return Right(code=code, fr=row["fr"], en=row["en"], articles=row["articles"], position=position)


def _norm(code: str, row: dict[str, Any], position: int) -> Norm:
    return Norm(
        code=code,
        fr=row["fr"],
        en=row.get("en", ""),
        status=row["known"],
        note=row.get("note", ""),
        note_en=row.get("note_en", ""),
        read_on=row.get("read_on"),
        position=position,
    )


def _act(code: str, row: dict[str, Any], family: str, position: int) -> ActType:
    return ActType(
        code=code,
        family_id=family,
        fr=row["fr"],
        en=row["en"],
        unit=row["unit"],
        quantities=row["counts"],
        needs=row.get("asks", []),
        huridocs=row["huridocs"],
        note=row.get("note", ""),
        note_en=row.get("note_en", ""),
        position=position,
        **{column: mark in row.get("marks", []) for mark, column in MARKS.items()},
    )


def _tie(acts: dict[str, dict[str, Any]]) -> None:
    """Write which rights and norms each act calls to mind."""
    rights, norms = ActType.rights.through, ActType.norms.through
    rights.objects.filter(acttype_id__in=acts).delete()
    norms.objects.filter(acttype_id__in=acts).delete()
    rights.objects.bulk_create(
        [rights(acttype_id=code, right_id=right) for code, row in acts.items() for right in row["rights"]]
    )
    norms.objects.bulk_create(
        [norms(acttype_id=code, norm_id=norm) for code, row in acts.items() for norm in row.get("norms", [])]
    )


def _load_terms() -> None:
    rows = [
        Term(dimension=dimension, code=code, fr=names["fr"], en=names["en"], position=position)
        for dimension, codes in read_data("terms").items()
        for position, (code, names) in enumerate(codes.items())
    ]
    Term.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["dimension", "code"], update_fields=["fr", "en", "position"]
    )
