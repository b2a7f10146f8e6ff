"""The house asks no machine of one's own network, however its address is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "rien",
        "",
    ],
)
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "9.9.9.9", "2606:2800:220:1::1", "64:ff9b::909:909"])
def test_an_address_of_the_open_internet_is(address: str) -> None:
    assert is_public(address)


@given(st.text(max_size=30))
def test_no_text_breaks_the_question(text: str) -> None:
    assert is_public(text) in {True, False}
