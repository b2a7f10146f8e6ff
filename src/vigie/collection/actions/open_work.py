"""Phones and mailbag, for a hand-over."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vigie.journal.api import record
from vigie.network.api import Acting, OpenWork, Permission, WorkSource, can

from ..models import FieldDevice
from ..queries.waiting import waiting


def _phones(leaving: Acting, _arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    rows = FieldDevice.objects.filter(organisation_id=leaving.organisation, person=leaving.actor, revoked_at=None)
    return [OpenWork(row.id, row.name, reverse("collection:devices")) for row in rows]


def _pass_phone(leaving: Acting, arriving: Acting, object_id: str, now: dt.datetime) -> None:
    rows = FieldDevice.objects.filter(id=object_id, organisation_id=leaving.organisation, person=leaving.actor)
    if rows.update(person=arriving.actor):
        record(
            acting=leaving,
            verb="collection.device_passed_on",
            kind="device",
            object_id=object_id,
            now=now,
            detail={"to": arriving.actor},
        )


def _mailbag(leaving: Acting, arriving: Acting, _now: dt.datetime) -> list[OpenWork]:
    if not can(leaving, Permission.CLEAR_MAILBAG):
        return []
    number = waiting(leaving).total
    if not number:
        return []
    blocked = "" if can(arriving, Permission.CLEAR_MAILBAG) else _("Son rôle ne lui permet pas de dépouiller.")
    said = ngettext("%(n)s envoi à dépouiller", "%(n)s envois à dépouiller", number) % {"n": number}
    return [OpenWork("mailbag", said, reverse("collection:mailbag"), blocked)]


WORK = (
    WorkSource(
        "device",
        gettext_lazy("Téléphones de terrain"),
        gettext_lazy("Ils passent à son nom. Remettez le téléphone lui-même en mains propres."),
        _phones,
        _pass_phone,
        order=20,
    ),
    WorkSource(
        "mailbag",
        gettext_lazy("Dépouillement"),
        gettext_lazy("Rien à déplacer : le sac est à l’association. La personne qui arrive sait ce qui attend."),
        _mailbag,
        order=30,
    ),
)
