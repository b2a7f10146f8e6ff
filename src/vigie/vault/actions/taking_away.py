"""What an association takes away of its vault when it leaves: its sealed objects as they are, and its key under a passphrase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pyrage

from vigie.journal.api import record
from vigie.kernel.api import Missing, OrgId, Parcel, Refusal, VaultRef, atomic, table_parcel
from vigie.network.api import Acting, Permission, check
from vigie.ui.api import say

from ..labels import say_label
from ..models import OrgKey, SealedObject
from ..queries import public_key
from ..rules.keys import normalise, seal_to
from .unlocking import unlock_without_session
from .upkeep import check_parts, sealed_file


def sealed_count(acting: Acting) -> int:
    """Count the association's living sealed objects.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    return SealedObject.objects.filter(organisation_id=acting.organisation, erased_at=None).count()


def key_to_take(*, acting: Acting, passphrase: str, now: dt.datetime) -> bytes:
    """Return the association's identities, every epoch, as an age file that the keyholder's own passphrase opens.

    ``age -d`` asks for the passphrase, as the house reads it (small letters, one space between words); what comes out is an identity file for ``age -d -i``. In memory only.

    Raises:
        Denied: no right to make the association leave; not a keyholder, a wrong passphrase, too many tries.
    """
    check(acting, Permission.LEAVE_HOUSE)
    opened = unlock_without_session(acting=acting, passphrase=passphrase, now=now)
    lines = [f"# {acting.organisation_name}", *opened.identities]
    made: bytes = pyrage.passphrase.encrypt("\n".join(lines).encode() + b"\n", normalise(passphrase))
    with atomic():
        record(acting=acting, verb="vault.key_taken_away", kind="key", object_id=acting.organisation, now=now)
    return made


def sealed_for(organisation: OrgId, data: bytes) -> bytes:
    """Return an age file of ``data`` that the association's key in use opens. Nothing is kept of it.

    Raises:
        Missing: ``vault.no_keys``.
    """
    key = public_key(organisation)
    if key is None:
        raise Missing("vault.no_keys")
    return seal_to([key], data)


def package(acting: Acting) -> Iterator[Parcel]:
    """Yield each sealed object as an age file, header and body, then the list of all, with what could not be taken and why.

    Raises:
        Denied: no right to make the association leave.
    """
    check(acting, Permission.LEAVE_HOUSE)
    rows = SealedObject.objects.filter(organisation_id=acting.organisation, erased_at=None).order_by("created_at", "id")
    listed: list[list[object]] = [["fichier", "nature", "epoque", "taille", "scelle_le", "remarque"]]
    for row in rows.iterator():
        path, remark = f"scelles/{row.id}.age", ""
        try:
            pieces = sealed_file(ref=VaultRef(row.id))
            check_parts(row)
        except Refusal as refusal:
            path, remark = "", say(refusal)
        else:
            yield Parcel(path, pieces, packed=True)
        listed.append([path, say_label(row.label), row.org_epoch, row.size_band, f"{row.created_at:%Y-%m-%d}", remark])
    yield table_parcel("scelles/liste.csv", listed)
    keys = OrgKey.objects.filter(organisation_id=acting.organisation).order_by("epoch")
    yield table_parcel(
        "cles/publiques.csv", [["epoque", "cle_publique", "depuis"], *([k.epoch, k.public, k.created_at] for k in keys)]
    )
