"""A key for bytes that wait on the disk a moment."""

from __future__ import annotations

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.modes import CTR
from hypothesis import given
from hypothesis import strategies as st

from vigie.vault.api import MomentaryKey


@given(data=st.binary(max_size=200), cut=st.integers(0, 200))
def test_pieces_turned_apart_are_the_whole_turned_at_once(data: bytes, cut: int) -> None:
    key = MomentaryKey()
    whole = Cipher(key._algorithm, CTR(bytes(16))).encryptor().update(data)
    assert key.turn(data[:cut], at=0) + key.turn(data[cut:], at=min(cut, len(data))) == whole
    assert key.turn(whole[cut:], at=cut) == data[cut:]


def test_each_has_its_own() -> None:
    assert MomentaryKey().turn(bytes(32), at=0) != MomentaryKey().turn(bytes(32), at=0)
