"""Calendars: what leaves by a private address, what comes in by a file or through the guard."""

from __future__ import annotations

import datetime as dt
import http.server
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.circle import circle
from tests.factories.network import TODAY, acts, member
from vigie.kernel.api import Denied, Invalid, Missing
from vigie.network.actions.calendars import (
    bring_calendar,
    drop_calendar,
    end_link,
    follow_calendar,
    make_link,
    refresh,
)
from vigie.network.api import CalendarLine, MeetingDraft, Role, call_meeting, person_leaves
from vigie.network.calendars import read, written
from vigie.network.fetching import Guard, fetch
from vigie.network.models import CalendarLink, Feed, FeedEvent
from vigie.network.queries.calendars import acting_by_link, lines_between
from vigie.network.rules.months import month_after, month_before, month_of, week_of

pytestmark = pytest.mark.django_db
AT = dt.datetime(2018, 1, 20, 14, tzinfo=dt.UTC)
ICS = written("x", [CalendarLine("1", "Local fermé", AT, AT + dt.timedelta(hours=1), "feed")], now=AT)


@pytest.fixture(autouse=True)
def _today(moved_clock, folder):
    """The clock stands still, and files have a folder of their own."""


@pytest.fixture
def told():
    return circle()


def browser(who):
    client = Client()
    client.force_login(who)
    return client


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/x.ics",
        "https://a:b@a.example/",
        "https://",
        "file:///etc/passwd",
        "https://a.example:22/",
        "https://a.example/\r\nX: y",
        "https://[bad",
        "https://a.example/é",
    ],
)
def test_an_address_that_is_not_plain_https_is_refused(url):
    with pytest.raises(Invalid, match="feed_address"):
        fetch(url, guard=Guard(resolve=lambda *_: ["93.184.216.34"]))


def test_one_private_address_among_public_ones_condemns_a_name():
    with pytest.raises(Invalid, match="feed_private"):
        fetch("https://a.example/", guard=Guard(resolve=lambda *_: ["93.184.216.34", "127.0.0.1"]))
    with pytest.raises(Invalid, match="feed_private"):
        fetch("https://127.0.0.1/")


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = {"/ok.ics": (200, ICS), "/large.ics": (200, b"x" * 5000), "/moved.ics": (302, b"")}.get(
            self.path, (404, b"")
        )
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/ok.ics")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, Guard]]:
    """A server of our own behind TLS, and the guard that lets a test reach it and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "agenda.example")])
    moment = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(moment - dt.timedelta(days=1))
        .not_valid_after(moment + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("agenda.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = tmp_path / "c.pem", tmp_path / "k.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    house = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    house.socket = context.wrap_socket(house.socket, server_side=True)
    thread = threading.Thread(target=house.serve_forever, daemon=True)
    thread.start()
    port = house.server_address[1]
    guard = Guard(
        allowed=lambda address: address == "127.0.0.1",
        resolve=lambda *_: ["127.0.0.1"],
        context=ssl.create_default_context(cafile=str(certificate)),
        ports=frozenset({port}),
        seconds=5,
        largest=4000,
    )
    yield f"https://agenda.example:{port}", guard
    house.shutdown()
    house.server_close()


def test_a_followed_calendar_is_fetched_for_real_and_keeps_what_it_had_when_it_fails(told, now, server):
    base, guard = server
    made = follow_calendar(acting=told.ours, name="Local", address=f"{base}/ok.ics", now=now, guard=guard)
    row = Feed.objects.get()
    assert (row.host, "ok.ics" in row.address_ref) == ("agenda.example", False)
    assert refresh(made, now=now, guard=guard)
    assert [line.title for line in lines_between(told.ours, start=TODAY, end=TODAY + dt.timedelta(days=9))] == [
        "Local fermé"
    ]
    assert lines_between(told.peer, start=TODAY, end=TODAY + dt.timedelta(days=9)) == []
    assert not refresh(made, now=now)
    assert Feed.objects.get().refusal == "network.feed_address"
    assert FeedEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "code"), [("large.ics", "feed_large"), ("moved.ics", "feed_answer"), ("none.ics", "feed_answer")]
)
def test_what_is_too_large_moved_or_missing_is_refused(server, path, code):
    base, guard = server
    with pytest.raises(Invalid, match=code):
        fetch(f"{base}/{path}", guard=guard)


def test_a_certificate_nobody_knows_is_refused(server):
    base, guard = server
    strict = Guard(allowed=guard.allowed, resolve=guard.resolve, ports=guard.ports)
    with pytest.raises(Invalid, match="feed_unreachable"):
        fetch(f"{base}/ok.ics", guard=strict)


def test_a_private_address_is_read_without_an_account_until_it_is_closed(told, now):
    call_meeting(acting=told.ours, draft=MeetingDraft("Réunion", AT, AT + dt.timedelta(hours=1)), now=now)
    token = make_link(acting=told.ours, now=now)
    assert CalendarLink.objects.get().digest != token
    answer = Client().get(reverse("network:calendar_file", args=[token]))
    assert b"SUMMARY:R\xc3\xa9union" in answer.content
    assert not answer.cookies
    second = make_link(acting=told.ours, now=now)
    assert Client().get(reverse("network:calendar_file", args=[token])).status_code == 404
    end_link(acting=told.ours, now=now)
    with pytest.raises(Missing):
        acting_by_link(second, day=TODAY)


def test_who_leaves_closes_their_address(told, now):
    token = make_link(acting=told.ours, now=now)
    person_leaves(acting=acts(member("admin", roles=[Role.ADMIN])), person_id=told.ours.actor, now=now)
    with pytest.raises(Missing):
        acting_by_link(token, day=TODAY)


def test_a_file_is_brought_and_taken_out_by_who_manages(told, now):
    made = bring_calendar(acting=told.ours, name="Vacances", content=ICS, now=now)
    with pytest.raises(Missing):
        drop_calendar(acting=told.peer, feed_id=made, now=now)
    odile = acts(member("odile", roles=[Role.OBSERVER]))
    with pytest.raises(Denied):
        drop_calendar(acting=odile, feed_id=made, now=now)
    drop_calendar(acting=told.ours, feed_id=made, now=now)
    assert not FeedEvent.objects.exists()


@given(
    content=st.binary(max_size=400)
    | st.text(max_size=300).map(lambda t: f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{t}\nEND:VEVENT\nEND:VCALENDAR".encode())
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_events_or_a_clear_refusal(content, now):
    try:
        assert all(line.ends_at >= line.starts_at for line in read(content, now=now))
    except Invalid as refusal:
        assert refusal.code == "network.not_a_calendar"  # noqa: PT017 -- a refusal is one of two good ends


def test_weeks_are_whole_and_months_follow():
    weeks = month_of(dt.date(2018, 2, 14))
    assert (weeks[0][0], weeks[-1][-1]) == (dt.date(2018, 1, 29), dt.date(2018, 3, 4))
    assert week_of(TODAY)[0].weekday() == 0
    assert (month_before(dt.date(2018, 3, 31)), month_after(dt.date(2018, 1, 31))) == (
        dt.date(2018, 2, 1),
        dt.date(2018, 2, 1),
    )


def test_the_pages_show_and_share(told, now):
    alma = browser(told.people["lisiere"])
    call_meeting(acting=told.ours, draft=MeetingDraft("Réunion", AT, AT + dt.timedelta(hours=1)), now=now)
    file = SimpleUploadedFile("x.ics", ICS)
    address = reverse("network:calendar_sharing")
    assert "Vacances" in alma.post(address, {"name": "Vacances", "file": file}, follow=True).content.decode()
    bad = alma.post(address, {"name": "Pas un agenda", "file": SimpleUploadedFile("x.ics", b"\x00\x01")})
    assert "Pas un agenda" in bad.content.decode()
    assert "Donnez une adresse" in alma.post(address, {"name": "Rien"}).content.decode()
    page = alma.get(reverse("network:calendar")).content.decode()
    assert "Local fermé" in page
    assert "Réunion" in page
    assert "Réunion" in alma.get(reverse("network:calendar_week") + "?jour=2018-01-20").content.decode()
    assert alma.get(reverse("network:calendar") + "?jour=x").status_code == 200
    link = alma.post(reverse("network:new_calendar_link")).content.decode()
    assert ".ics" in link
    assert alma.post(reverse("network:close_calendar_link")).status_code == 302
    assert alma.post(reverse("network:drop_calendar", args=[Feed.objects.get().id])).status_code == 302
