from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.terms import Located, locate, terms

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Policies, POLICY and the policy's", ["polici", "polici", "polici"]),
        ("commissioners commissioning commissions", ["commission", "commiss", "commiss"]),
        ("The Council’s charter", ["council", "charter"]),
        ("e-procurement and sub-contracting", ["e", "procur", "sub", "contract"]),
        ("cafe\u0301 café CAFÉ", ["café", "café", "café"]),
        ("pro\u00adcure the ﬁnances", ["procur", "financ"]),
        ("ＡＢＣ", ["abc"]),
        ("Annex A4, 2nd edition", ["annex", "a4", "2nd", "edit"]),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_words_are_folded_and_stemmed(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£207,720", ["207720"]),
        ("£207,720.00", ["207720"]),
        ("£1,234.50", ["1234.50"]),
        ("207,720 or 10,000,000", ["207720", "10000000"]),
        ("5%, 12.5 % and 10 per cent", ["5%", "12.5%", "10%"]),
        ("10 percent; 10 percentage points", ["10%", "10", "percentag", "point"]),
        ("in 2026", ["2026"]),
        ("a £90k contract", ["90000", "contract"]),
        ("£1.5m, £2 million, £3bn", ["1500000", "2000000", "3000000000"]),
        ("rule 4.3.1(b), then 7.2.", ["rule", "4.3.1", "b", "7.2"]),
        ("PPN 002", ["ppn", "002"]),
        ("24/02/2025", ["24", "02", "2025"]),
        ("10-12 and 1,2", ["10", "12", "1", "2"]),
        ("5kg", ["5kg"]),
    ],
)
def test_figures_are_whole_and_in_one_form(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_words_that_say_nothing_are_left_out() -> None:
    assert terms("What do I need to do if they’re late? Who's it for? I don't know.") == ["need", "late", "know"]


def test_words_that_change_what_a_rule_asks_are_kept() -> None:
    asked = "must not may no without unless only before after over under above below least most more less all"
    kept = ["must", "not", "may", "no", "without", "unless", "onli", "befor", "after", "over", "under"]
    assert terms(asked) == [*kept, "abov", "below", "least", "most", "more", "less", "all"]


def test_a_run_too_long_to_be_a_word_is_left_out() -> None:
    assert terms(f"{'x' * 64} {'y' * 65} {'7' * 65} tender") == ["x" * 64, "tender"]


def test_a_term_is_located_where_it_is_printed() -> None:
    text = "Over £207,720, the Council’s policies"
    assert list(locate(text)) == [
        Located("over", 0, 4),
        Located("207720", 5, 13),
        Located("council", 19, 28),
        Located("polici", 29, 37),
    ]


def test_a_located_percentage_takes_in_its_words() -> None:
    text = "at least 5 per cent of it"
    percentage = list(locate(text))[-1]
    assert (percentage.term, text[percentage.start : percentage.end]) == ("5%", "5 per cent")


@given(ANY_TEXT)
def test_any_text_has_terms_without_spaces_or_empties(text: str) -> None:
    assert all(term and term.split() == [term] and len(term) <= 64 for term in terms(text))


@given(ANY_TEXT)
def test_terms_are_located_in_order_and_apart(text: str) -> None:
    edges = [edge for located in locate(text) for edge in (located.start, located.end)]
    assert edges == sorted(edges)
    assert all(located.start < located.end for located in locate(text))


@given(st.integers(0, 10**12))
def test_thousands_commas_and_the_pound_sign_make_no_difference(number: int) -> None:
    assert terms(f"£{number:,}") == terms(str(number)) == [str(number)]


def test_many_threads_get_the_terms_that_one_gets() -> None:
    texts = [f"commissioning policy{number} charters of councils number {number}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(terms, texts))
    assert together == [terms(text) for text in texts]
