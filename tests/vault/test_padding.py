"""Lengths betray little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.vault.rules.padding import FLOOR, BadPadding, pad, padme, unpad
from vigie.vault.rules.sizes import SizeBand, size_band


@given(st.binary(max_size=3000) | st.binary(max_size=20).map(lambda data: data + b"\x80\0\0"))
def test_padding_comes_off(data: bytes) -> None:
    assert unpad(pad(data)) == data


def test_a_name_and_a_page_of_notes_weigh_the_same() -> None:
    assert len(pad(b"Alma")) == len(pad(b"x" * (FLOOR - 1))) == FLOOR


@pytest.mark.parametrize(
    ("length", "padded"), [(0, 0), (1, 1), (9, 10), (1000, 1024), (1025, 1088), (10**6, 1_015_808)]
)
def test_padme_lengths(length: int, padded: int) -> None:
    assert padme(length) == padded


@given(st.integers(min_value=2, max_value=10**9))
def test_padme_costs_at_most_twelve_per_cent(length: int) -> None:
    assert length <= padme(length) <= length * 1.12 + 1


@pytest.mark.parametrize("bare", [b"", b"\0\0", b"abc", b"abc\0"])
def test_what_was_not_padded_is_refused(bare: bytes) -> None:
    with pytest.raises(BadPadding):
        unpad(bare)


def test_weights_are_told_in_bands() -> None:
    bands = [size_band(length) for length in (0, 4096, 4097, 200_000, 50_000_000)]
    assert bands == [SizeBand.NOTE, SizeBand.NOTE, SizeBand.PAGE, SizeBand.PHOTO, SizeBand.VIDEO]
