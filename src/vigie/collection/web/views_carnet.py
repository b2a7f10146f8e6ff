"""What the field app asks of the door: what it needs to know, and to send its envelopes. The contract is ``fieldapp/PROTOCOL.md``."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import get_script_prefix, reverse

from vigie.kernel.api import Invalid, Refusal, now, today

from ..actions.enveloping import Arrival, Arrived, WrongOffset, put_piece, standing
from ..models import FieldDevice
from ..queries.carnet import carnet_of
from ..queries.devices import seen
from ..rules.limits import MAX_PIECE
from ..uploads import TooLarge
from .carnet_answers import answer, bare, told
from .guards import check_room, for_the_field_app

OFFSET, COMPLETE = "Upload-Offset", "Upload-Complete"
READ = 64 * 1024
MAX_DIGITS = 12
_STATUS = {Arrival.TAKEN: 201, Arrival.ALREADY: 202, Arrival.PIECE: 204, Arrival.APART: 422}
_CODES = {Arrival.TAKEN: "collection.stored", Arrival.ALREADY: "collection.already"}


@for_the_field_app
def carnet(request: HttpRequest, device: FieldDevice) -> HttpResponse:
    """Return what a phone needs to know: its forms, the keys it seals to, numbers to call."""
    if request.method not in {"GET", "HEAD"}:
        return bare(HttpResponseNotAllowed(["GET", "HEAD"]))
    seen(device, now())
    token = request.resolver_match.kwargs["token"] if request.resolver_match else ""
    return answer(
        carnet_of(
            device,
            day=today(),
            form_url=lambda pk: reverse("door:form", args=[token, pk]),
            media_url=lambda pk: reverse("door:media", args=[token, pk]),
            slip_url=lambda slug: request.build_absolute_uri(f"{get_script_prefix()}mots/{slug}"),
        )
    )


@for_the_field_app
def envelope(request: HttpRequest, device: FieldDevice, name: str) -> HttpResponse:
    """Say how far an envelope has come (HEAD), or take bytes of it (PUT)."""
    if request.method == "HEAD":
        return _standing(standing(device=device, name=name))
    if request.method != "PUT":
        return bare(HttpResponseNotAllowed(["HEAD", "PUT"]))
    weight = int(request.META.get("CONTENT_LENGTH") or 0)
    if weight > MAX_PIECE:
        raise TooLarge("collection.envelope.piece", limit=MAX_PIECE // 1_000_000)
    offset = _offset(request)
    last = request.headers.get(COMPLETE, "").strip() == "?1"
    check_room(weight + offset if last else weight)
    try:
        arrived = put_piece(
            device=device, name=name, offset=offset, pieces=_body(request, weight), last=last, now=now()
        )
    except WrongOffset as wrong:
        response = told(request, wrong, status=409)
        response.headers[OFFSET] = str(wrong.offset)
        return response
    return _arrived(request, arrived)


def _standing(arrived: Arrived) -> HttpResponse:
    if arrived.arrival is Arrival.ALREADY:
        return bare(HttpResponse(status=202))
    return bare(HttpResponse(status=200, headers={OFFSET: str(arrived.offset)}))


def _arrived(request: HttpRequest, arrived: Arrived) -> HttpResponse:
    status = _STATUS[arrived.arrival]
    if arrived.arrival is Arrival.PIECE:
        return bare(HttpResponse(status=status, headers={OFFSET: str(arrived.offset)}))
    return told(request, Refusal(_CODES.get(arrived.arrival, arrived.code)), status=status)


def _offset(request: HttpRequest) -> int:
    """Return where the bytes of a request begin.

    Raises:
        Invalid: ``collection.envelope.no_offset``.
    """
    said = request.headers.get(OFFSET, "").strip()
    if not (said.isascii() and said.isdecimal() and len(said) <= MAX_DIGITS):
        raise Invalid("collection.envelope.no_offset")
    return int(said)


def _body(request: HttpRequest, weight: int) -> Iterator[bytes]:
    """Yield the bytes of a request.

    Raises:
        Invalid: ``collection.truncated``, fewer came than were announced.
    """
    came = 0
    while piece := request.read(READ):
        came += len(piece)
        yield piece
    if came != weight:
        raise Invalid("collection.truncated")
