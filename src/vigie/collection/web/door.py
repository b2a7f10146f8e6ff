"""The door: what a phone may ask for with its token, and nothing else. The contract is OpenRosa as ODK Collect keeps it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from vigie.kernel.api import Missing, OrgId, Refusal, now, today

from ..actions.receiving import Outcome, receive
from ..models import FieldDevice, FormVersion
from ..queries.devices import may_collect, seen
from ..queries.forms import find_medium, offered, versions_of
from ..uploads import read_post
from .guards import check_room, for_phones
from .openrosa import LIST, MANIFEST, document, element, exact, message, stamped

_STATUS = {
    Outcome.STORED: 201,
    Outcome.ALREADY: 202,
    Outcome.QUARANTINED: 202,
    Outcome.OTHER_CONTENT: 409,
    Outcome.UNKNOWN_FORM: 404,
}


@for_phones
def form_list(request: HttpRequest, device: FieldDevice) -> HttpResponse:
    """Return the forms a phone is offered.

    Never an empty list by mistake: phones that follow the list exactly would drop their forms. Only a filter may find nothing.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    seen(device, now())
    wanted = request.GET.get("formID", "")
    versions = offered(
        OrgId(device.organisation_id),
        form_id=wanted,
        all_versions=request.GET.get("listAllVersions") == "true",
        testimony=may_collect(device, day=today()),
    )
    if not versions and not wanted:
        return message(Refusal("collection.no_forms"), status=503)
    verbose = request.GET.get("verbose") == "true"
    return document("xforms", LIST, (_listed(request, version, verbose=verbose) for version in versions))


def _listed(request: HttpRequest, version: FormVersion, *, verbose: bool) -> str:
    lines = [
        element("formID", version.form.form_id),
        element("name", version.form.title),
        element("version", version.version),
        element("hash", f"md5:{version.hash}"),
        element("descriptionText", version.form.title) if verbose else "",
        element("downloadUrl", _address(request, "form", version.id)),
    ]
    if version.media.all():
        lines.append(element("manifestUrl", _address(request, "manifest", version.id)))
    return f"<xform>{''.join(lines)}</xform>"


def _address(request: HttpRequest, name: str, object_id: str) -> str:
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    return request.build_absolute_uri(reverse(f"door:{name}", args=[token, object_id]))


def _version(device: FieldDevice, version_id: str) -> FormVersion:
    version = versions_of(OrgId(device.organisation_id)).filter(id=version_id).first()
    if version is None or (version.form.testimony and not may_collect(device, day=today())):
        raise Missing("collection.form")
    return version


@for_phones
def form(request: HttpRequest, device: FieldDevice, version_id: str) -> HttpResponse:
    """Return the very bytes of a version."""
    version = _version(device, version_id)
    known = request.headers.get("If-None-Match", "")
    return exact(version.content, digest=version.hash, content_type="text/xml; charset=utf-8", if_none_match=known)


@for_phones
def manifest(request: HttpRequest, device: FieldDevice, version_id: str) -> HttpResponse:
    """Return the files that go with a version, in a steady order."""
    rows = _version(device, version_id).media.all()
    entries = (
        "<mediaFile>"
        + element("filename", row.filename)
        + element("hash", f"md5:{row.hash}")
        + element("downloadUrl", _address(request, "media", row.id))
        + "</mediaFile>"
        for row in rows
    )
    return document("manifest", MANIFEST, entries)


@for_phones
def media(request: HttpRequest, device: FieldDevice, media_id: str) -> HttpResponse:
    """Return one file that goes with a form."""
    row = find_medium(OrgId(device.organisation_id), media_id)
    if row is None:
        raise Missing("collection.form")
    known = request.headers.get("If-None-Match", "")
    return exact(bytes(row.content), digest=row.hash, content_type=row.content_type, if_none_match=known)


@for_phones
def submission(request: HttpRequest, device: FieldDevice) -> HttpResponse:
    """Say how much may come at once (HEAD), or take a record (POST)."""
    if request.method == "HEAD":
        return stamped(HttpResponse(status=204))
    if request.method != "POST":
        return stamped(HttpResponseNotAllowed(["HEAD", "POST"]))
    check_room(int(request.META.get("CONTENT_LENGTH") or 0))
    post = read_post(request, OrgId(device.organisation_id))
    receipt = receive(device=device, post=post, now=now())
    status = _STATUS[receipt.outcome]
    nature = "submit_success" if status < 300 else "submit_failure"
    return message(Refusal(f"collection.{receipt.outcome.value}"), status=status, nature=nature)
