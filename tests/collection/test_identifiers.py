"""What could name a person is found in any of our scripts, in place, and replaced as a person chose."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.collection.rules.identifiers import (
    Choice,
    Kind,
    find,
    fold_name,
    level_text,
    pieces,
    propose,
    pseudonymise,
)

FOUND = [
    ("Appelez le 06 12 34 56 78 demain", Kind.PHONE, "06 12 34 56 78"),
    ("tel 06.12.34.56.78", Kind.PHONE, "06.12.34.56.78"),
    ("whatsapp +44 7911 123456", Kind.PHONE, "+44 7911 123456"),
    ("call 07911 123456", Kind.PHONE, "07911 123456"),
    ("0032 470 12 34 56", Kind.PHONE, "0032 470 12 34 56"),
    ("son frère au +93 70 123 4567 à Kaboul", Kind.PHONE, "+93 70 123 4567"),
    ("اتصل بي على ٠٦١٢٣٤٥٦٧٨", Kind.PHONE, "٠٦١٢٣٤٥٦٧٨"),
    ("شماره من ۰۶ ۱۲ ۳۴ ۵۶ ۷۸ است", Kind.PHONE, "۰۶ ۱۲ ۳۴ ۵۶ ۷۸"),
    ("écrire à yonas.t@exemple.org.", Kind.EMAIL, "yonas.t@exemple.org"),
    ("n° étranger 9912345678", Kind.AGDREF, "9912345678"),
    ("GWF 012345678", Kind.HOME_OFFICE, "GWF 012345678"),
    ("ref A1234567/002", Kind.HOME_OFFICE, "A1234567/002"),
    ("appeal PA/12345/2018", Kind.HOME_OFFICE, "PA/12345/2018"),
    ("UAN 1234-5678-9012-3456", Kind.HOME_OFFICE, "1234-5678-9012-3456"),
    ("un Trafic AB-123-CD", Kind.PLATE, "AB-123-CD"),
    ("fourgon ab-123-cd", Kind.PLATE, "ab-123-cd"),
    ("van AB12 CDE", Kind.PLATE, "AB12 CDE"),
    ("ancienne plaque 1234 AB 62", Kind.PLATE, "1234 AB 62"),
    ("IBAN FR76 3000 6000 0112 3456 7890 189", Kind.IBAN, "FR76 3000 6000 0112 3456 7890 189"),
    ("RIO n° 1234567", Kind.RIO, "1234567"),
    ("l'agent 1234567 (RIO)", Kind.RIO, "1234567"),
    ("voir https://www.facebook.com/x?id=1 merci", Kind.URL, "https://www.facebook.com/x?id=1"),
    ("wa.me/33612345678", Kind.URL, "wa.me/33612345678"),
    ("sur insta @ahmed_k", Kind.HANDLE, "@ahmed_k"),
    ("tente à 50.95130, 1.85870", Kind.COORDINATES, "50.95130, 1.85870"),
    ("dossier 20180116001", Kind.NUMBER, "20180116001"),
    ("il s'appelle Yonas et", Kind.NAME, "Yonas"),
    ("My name is Omar.", Kind.NAME, "Omar"),
    ("avec M. Durand-Test", Kind.NAME, "Durand-Test"),
    ("اسمي أحمد", Kind.NAME, "أحمد"),
]
ORDINARY = [
    "Mardi 16/01/2018 à 7h30, 40 tentes prises, 12 fourgons CRS, Calais 62100.",
    "Environ 1 200 personnes, 350 euros, de 06h00 à 08h45.",
    "Arrêté du 12 octobre 2022, article L411-1, décision 394540.",
    "À 200 m du stade, 3 bus, 15 litres d'eau par jour.",
    "On 16 January 2018 at 7.30am about 40 people were moved 2-500 m.",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_find_marks_each_kind_in_place(text: str, kind: Kind, words: str) -> None:
    assert [(s.kind, s.of(text)) for s in find(text)] == [(kind, words)]


@pytest.mark.parametrize("text", ORDINARY)
def test_find_leaves_dates_hours_counts_and_articles_alone(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "known", "words"),
    [
        ("Yonas est venu avec Mehret", ["Yonas Tesfay (ami)"], ["Yonas"]),
        ("mohamad puis Mohammed", ["Mohamed"], ["mohamad", "Mohammed"]),
        ("Élodie a traduit", ["ELODIE (interprète)"], ["Élodie"]),
        ("قال أحمد إنه", ["احمد"], ["أحمد"]),
        ("Yonas Tesfay était là", ["Yonas Tesfay"], ["Yonas Tesfay"]),
        ("son frère et sa famille", ["frère de la famille Yonas"], []),
        ("Ali et Alice", ["Ali"], ["Ali"]),
        ("rien de tel", [""], []),
    ],
)
def test_find_recognises_known_names_however_spelt(text: str, known: list[str], words: list[str]) -> None:
    assert [s.of(text) for s in find(text, known)] == words


def test_the_same_name_gets_the_same_letter() -> None:
    text = "Yonas a vu Omar, puis Yonas est parti au 06 12 34 56 78."
    labels = dict.fromkeys(Kind, "[…]") | {Kind.NAME: "personne {letter}", Kind.PHONE: "[téléphone]"}
    choices = propose(text, find(text, ["Yonas", "Omar"]), labels)
    assert pseudonymise(text, choices) == "personne A a vu personne B, puis personne A est parti au [téléphone]."


@pytest.mark.parametrize("choices", [[Choice(0, 3, "x"), Choice(2, 4, "y")], [Choice(3, 3, "x")], [Choice(4, 9, "x")]])
def test_pseudonymise_refuses_stretches_that_overlap_or_leave_the_text(choices: list[Choice]) -> None:
    with pytest.raises(ValueError, match="replacement"):
        pseudonymise("abcdef", choices)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_spans_stand_inside_the_text_in_order_and_apart(text: str, known: list[str]) -> None:
    spans = find(text, known)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join(words for words, _ in pieces(text, spans)) == text


@given(st.text(max_size=100))
def test_levelling_keeps_every_offset(text: str) -> None:
    assert len(level_text(text)) == len(text)


@given(st.integers(min_value=10_000_000, max_value=99_999_999), st.text(max_size=40), st.text(max_size=40))
def test_a_french_mobile_number_is_always_found(number: int, before: str, after: str) -> None:
    phone = f"06{number}"
    assert any(phone in s.of(f"{before} {phone} {after}") for s in find(f"{before} {phone} {after}"))


def test_folding_forgets_case_accents_and_doubled_letters() -> None:
    assert fold_name("Mohammed ÉLODIE") == "mohamed elodie"
