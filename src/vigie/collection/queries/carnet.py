"""What the field app needs to know of its house and of its association. Nothing here is about anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from vigie.kernel.api import LANGUAGES, Conflict, OrgId, Refusal, world
from vigie.vault.api import intake_recipient, public_key

from ..models import FieldDevice, FormVersion, UsefulNumber
from ..pack import PACK, languages
from ..pack.specs import form as pack_form
from .devices import may_collect
from .forms import offered

NUMBERS = Path(__file__).resolve().parents[1] / "data" / "numbers.yaml"
SOURCE = "source"
Address = Callable[[str], str]


class NoForms(Refusal):
    """No form is offered: not the phone's fault, and not a reason to drop those it has."""

    status = 503


def carnet_of(
    device: FieldDevice, *, day: dt.date, form_url: Address, media_url: Address, slip_url: Address
) -> dict[str, Any]:
    """Return what a phone is told, as ``fieldapp/PROTOCOL.md`` writes it.

    Args:
        device: who asks.
        day: today; a testimony is taken by whoever is trained on that day.
        form_url: gives the address of a version of a form.
        media_url: gives the address of a file that goes with one.
        slip_url: gives the address printed with the four words, from the short name of the association.

    Raises:
        Conflict: ``vault.no_keys``.
        NoForms: ``collection.no_forms``, never an empty list by mistake.
    """
    organisation = OrgId(device.organisation_id)
    key = public_key(organisation)
    if key is None:
        raise Conflict("vault.no_keys")
    versions = _in_order(offered(organisation, testimony=may_collect(device, day=day)))
    if not versions:
        raise NoForms("collection.no_forms")
    home = device.organisation
    return {
        "v": 1,
        "world": world().name.value,
        "organisation": {"name": home.name, "slug": home.slug},
        "key": key,
        "intake": intake_recipient(),
        "expires_at": device.expires_at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "numbers": numbers_of(organisation),
        "slip_url": slip_url(home.slug),
        "forms": [_form(version, form_url, media_url) for version in versions],
    }


def _in_order(versions: Sequence[FormVersion]) -> list[FormVersion]:
    """Return forms as one looks for them: those of the pack in its order, an association's own after."""
    ranks = {spec.id: rank for rank, spec in enumerate(PACK)}
    return sorted(versions, key=lambda version: ranks.get(version.form.form_id, len(ranks)))


def numbers_of(organisation: OrgId) -> list[dict[str, Any]]:
    """Return the numbers to call: the association's own, then those of everybody."""
    own = UsefulNumber.objects.filter(organisation_id=organisation)
    mine = [{"code": "association", "name": {"fr": row.name}, "phone": row.phone} for row in own]
    return [*mine, *public_numbers()]


@cache
def public_numbers() -> Sequence[dict[str, Any]]:
    """Return the numbers that serve everybody in France, with who read each translation over."""
    rows = yaml.safe_load(NUMBERS.read_text(encoding="utf-8"))["numbers"]
    return tuple({"code": row["code"], "name": row["name"], "phone": str(row["phone"])} for row in rows)


def _form(version: FormVersion, form_url: Address, media_url: Address) -> dict[str, Any]:
    form = version.form
    return {
        "id": form.form_id,
        "version": version.version,
        "hash": f"md5:{version.hash}",
        "kind": _kind(version),
        "draft": not form.testimony,
        "titles": form.titles or {"fr": form.title},
        "languages": [
            {"code": code, "name": LANGUAGES[code].name if code in LANGUAGES else code, "read_by": reader}
            for code, reader in _readers(version).items()
        ],
        "url": form_url(version.id),
        "media": [
            {"name": row.filename, "hash": f"md5:{row.hash}", "url": media_url(row.id)} for row in version.media.all()
        ],
    }


def _kind(version: FormVersion) -> str:
    """Return ``observation``, ``testimony`` or ``shift``; an association's own form is one of the first two."""
    if version.form.testimony:
        return "testimony"
    if not version.form.own and version.form.form_id in languages():
        return pack_form(version.form.form_id).kind
    return "observation"


def _readers(version: FormVersion) -> dict[str, str]:
    """Return, by language, who read it over: empty for nobody. The language a form was written in needs no reader."""
    known = {} if version.form.own else cast("Mapping[str, Any]", languages().get(version.form.form_id, {}))
    told = {code: known.get(code, {}).get("reviewed_by") or "" for code in version.languages}
    if not known and version.languages:
        told[version.languages[0]] = SOURCE
    return told
