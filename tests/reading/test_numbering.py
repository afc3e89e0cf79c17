from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.numbering import Ladder, annex_at, mark_at, roman


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("12 The Council must keep a record.", "12", "The Council must keep a record."),
        ("12. The Council must keep a record.", "12", "The Council must keep a record."),
        ("4.3.1 Scope", "4.3.1", "Scope"),
        ("4.3.1. Scope", "4.3.1", "Scope"),
        ("7(b)(ii) the second case", "7(b)(ii)", "the second case"),
        ("4.1(a) first", "4.1(a)", "first"),
        ("Rule 12.4 Officers must", "12.4", "Officers must"),
        ("1.0 BACKGROUND", "1.0", "BACKGROUND"),
        ("(iv) any other", "iv", "any other"),
        ("b) another", "b", "another"),
        ("S1 CSR frame", "S1", "CSR frame"),
        ("2.1 to note the report", "2.1", "to note the report"),
    ],
)
def test_a_number_is_read_as_it_is_printed(text: str, number: str, rest: str):
    mark = mark_at(text)
    assert mark is not None
    assert (mark.number, mark.rest) == (number, rest)


@pytest.mark.parametrize(
    "text",
    [
        "20.11.18 Scoping document approved",
        "2018 was the year of the charter",
        "12 April 2018",
        "5% of the total",
        "2.5 million pounds",
        "10.30 am in the Town Hall",
        "3 months after the start",
        "£19m was spent",
        "A4 paper is used",
        "the number 4.1 is inside",
        "",
    ],
)
def test_dates_amounts_and_measures_are_not_paragraph_numbers(text: str):
    assert mark_at(text) is None


def test_a_heading_can_open_an_annex():
    assert annex_at("Annex A Definitions") is not None
    assert annex_at("SCHEDULE 2: Forms").number == "Schedule 2"  # type: ignore[union-attr]
    assert annex_at("Annexes are listed below") is None


def test_letters_and_numerals_nest_as_they_are_printed():
    ladder = Ladder()
    labels = ["a", "b", "i", "ii", "iii", "c", "d"]
    assert [ladder.climb(label) for label in labels] == [
        "(a)",
        "(b)",
        "(b)(i)",
        "(b)(ii)",
        "(b)(iii)",
        "(c)",
        "(d)",
    ]


def test_the_letter_i_follows_h_and_is_no_numeral():
    ladder = Ladder()
    assert [ladder.climb(label) for label in "abcdefghij"][-3:] == ["(h)", "(i)", "(j)"]


def test_numerals_can_come_first():
    ladder = Ladder()
    assert [ladder.climb(label) for label in ("i", "ii", "a", "b", "iii")] == [
        "(i)",
        "(ii)",
        "(ii)(a)",
        "(ii)(b)",
        "(iii)",
    ]


@given(st.integers(1, 89))
def test_every_small_numeral_is_read_back(value: int):
    pairs = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text, left = "", value
    for size, letters in pairs:
        text, left = text + letters * (left // size), left % size
    assert roman(text) == value


@given(st.lists(st.integers(1, 999), min_size=2, max_size=6), st.sampled_from(["", "."]))
def test_every_dotted_number_is_read_whole(parts: list[int], stop: str):
    number = ".".join(map(str, parts))
    mark = mark_at(f"{number}{stop} The Council")
    if mark is None:  # three pairs of digits are a date
        assert len(parts) == 3
        assert all(10 <= part <= 99 for part in parts)
    else:
        assert (mark.number, mark.rest) == (number, "The Council")


@given(st.text(max_size=60))
def test_any_text_can_be_asked_for_its_number(text: str):
    mark = mark_at(text)
    assert mark is None or text.endswith(mark.rest)
