"""Fetch a calendar from an address somebody typed, without letting it reach into the house.

Only https, only public addresses, no redirection, ten seconds and one megabyte in all. The name is resolved once and the connection
goes to the address that was checked, so that a name cannot point elsewhere between the check and the call.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from vigie.kernel.api import Invalid, is_public

LARGEST = 1_000_000
SECONDS = 10.0
PORT = 443


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Guard:
    """What is allowed, and how names are resolved: the seam by which a test reaches a server of its own."""

    allowed: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    ports: frozenset[int] = frozenset({PORT})
    seconds: float = SECONDS
    largest: int = LARGEST


def host_of(url: str, guard: Guard) -> tuple[str, int, str]:
    """Return the host, port and path of an address.

    Raises:
        Invalid: not https, no host, a name and password inside, or a port that is not allowed.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port or PORT
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise Invalid("network.feed_address", field="address") from None
    if parts.scheme != "https" or not host or parts.username is not None or port not in guard.ports:
        raise Invalid("network.feed_address", field="address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(c <= " " or c == "\x7f" for c in path):
        raise Invalid("network.feed_address", field="address")
    return host, port, path


def fetch(url: str, *, guard: Guard | None = None) -> bytes:
    """Return what stands at an address.

    Raises:
        Invalid: ``network.feed_address``; ``network.feed_private``, an address that is not public;
            ``network.feed_unreachable``; ``network.feed_answer``, anything but 200; ``network.feed_large``; ``network.feed_slow``.
    """
    guard = guard or Guard()
    host, port, path = host_of(url, guard)
    address = _checked(host, port, guard)
    deadline = time.monotonic() + guard.seconds
    try:
        with (
            socket.create_connection((address, port), timeout=guard.seconds) as plain,
            guard.context.wrap_socket(plain, server_hostname=host) as secure,
        ):
            return _read(secure, host, path, deadline, guard)
    except TimeoutError:
        raise Invalid("network.feed_slow", field="address") from None
    except (OSError, http.client.HTTPException):
        raise Invalid("network.feed_unreachable", field="address") from None


def _checked(host: str, port: int, guard: Guard) -> str:
    """Return one address of a host, once every one of them was found public: one that is not condemns them all."""
    try:
        found = guard.resolve(host, port)
    except (OSError, ValueError):
        raise Invalid("network.feed_unreachable", field="address") from None
    if not found:
        raise Invalid("network.feed_unreachable", field="address")
    if not all(guard.allowed(address) for address in found):
        raise Invalid("network.feed_private", field="address")
    return found[0]


def _read(secure: ssl.SSLSocket, host: str, path: str, deadline: float, guard: Guard) -> bytes:
    asked = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/calendar\r\nConnection: close\r\nUser-Agent: Vigie\r\n\r\n"
    secure.sendall(asked.encode("ascii"))
    answer = http.client.HTTPResponse(secure)
    answer.begin()
    if answer.status != http.client.OK:
        raise Invalid("network.feed_answer", field="address", status=answer.status)
    body = b""
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        secure.settimeout(left)
        part = answer.read1(65536)
        if not part:
            return body
        body += part
        if len(body) > guard.largest:
            raise Invalid("network.feed_large", field="address")
