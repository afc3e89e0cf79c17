from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.vectors import Matrix, VectorIndex

# Numbers that 16 bits hold exactly, so that scores can be compared exactly.
FOUR = np.array([[1, 0], [0.5, 0.5], [0, 1], [-1, 0]], np.float32)
EAST = np.array([1, 0], np.float32)


def unit_rows(count: int, seed: int) -> Matrix:
    rows = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def many() -> VectorIndex:
    return VectorIndex.build(unit_rows(700, 1))


def test_the_nearest_come_first_with_their_cosines() -> None:
    ids, scores = VectorIndex.build(FOUR).nearest(EAST, 3, None)
    assert (ids.tolist(), scores.tolist()) == ([0, 1, 2], [1.0, 0.5, 0.0])
    assert (ids.dtype, scores.dtype) == (np.dtype(np.int64), np.dtype(np.float32))


def test_asking_for_more_than_there_are_gives_all() -> None:
    ids, _ = VectorIndex.build(FOUR).nearest(EAST, 100, None)
    assert ids.tolist() == [0, 1, 2, 3]


def test_only_what_is_allowed_is_ranked() -> None:
    ids, scores = VectorIndex.build(FOUR).nearest(EAST, 2, np.array([3, 2], np.int64))
    assert (ids.tolist(), scores.tolist()) == ([2, 3], [0.0, -1.0])


@pytest.mark.parametrize("k", [0, 2])
def test_where_nothing_is_allowed_nothing_is_found(k: int) -> None:
    ids, scores = VectorIndex.build(FOUR).nearest(EAST, k, np.empty(0, np.int64))
    assert (ids.tolist(), scores.tolist()) == ([], [])


def test_an_index_of_no_vectors_finds_nothing() -> None:
    ids, _ = VectorIndex.build(np.empty((0, 2), np.float32)).nearest(EAST, 5, None)
    assert ids.tolist() == []


def test_of_two_alike_the_lower_id_comes_first() -> None:
    ids, _ = VectorIndex.build(FOUR[[2, 0, 2, 0]]).nearest(EAST, 4, None)
    assert ids.tolist() == [1, 3, 0, 2]


def test_scores_are_the_cosines_of_the_ids_asked_in_their_order() -> None:
    assert VectorIndex.build(FOUR).scores(EAST, np.array([3, 0, 1], np.int64)).tolist() == [-1.0, 1.0, 0.5]


def test_the_scores_of_no_ids_are_none() -> None:
    assert VectorIndex.build(FOUR).scores(EAST, np.empty(0, np.int64)).tolist() == []


def test_a_query_may_be_a_row_or_a_table_of_one(many: VectorIndex) -> None:
    query = unit_rows(1, 2)
    assert many.nearest(query, 10, None)[0].tolist() == many.nearest(query[0], 10, None)[0].tolist()


def test_sixteen_bits_cost_less_than_a_thousandth_of_a_cosine(many: VectorIndex) -> None:
    query, ids = unit_rows(1, 3)[0], np.arange(700)
    assert many.scores(query, ids) == pytest.approx(unit_rows(700, 1) @ query, abs=2e-4)


def test_ranking_and_scoring_agree(many: VectorIndex) -> None:
    ids, ranked = many.nearest(unit_rows(1, 4)[0], 700, None)
    assert many.scores(unit_rows(1, 4)[0], ids) == pytest.approx(ranked, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(0, 699)), st.integers(1, 800), st.integers(0, 5))
def test_a_filter_gives_the_whole_ranking_with_the_others_left_out(
    many: VectorIndex, allowed: set[int], k: int, seed: int
) -> None:
    query = unit_rows(1, seed)[0]
    whole, _ = many.nearest(query, 700, None)
    ids, _ = many.nearest(query, k, np.array(sorted(allowed), np.int64))
    assert ids.tolist() == [id for id in whole.tolist() if id in allowed][:k]


def test_a_saved_index_gives_the_same_ranking_and_the_same_scores(many: VectorIndex, tmp_path: Path) -> None:
    many.save(tmp_path / "vectors.faiss")
    opened = VectorIndex.open(tmp_path / "vectors.faiss")
    assert len(opened) == 700
    for before, after in zip(
        many.nearest(unit_rows(1, 5)[0], 50, None), opened.nearest(unit_rows(1, 5)[0], 50, None), strict=True
    ):
        assert before.tolist() == after.tolist()


def test_an_opened_index_is_mapped_and_not_copied(many: VectorIndex, tmp_path: Path) -> None:
    many.save(tmp_path / "vectors.faiss")
    opened = VectorIndex.open(tmp_path / "vectors.faiss")
    assert len(opened) == 700
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("this system does not say what a process has mapped")
    assert str(tmp_path / "vectors.faiss") in maps.read_text()


def test_an_index_takes_two_bytes_a_number(many: VectorIndex, tmp_path: Path) -> None:
    many.save(tmp_path / "vectors.faiss")
    header = (tmp_path / "vectors.faiss").stat().st_size - 700 * 384 * 2
    assert 0 < header < 200


def test_many_threads_get_the_rankings_that_one_gets(many: VectorIndex) -> None:
    queries = unit_rows(40, 6)
    allowed = [np.flatnonzero(np.arange(700) % (2 + row % 5) == 0) for row in range(40)]

    def ask(row: int) -> list[int]:
        return many.nearest(queries[row], 20, allowed[row])[0].tolist()

    alone = [ask(row) for row in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(40))) == alone


@pytest.mark.parametrize("content", [None, b"", b"not an index", b"IxSQ\x80\x01"])
def test_a_file_that_is_missing_or_broken_cannot_be_opened(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "vectors.faiss"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(RuntimeError):
        VectorIndex.open(file)


def test_a_file_cut_short_cannot_be_opened(many: VectorIndex, tmp_path: Path) -> None:
    file = tmp_path / "vectors.faiss"
    many.save(file)
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(RuntimeError):
        VectorIndex.open(file)
