from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.terms import terms
from indexer.words import WordIndex

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
RULES = [
    (0, "Contract Procedure Rules > Quotations", "At least three written quotations are sought."),
    (1, "Contract Procedure Rules > Waivers", "The Head of Procurement may agree to a waiver in writing."),
    (2, "Social Value Policy", "The weighting is at least 5% of the total score, or 10% above £207,720."),
    (3, "Library opening hours", "The library opens at nine."),
]


def build(path: Path, documents: Sequence[tuple[int, str, str]]) -> WordIndex:
    WordIndex.build(path, documents)
    return WordIndex.open(path)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    return build(tmp_path_factory.mktemp("words") / "rules", RULES)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> WordIndex:
    """400 documents of three of twenty words: many share a score."""
    said = [f"word{i % 20} word{(i * 7) % 20} word{(i * i) % 20}" for i in range(400)]
    return build(tmp_path_factory.mktemp("words") / "many", [(i, "", text) for i, text in enumerate(said)])


def found(index: WordIndex, text: str, k: int = 10, allowed: Sequence[int] | None = None) -> list[int]:
    return index.nearest(text, k, None if allowed is None else np.array(allowed, np.int64))[0].tolist()


def test_a_word_in_the_text_is_found(rules: WordIndex) -> None:
    assert found(rules, "written quotations") == [0]


def test_a_word_in_the_headings_is_found(rules: WordIndex) -> None:
    assert found(rules, "opening hours") == [3]


def test_a_word_is_found_in_its_other_forms(rules: WordIndex) -> None:
    assert found(rules, "Who approves WAIVERS?") == [1]
    assert found(rules, "librarys opened") == [3]


@pytest.mark.parametrize("figure", ["£207,720", "207720", "5%", "5 per cent"])
def test_a_figure_is_found_however_it_is_written(rules: WordIndex, figure: str) -> None:
    assert found(rules, figure) == [2]


def test_part_of_a_figure_does_not_find_it(rules: WordIndex) -> None:
    assert found(rules, "207 720 5") == []


def test_scores_are_bm25(tmp_path: Path) -> None:
    index = build(tmp_path / "words", [(0, "", "waiver"), (1, "", "waiver tender"), (2, "", "tender tender library")])
    ids, scores = index.nearest("waiver", 5, None)
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = [idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * length / 2)) for length in (1, 2)]
    assert (ids.tolist(), ids.dtype, scores.dtype) == ([0, 1], np.dtype(np.int64), np.dtype(np.float32))
    assert scores == pytest.approx(expected, rel=1e-5)


def test_idf_is_that_of_bm25(rules: WordIndex) -> None:
    assert rules.idf("quotat") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert rules.idf("written") == rules.idf("quotat")
    assert rules.idf("unheard") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_a_word_said_twice_in_the_question_counts_once(rules: WordIndex) -> None:
    once, twice = (rules.nearest(text, 5, None)[1] for text in ("waiver", "waiver waivers waiver"))
    assert once.tolist() == twice.tolist()


@pytest.mark.parametrize("text", ["", "?!", "what should I do?", "zebra"])
def test_a_question_that_shares_no_word_finds_nothing(rules: WordIndex, text: str) -> None:
    assert found(rules, text) == []
    assert found(rules, text, allowed=[0, 1]) == []


@pytest.mark.parametrize("text", ["id:3", "library AND -opens", '"opens at"~2', "words:library^5", "[a TO z]", "lib*"])
def test_a_question_is_never_a_query_language(rules: WordIndex, text: str) -> None:
    assert found(rules, text) == found(rules, " ".join(terms(text)))


def test_only_what_is_allowed_is_ranked(rules: WordIndex) -> None:
    assert found(rules, "contract procedure rules", 1, allowed=[1, 2, 3]) == [1]


@pytest.mark.parametrize(("k", "allowed"), [(0, None), (5, []), (0, [1])])
def test_asking_for_none_gives_none(rules: WordIndex, k: int, allowed: list[int] | None) -> None:
    assert found(rules, "contract procedure rules", k, allowed) == []


def test_asking_for_more_than_there_are_gives_all(rules: WordIndex) -> None:
    assert sorted(found(rules, "procedure rules", 1_000_000_000)) == [0, 1]


def test_of_equal_scores_the_earlier_document_comes_first(many: WordIndex) -> None:
    assert found(many, "word3", 3) == found(many, "word3", 400)[:3]
    assert found(many, "word19", 400) == sorted(found(many, "word19", 400))


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 399)), st.integers(1, 500), st.lists(st.integers(0, 20), min_size=1, max_size=4))
def test_a_filter_gives_the_whole_ranking_with_the_others_left_out(
    many: WordIndex, allowed: set[int], k: int, words: list[int]
) -> None:
    text = " ".join(f"word{word}" for word in words)
    whole, scores = many.nearest(text, 400, None)
    expected = [(id, score) for id, score in zip(whole.tolist(), scores.tolist(), strict=True) if id in allowed][:k]
    ids, own = many.nearest(text, k, np.array(sorted(allowed), np.int64))
    assert list(zip(ids.tolist(), own.tolist(), strict=True)) == expected


@settings(max_examples=100, deadline=None)
@given(ANY_TEXT)
def test_any_question_may_be_asked(rules: WordIndex, text: str) -> None:
    ids, scores = rules.nearest(text, 10, None)
    assert len(ids) == len(scores) <= 4


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_every_document_is_found_by_each_of_its_terms(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    index = build(tmp_path_factory.mktemp("any") / "words", [(i, "", text) for i, text in enumerate(texts)])
    for id, text in enumerate(texts):
        for term in terms(text):
            assert index.idf(term) < index.idf("never said")
            assert id in found(index, text)


def test_the_longest_term_is_found(tmp_path: Path) -> None:
    index = build(tmp_path / "words", [(7, "", "x" * 64)])
    assert found(index, "x" * 64) == [7]


def test_many_threads_get_the_rankings_that_one_gets(many: WordIndex) -> None:
    def ask(number: int) -> list[int]:
        return found(many, f"word{number % 20} word{number % 7}", 20, range(0, 400, 1 + number % 3))

    alone = [ask(number) for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(60))) == alone


def test_the_same_documents_give_the_same_ranking_in_every_build(tmp_path: Path) -> None:
    rankings = [build(tmp_path / name, RULES).nearest("contract rules library", 4, None) for name in ("a", "b")]
    assert rankings[0][0].tolist() == rankings[1][0].tolist()
    assert rankings[0][1].tolist() == rankings[1][1].tolist()


def test_opening_writes_nothing_into_the_edition(tmp_path: Path) -> None:
    WordIndex.build(tmp_path / "words", RULES)
    for lock in (tmp_path / "words").glob(".*.lock"):
        lock.unlink()
    before = sorted(tmp_path.rglob("*"))
    assert found(WordIndex.open(tmp_path / "words"), "library") == [3]
    assert sorted(tmp_path.rglob("*")) == before


def test_the_files_may_be_read_by_another_user(tmp_path: Path) -> None:
    WordIndex.build(tmp_path / "words", RULES)
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "words").iterdir()} == {0o644}


def test_no_documents_make_an_index_that_finds_nothing(tmp_path: Path) -> None:
    index = build(tmp_path / "words", [])
    assert (len(index), found(index, "library"), found(index, "library", allowed=[])) == (0, [], [])


def test_an_index_is_not_built_over_another(tmp_path: Path) -> None:
    WordIndex.build(tmp_path / "words", RULES)
    with pytest.raises(FileExistsError):
        WordIndex.build(tmp_path / "words", RULES)


def test_a_missing_index_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"meta\.json"):
        WordIndex.open(tmp_path / "words")


def test_an_index_with_a_part_missing_cannot_be_opened(tmp_path: Path) -> None:
    WordIndex.build(tmp_path / "words", RULES)
    next((tmp_path / "words").glob("*.term")).unlink()
    with pytest.raises(ValueError, match="term"):
        WordIndex.open(tmp_path / "words")
