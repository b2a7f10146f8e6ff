"""Phones and forms, by situation. Everything here is invented."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.http import HttpResponse
from django.test import Client

from tests.factories.network import organisation
from tests.factories.vault import Holder, acting, founded
from vigie.collection.api import NewDevice, add_device
from vigie.collection.models import Form, FormMedia, FormVersion
from vigie.kernel.api import OrgId
from vigie.network.api import Acting

BASE = "https://vigie.example"
FORM = "petit-releve"
BOUNDARY = "la-Mare-basse"
RINGS = {"commune": "shared", "tents": "shared", "minor": "shared", "narrative": "sealed", "contact/phone": "sealed"}
XFORM = """<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms"><h:head>
<h:title>Petit relevé</h:title><model><instance><data id="{form_id}" version="{version}"><commune/><narrative/></data>
</instance></model></h:head><h:body><input ref="/data/commune"/></h:body></h:html>"""
Part = tuple[str, bytes, str]


def small_form(
    owner: str | None = None,
    *,
    form_id: str = FORM,
    version: str = "1",
    now: dt.datetime,
    testimony: bool = False,
    reviewed: bool = False,
    media: Mapping[str, bytes] | None = None,
) -> FormVersion:
    """A form of five questions: of the pack, or of an association given by its id."""
    form, _ = Form.objects.get_or_create(
        organisation_id=owner,
        form_id=form_id,
        defaults={"title": "Petit relevé", "testimony": testimony, "created_at": now},
    )
    xml = XFORM.format(form_id=form_id, version=version)
    row = FormVersion.objects.create(
        form=form,
        version=version,
        xml=xml,
        hash=hashlib.md5(xml.encode()).hexdigest(),
        xlsx=b"",
        rings=RINGS,
        media_paths=["photo", "sound"],
        languages=["fr"],
        published_at=now,
        published_by="alma",
        rings_reviewed_at=now if reviewed else None,
    )
    for name, content in (media or {}).items():
        digest = hashlib.md5(content).hexdigest()
        FormMedia.objects.create(version=row, filename=name, content=content, hash=digest)
    return row


def instance(
    answers: str = "<commune>calais</commune><narrative>inventé</narrative>",
    *,
    form_id: str = FORM,
    version: str = "1",
    instance_id: str | None = None,
    deprecated: str = "",
) -> bytes:
    """A filled form, as Collect writes it."""
    named = f"uuid:{uuid.uuid4()}" if instance_id is None else instance_id
    meta = f"<orx:instanceID>{named}</orx:instanceID>" if named else ""
    meta += f"<orx:deprecatedID>{deprecated}</orx:deprecatedID>" if deprecated else ""
    return (
        f'<?xml version=\'1.0\' ?><data id="{form_id}" version="{version}" '
        f'xmlns:orx="http://openrosa.org/xforms">{answers}<orx:meta>{meta}</orx:meta></data>'
    ).encode()


def multipart(xml: bytes | None, files: Iterable[Part] = (), *, close: bool = True) -> bytes:
    """The body of a post: the form first, then files under their own names, as Collect parts them."""
    parts = [] if xml is None else [("xml_submission_file", xml, "text/xml")]
    lines = []
    for name, content, kind in [*parts, *files]:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        lines.append(head.encode() + content + b"\r\n")
    return b"".join(lines) + (f"--{BOUNDARY}--\r\n".encode() if close else b"")


@dataclass(frozen=True)
class Phone:
    """A phone of an association, and the address it was given."""

    acting: Acting
    holder: Holder
    device: NewDevice
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @property
    def path(self) -> str:
        return urlsplit(self.device.server_url).path

    @property
    def organisation(self) -> OrgId:
        return self.acting.organisation

    def get(self, address: str = "/formList", **headers: str) -> HttpResponse:
        path = urlsplit(address).path if "://" in address else self.path + address
        return self.client.get(path, headers=headers)

    def head(self) -> HttpResponse:
        return self.client.head(f"{self.path}/submission?deviceID=collect%3Ainventé")

    def post_body(self, body: bytes, **headers: str) -> HttpResponse:
        return self.client.post(
            f"{self.path}/submission?deviceID=collect%3A1",
            data=body,
            content_type=f"multipart/form-data; boundary={BOUNDARY}",
            headers={"x-openrosa-version": "1.0", **headers},
        )

    def post(self, xml: bytes | None = None, *files: Part) -> HttpResponse:
        return self.post_body(multipart(instance() if xml is None else xml, files))


def phone(now: dt.datetime, slug: str = "lisiere", *, days: int = 90, name: str = "Téléphone 1") -> Phone:
    """A phone of an association whose keys are founded."""
    home = OrgId(organisation(slug).id)
    holder = founded(now, person=f"keeper-{slug}", organisation=home)
    who = acting(f"coordinator-{slug}", organisation=home)
    return Phone(who, holder, add_device(acting=who, name=name, now=now, base_url=BASE, days=days))


def message(answer: HttpResponse) -> str:
    """What Collect shows of an answer; it reads it as XML."""
    root = ET.fromstring(answer.content)
    return "".join(root.itertext())
