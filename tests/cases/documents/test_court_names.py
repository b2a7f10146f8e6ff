"""Names of files for a court, whatever the title."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from vigie.cases.rules.court_names import ENDINGS, LONGEST, court_name, court_names, distinct

KINDS = st.sampled_from([*ENDINGS, "application/x-inconnu", "", "IMAGE/JPEG; charset=x"])


@given(st.lists(st.tuples(st.integers(1, 2000), st.text(max_size=200), KINDS), max_size=20, unique_by=lambda e: e[0]))
def test_names_are_plain_short_numbered_and_different(exhibits: list[tuple[int, str, str]]) -> None:
    names = court_names(exhibits)
    assert len({name.lower() for name in names}) == len(exhibits)
    for (number, _title, _kind), name in zip(exhibits, names, strict=True):
        assert re.fullmatch(r"[0-9]{2,}-[a-z0-9][a-z0-9-]*\.[a-z0-9]+", name)
        assert len(name) <= LONGEST
        assert int(name.partition("-")[0]) == number


@given(st.lists(st.text("abAB-.", max_size=90), max_size=12))
def test_names_alike_are_told_apart(names: list[str]) -> None:
    assert len({name.lower() for name in distinct(names)}) == len(names)


def test_french_stays_readable() -> None:
    assert (
        court_name(3, "Œuvre d’Été : saisie à l’aube (n° 2)", "application/pdf")
        == "03-oeuvre-d-ete-saisie-a-l-aube-n-2.pdf"
    )
    assert court_name(12, "نور", "image/jpeg") == "12-piece.jpg"
    assert court_names([(7, "a", "text/plain"), (120, "b", "text/plain")]) == ["007-a.txt", "120-b.txt"]
