"""What the server refuses by its headers alone, and what it says."""

from __future__ import annotations

import pytest
from waitress.adjustments import Adjustments

from vigie.config import incoming
from vigie.config.incoming import DOOR_LIMIT, EXHIBIT_LIMIT, LARGEST, PAGE_LIMIT, Parser

ROOMY, FULL = 10**18, 1


def asked(path: str, length: int | None = None, *, body: bytes = b"", chunked: bool = False) -> Parser:
    """A parser that has read a post's headers and the beginning of its body."""
    parser = Parser(Adjustments(inbuf_overflow=1000, max_request_body_size=LARGEST))
    kind = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {length}"
    head = f"POST {path} HTTP/1.1\r\nHost: vigie\r\nExpect: 100-continue\r\n{kind}\r\n\r\n".encode()
    assert parser.received(head) == len(head)
    if body and not parser.completed:
        parser.received(body)
    return parser


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    room = {"free": ROOMY}
    monkeypatch.setattr(incoming, "free", lambda _place: room["free"])
    return room


@pytest.mark.parametrize(
    "path", ["/k/jeton/submission", "/exercice/k/jeton/submission", "/k/jeton/submission?deviceID=1"]
)
def test_a_phone_may_send_a_video(disk: dict[str, int], path: str) -> None:
    parser = asked(path, DOOR_LIMIT - 1)
    assert (parser.error, parser.completed, parser.expect_continue) == (None, False, True)
    assert asked(path, DOOR_LIMIT + 1).error.code == 413


@pytest.mark.parametrize(
    "path", ["/compte/login/", "/k/jeton/formList", "/faits/k/jeton/submission", "/k/jeton/submission/x"]
)
def test_a_page_takes_less_and_says_so_before_anything_comes(disk: dict[str, int], path: str) -> None:
    assert asked(path, PAGE_LIMIT).error is None
    parser = asked(path, PAGE_LIMIT + 1)
    assert (parser.error.code, parser.completed, parser.expect_continue) == (413, True, False)
    _status, _headers, said = parser.error.to_response("Vigie")
    assert "dépasse 26 Mo" in said.decode()
    assert "Over 26 MB" in said.decode()


def test_a_body_without_a_length_is_held_to_the_same_limit(
    disk: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    parser = asked("/k/jeton/submission", chunked=True)
    parser.adj.max_request_body_size = 10
    parser.received(b"20\r\n" + b"x" * 32 + b"\r\n")
    assert isinstance(parser.error, incoming.TooLarge)


def test_a_full_disk_is_told_before_anything_comes_and_small_posts_still_pass(disk: dict[str, int]) -> None:
    disk["free"] = FULL
    assert asked("/k/jeton/submission", 1_000_000).error.code == 507
    assert asked("/k/jeton/submission", 900).error is None


def test_a_disk_that_fills_up_meanwhile_is_an_answer_too(disk: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    parser = asked("/k/jeton/submission", 1_000_000)

    def full(_data: bytes) -> int:
        raise OSError

    monkeypatch.setattr(parser.body_rcv, "received", full)
    assert parser.received(b"x" * 5000) == 5000
    assert (parser.error.code, parser.completed) == (507, True)


@pytest.mark.parametrize("path", ["/dossiers/tentes/pieces/ajouter", "/exercice/dossiers/tentes/pieces/ajouter"])
def test_an_exhibit_may_be_a_long_video(disk: dict[str, int], path: str) -> None:
    assert asked(path, EXHIBIT_LIMIT - 1).error is None
    assert asked(path, EXHIBIT_LIMIT + 1).error.code == 413
    assert asked("/dossiers/tentes/pieces/", PAGE_LIMIT + 1).error.code == 413
