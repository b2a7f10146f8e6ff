"""Modules, quizzes and exercises: readable data, fair marks, agreement as Cohen wrote it."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.factories import learning
from tests.factories import network as people
from tests.factories.browsing import signed_in
from vigie.facts.api import families, norms
from vigie.kernel.api import Denied, Invalid, Missing
from vigie.learning.actions.studying import FORGOTTEN, answer_quiz, code_exercise, read_page
from vigie.learning.loading import exercises, modules
from vigie.learning.models import Coding, QuizAttempt
from vigie.learning.queries.studies import double_codings, module_cards
from vigie.learning.rules.agreement import NOTHING, compare
from vigie.learning.rules.modules import Answer, Kind, Question, Words, score
from vigie.network.api import Acting, Role

WORDS = Words("a", "a")


def question(kind: Kind, right: str) -> Question:
    answers = tuple(Answer(key, WORDS, key in right, WORDS) for key in "bca")
    return Question("q", kind, WORDS, answers)


def test_the_catalogue_holds_what_the_network_teaches() -> None:
    slugs = [m.slug for m in modules()]
    assert slugs[0] == "temoignage"
    assert set(slugs) == {
        "temoignage",
        "observer-expulsion",
        "droit-terrain",
        "qui-est-qui",
        "se-proteger",
        "ecrire",
        "web",
        "photo-video",
    }
    assert [m.slug for m in modules() if m.testimony] == ["temoignage"]


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.slug)
def test_a_module_can_be_read_answered_and_taught(module) -> None:  # type: ignore[no-untyped-def]
    assert module.pages
    assert len({page.key for page in module.pages}) == len(module.pages)
    for page in module.pages:
        assert page.points
        assert all(w.fr and w.en for w in (page.title, page.text, page.notes, *page.points))
    for asked in module.questions:
        assert len(asked.answers) >= 2
        assert all(a.text.fr and a.text.en and a.why.fr and a.why.en for a in asked.answers)
        rights = sum(a.right for a in asked.answers)
        assert asked.kind is Kind.ORDER or rights >= 1
        assert asked.kind is not Kind.ONE or rights == 1
        assert asked.kind is not Kind.ORDER or [a.key for a in asked.answers] != sorted(a.key for a in asked.answers)
    assert set(module.exercises) <= set(exercises())


def test_codes_of_the_modules_are_those_of_the_vocabulary(alma: Acting) -> None:
    acts = {act.code for family in families() for act in family.acts} | {NOTHING}
    assert {p.reference for e in exercises().values() for p in e.passages} <= acts
    assert {code for m in modules() for page in m.pages for code in page.norms} <= {n.code for n in norms()}
    assert all(
        "invent" in e.setting.fr.casefold() and "invent" in e.setting.en.casefold() for e in exercises().values()
    )


def test_one_answer_every_right_one_or_the_whole_order() -> None:
    assert question(Kind.ONE, "a").right(["a"])
    assert not question(Kind.ONE, "a").right(["a", "b"])
    assert question(Kind.MANY, "ab").right(["b", "a"])
    assert not question(Kind.MANY, "ab").right(["a"])
    assert not question(Kind.MANY, "").right([])
    right = [order for order in permutations("abc") if question(Kind.ORDER, "").right(order)]
    assert right == [("b", "c", "a")]
    assert [a.key for a in question(Kind.ORDER, "").shown] == ["a", "b", "c"]


def test_the_mark_is_never_rounded_up() -> None:
    module = modules()[0]
    given_ = learning.right_answers()
    assert (score(module, given_).percent, score(module, given_).passed) == (100, True)
    wrong = {key: [] for key in list(given_)[:3]}
    assert (score(module, given_ | wrong).percent, score(module, given_ | wrong).passed) == (70, False)
    assert score(module, {}).right == 0


def test_kappa_is_that_of_cohen_s_worked_table() -> None:
    """Two raters, fifty cases: 20 yes-yes, 15 no-no, 5 and 10 apart: 0.70 observed, 0.50 by chance, kappa 0.40."""
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    found = compare(first, second)
    assert (found.percent, found.kappa) == (70, Fraction(2, 5))
    assert not found.reached


@given(st.lists(st.tuples(st.sampled_from("abc-"), st.sampled_from("abc-")), min_size=1, max_size=30))
def test_agreement_is_symmetric_and_bounded(pairs: list[tuple[str, str]]) -> None:
    first, second = [a for a, _b in pairs], [b for _a, b in pairs]
    one, other = compare(first, second), compare(second, first)
    assert one == other
    assert 0 <= one.percent <= 100
    assert one.kappa is None or -1 <= one.kappa <= 1
    assert compare(first, first).same == len(first)
    with pytest.raises(ValueError, match="0"):
        compare([], [])


def test_one_code_only_has_no_kappa_and_is_judged_by_the_percentage() -> None:
    found = compare(["a", "a"], ["a", "a"])
    assert (found.kappa, found.reached) == (None, True)


def test_pages_are_remembered_once_and_a_quiz_keeps_no_answer(odile: Acting) -> None:
    for _twice in range(2):
        read_page(acting=odile, slug="temoignage", page="avant", now=NOW)
    card = module_cards(odile)[0]
    assert (card.pages_read, card.best, card.finished) == (1, None, False)
    learning.passes(odile)
    answer_quiz(acting=odile, slug="temoignage", given={}, now=NOW)
    card = module_cards(odile)[0]
    assert (card.best, card.passed) == (100, True)
    kept = QuizAttempt.objects.order_by("percent").values("percent", "passed")
    assert list(kept) == [{"percent": 0, "passed": False}, {"percent": 100, "passed": True}]
    with pytest.raises(Missing):
        read_page(acting=odile, slug="temoignage", page="rien", now=NOW)
    with pytest.raises(Missing):
        answer_quiz(acting=odile, slug="rien", given={}, now=NOW)


def test_a_coding_counts_until_the_reference_is_forgotten(odile: Acting) -> None:
    learning.codes(odile, wrong=4)
    learning.codes(odile)
    learning.codes(odile, now=NOW + FORGOTTEN)
    rows = list(Coding.objects.order_by("at").values_list("percent", "reached", "first"))
    assert rows == [(60, False, True), (100, True, False), (100, True, True)]


def test_every_passage_is_coded_with_a_code_that_exists(odile: Acting) -> None:
    reference = dict(exercises()[learning.EXERCISE].reference)
    with pytest.raises(Invalid, match="not_all_coded"):
        code_exercise(acting=odile, slug=learning.EXERCISE, choices={**reference, "1": ""}, now=NOW)
    with pytest.raises(Invalid, match="no_act"):
        code_exercise(acting=odile, slug=learning.EXERCISE, choices={**reference, "1": "XXX99"}, now=NOW)
    assert not Coding.objects.exists()


def test_double_coding_compares_first_codings_of_one_s_own_association(alma: Acting, odile: Acting) -> None:
    other, stranger = learning.learner("nils"), learning.learner("charlie", of="ailleurs")
    learning.codes(odile, wrong=1)
    learning.codes(other, wrong=3)
    learning.codes(other)
    learning.codes(stranger)
    (pair,) = double_codings(alma, learning.EXERCISE)
    assert {pair.first, pair.second} == {"Odile", "Nils"}
    assert (pair.agreement.same, pair.agreement.passages) == (8, 10)
    with pytest.raises(Denied):
        double_codings(odile, learning.EXERCISE)
    assert (
        "Charlie"
        not in signed_in(alma).get(f"/formations/exercices/{learning.EXERCISE}/double-codage").content.decode()
    )


def test_feedback_stands_by_each_answer_and_the_reference_comes_after(odile: Acting, moved_clock: object) -> None:
    client = signed_in(odile)
    page = client.get("/formations/modules/temoignage/questions").content.decode()
    assert "on n’évalue aucun âge" not in page
    page = client.post(
        "/formations/modules/temoignage/questions", {"mineur": ["a", "c"], "ordre-a": "3"}
    ).content.decode()
    assert "on n’évalue aucun âge" in page
    assert "ce n’est ni votre rôle ni une condition" in page
    address = f"/formations/exercices/{learning.EXERCISE}"
    page = client.get(address).content.decode()
    assert "Réveil forcé, ordre de partir" not in page
    assert 'value="EXP03"' in page
    answer = client.post(address, {"1": NOTHING})
    assert answer.status_code == 400
    assert "Il reste 9 passage(s)" in answer.content.decode()
    page = client.post(address, exercises()[learning.EXERCISE].reference).content.decode()
    assert "Réveil forcé, ordre de partir" in page
    assert "100 %" in page
    assert "1,00" in page
    assert "Cet essai compte" in page


def test_nothing_is_shown_as_checked_that_nobody_checked(alma: Acting, moved_clock: object) -> None:
    from vigie.facts.api import verify_norm

    client = signed_in(alma)
    page = client.get("/formations/modules/droit-terrain/page/expulser").content.decode()
    assert page.count("à vérifier</span>") == 6
    judith = people.acting("judith", roles=[Role.JURISTE])
    verify_norm(acting=judith, code="CPCE-L411-1", now=NOW)
    page = client.get("/formations/modules/droit-terrain/page/expulser").content.decode()
    assert page.count("à vérifier</span>") == 5
    assert "vérifié le 16 janvier 2018" in page.replace("\xa0", " ")


@pytest.mark.parametrize("name", ["diapos", "notes"])
@pytest.mark.parametrize("module", modules(), ids=lambda m: m.slug)
def test_slides_and_notes_are_for_whoever_trains(alma: Acting, odile: Acting, name: str, module) -> None:  # type: ignore[no-untyped-def]
    import io

    from pypdf import PdfReader

    address = f"/formations/modules/{module.slug}/{name}.pdf"
    assert signed_in(odile).get(address).status_code == 403
    answer = signed_in(alma).get(address)
    pages = PdfReader(io.BytesIO(answer.content)).pages
    if name == "diapos":
        assert len(pages) == len(module.pages) + 2
    else:
        printed = "".join("".join(page.extract_text().split()) for page in pages)
        assert all("".join(page.title.fr.split())[:12] in printed for page in module.pages)
