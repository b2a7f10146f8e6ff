"""A number that was sent is one, or what stands in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.kernel.api import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), (" 12 ", 12), ("007", 7), ("999999", 999_999)])
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert whole_number(text, otherwise=-1) == number


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "1e3", "²", "٣", "x", "1000000", "9" * 5000, "1\x00"])
def test_anything_else_is_not(text: str | None) -> None:
    assert whole_number(text, otherwise=7) == 7


@given(st.text(max_size=12))
def test_no_text_breaks_it(text: str) -> None:
    assert 0 <= whole_number(text) <= 999_999
