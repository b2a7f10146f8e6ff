"""The digest of four words: the same wherever it is computed, another for each association."""

from __future__ import annotations

import pytest
from argon2.low_level import Type, hash_secret_raw

from tests.factories import network
from vigie.kernel.api import OrgId
from vigie.vault.api import dedup_tag, slip_digest, slip_salt

pytestmark = pytest.mark.django_db
WORDS = ("sable", "phare", "digue", "ancre")


def test_the_digest_is_the_one_the_phones_are_told_to_compute() -> None:
    house = OrgId(network.organisation("lisiere").id)
    salt = bytes.fromhex(dedup_tag(organisation=house, data=b"four words")[:32])
    assert (slip_salt(house), len(salt)) == (salt, 16)
    expected = hash_secret_raw(b"sable phare digue ancre", salt, 3, 65536, 1, 32, Type.ID).hex()
    assert slip_digest(organisation=house, words=WORDS) == expected


def test_order_and_association_change_it() -> None:
    here, there = (OrgId(network.organisation(slug).id) for slug in ("lisiere", "rivage"))
    made = {slip_digest(organisation=o, words=w) for o in (here, there) for w in (WORDS, WORDS[::-1])}
    assert len(made) == 4
    assert slip_digest(organisation=here, words=WORDS) in made
