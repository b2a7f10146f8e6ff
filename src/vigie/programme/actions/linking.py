"""Do the links of a call lead somewhere? Asked by the house, in the background, for nobody in particular."""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import ssl
import string
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from vigie.journal.api import advance_job, end_job, record, start_job
from vigie.kernel.api import atomic, is_public
from vigie.network.api import Acting

from ..models import CallLink
from ..queries.access import call_of
from ..rules.links import ALLOWED, works

JOB = "programme.links_checked"
SECONDS = 10.0
MOST_HOPS = 5
AGENT = "Mozilla/5.0 (compatible; link check)"
"""Says that it checks links, not whose: no name of the house, no referrer, no cookie, no language of a person."""
HEADERS = {"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}


@dataclass(frozen=True, slots=True)
class Target:
    """Where to ask: every address of the name was looked at, and one that is public is asked, the same that was looked at."""

    host: str
    port: int
    address: str
    secure: bool
    path: str


def ask_for_check(*, acting: Acting, slug: str, now: dt.datetime) -> str:
    """Begin a check of the links of a call and return the job's id.

    Raises:
        Missing: ``programme.no_call``. Denied: may not run it.
    """
    row = call_of(acting, slug, run=True).call
    with atomic():
        job = start_job(acting=acting, code=JOB, now=now, expected=row.links.count(), link=f"/missions/appel/{slug}")
        record(acting=acting, verb="programme.links_asked", kind="call", object_id=row.id, now=now)
    return job


def check_links(*, call_id: str, job_id: str, now: dt.datetime) -> int:
    """Ask each link of a call and keep what was answered; return how many lead nowhere."""
    broken = 0
    for done, link in enumerate(CallLink.objects.filter(call_id=call_id), 1):
        answer = ask(link.url)
        CallLink.objects.filter(id=link.id).update(answer=answer, checked_at=now)
        broken += not works(answer)
        advance_job(job_id, done=done)
    end_job(job_id, now=now, result={"broken": broken})
    return broken


def ask(url: str) -> str:
    """Return the status a link ends in, or a word: ``nowhere``, ``private``, ``secure`` (its certificate), ``loop``, ``silent``."""
    for _hop in range(MOST_HOPS):
        target = resolve(url)
        if isinstance(target, str):
            return target
        try:
            status, onward = _get(target)
        except ssl.SSLError:
            return "secure"
        except (OSError, http.client.HTTPException):
            return "silent"
        if status not in {301, 302, 303, 307, 308} or not onward:
            return str(status)
        try:
            url = urljoin(url, onward)
        except ValueError:
            return "nowhere"
    return "loop"


def resolve(url: str) -> Target | str:
    """Return where a link leads, or why it is not asked: a machine of one's own network never is."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ALLOWED or not parts.hostname:
            return "nowhere"
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError):
        return "nowhere"
    addresses = [str(row[4][0]) for row in found]
    if not addresses or not all(is_public(address) for address in addresses):
        return "private" if addresses else "nowhere"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.hostname, port, addresses[0], secure, quote(path, safe=string.punctuation))


def _get(target: Target) -> tuple[int, str]:
    """Ask the very address that was looked at, under the name of the link: a name that changes its mind gets nowhere."""
    sock = socket.create_connection((target.address, target.port), timeout=SECONDS)
    try:
        if target.secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)
        connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
        connection.sock = sock
        connection.request("GET", target.path, headers=HEADERS)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        sock.close()
