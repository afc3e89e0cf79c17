from __future__ import annotations

import json
from datetime import date
from math import log2
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.beir import measure
from assistant.evaluation import FACT_WORDS, LIST_WORDS, evaluate_answers, evaluate_retrieval, in_lines
from assistant.measures_of_ranking import mrr, ndcg, recall
from assistant.settings import load_settings
from indexer.build import build
from indexer.editions import Editions
from indexer.errors import AskerError
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit
from tests.packs import POLICY, write_pack

TODAY = date(2026, 11, 20)
WEIGHTING = "What weighting must a contract of £100,000 carry?"
THEMES = "What are the five themes of social value?"
WEATHER = "What is the weather in Crewe today?"


# measures of a ranking, worked by hand


@pytest.mark.parametrize(
    ("ranked", "relevant", "depth", "value"),
    [
        (["a", "b"], {"a": 1}, 10, 1.0),
        (["b", "a"], {"a": 1}, 10, 1 / log2(3)),
        (["x", "y", "a"], {"a": 1}, 10, 0.5),
        (["a", "x", "b"], {"a": 1, "b": 1}, 10, (1 + 0.5) / (1 + 1 / log2(3))),
        (["b", "a"], {"a": 3, "b": 1}, 10, (1 + 3 / log2(3)) / (3 + 1 / log2(3))),
        (["x", "a"], {"a": 1}, 1, 0.0),
        (["a"], {"a": 1, "b": 1, "c": 1}, 1, 1.0),
        (["x"], {"a": 1}, 10, 0.0),
        ([], {"a": 1}, 10, 0.0),
        (["a"], {}, 10, 0.0),
    ],
)
def test_discounted_gain_is_as_worked_by_hand(ranked: list[str], relevant: dict[str, int], depth: int, value: float):
    assert ndcg(ranked, relevant, depth) == pytest.approx(value)


@pytest.mark.parametrize(
    ("ranked", "relevant", "depth", "value"),
    [
        (["x", "a", "b"], {"a": 1, "b": 2}, 10, 1.0),
        (["x", "a", "b"], {"a": 1, "b": 2}, 2, 0.5),
        (["a"], {"a": 1, "b": 1, "c": 1, "d": 1}, 10, 0.25),
        (["x"], {"a": 1}, 10, 0.0),
        (["x"], {}, 10, 0.0),
    ],
)
def test_recall_is_the_share_found_within_the_depth(
    ranked: list[str], relevant: dict[str, int], depth: int, value: float
):
    assert recall(ranked, relevant, depth) == value


@pytest.mark.parametrize(
    ("ranked", "relevant", "depth", "value"),
    [
        (["a", "b"], {"a": 1, "b": 1}, 10, 1.0),
        (["x", "b", "a"], {"a": 5, "b": 1}, 10, 0.5),
        (["x", "y", "z", "a"], {"a": 1}, 10, 0.25),
        (["x", "y", "z", "a"], {"a": 1}, 3, 0.0),
        ([], {"a": 1}, 10, 0.0),
    ],
)
def test_the_reciprocal_rank_is_that_of_the_first_relevant_text(
    ranked: list[str], relevant: dict[str, int], depth: int, value: float
):
    assert mrr(ranked, relevant, depth) == value


IDS = st.sampled_from("abcdefghijklmnop")
RANKED = st.lists(IDS, unique=True)
RELEVANT = st.dictionaries(IDS, st.integers(1, 4), min_size=1, max_size=10)
DEPTHS = st.integers(1, 12)


@given(RANKED, RELEVANT, DEPTHS)
def test_every_measure_lies_between_nought_and_one(ranked: list[str], relevant: dict[str, int], depth: int):
    for measured in (ndcg, recall, mrr):
        assert 0 <= measured(ranked, relevant, depth) <= 1 + 1e-12


@given(RANKED, RELEVANT)
def test_the_best_first_and_nothing_between_is_a_perfect_ranking(ranked: list[str], relevant: dict[str, int]):
    perfect = sorted(relevant, key=lambda text: -relevant[text]) + [id for id in ranked if id not in relevant]
    for measured in (ndcg, recall, mrr):
        assert measured(perfect, relevant, 10) == pytest.approx(1)


@given(RANKED.filter(bool), RELEVANT, st.data())
def test_a_relevant_text_moved_up_never_scores_less(ranked: list[str], relevant: dict[str, int], data: st.DataObject):
    place = data.draw(st.integers(0, len(ranked) - 1))
    if ranked[place] not in relevant:
        ranked[place] = data.draw(st.sampled_from(sorted(relevant)))
        ranked = list(dict.fromkeys(ranked))
    moved = next(id for id in ranked if id in relevant)
    better = [moved, *(id for id in ranked if id != moved)]
    for measured in (recall, mrr):
        assert measured(better, relevant, 10) >= measured(ranked, relevant, 10)


# judging answers


def judged(testford: tuple[Path, Path], folder: Path, *lines: dict[str, Any]) -> dict[str, Any]:
    file = folder / "questions.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return evaluate_answers(load_settings(pack=testford[0], home=testford[1]), file, TODAY)


def why(result: dict[str, Any]) -> list[str]:
    return [row["why"] for row in result["failures"]]


def expecting(question: str, **changed: Any) -> dict[str, Any]:
    line = {"id": "q", "question": question, "document": "policy", "paragraphs": ["2.1"], "must": [["10%"]]}
    return {**line, "kind": "fact", "answerable": True, **changed}


def test_a_right_answer_is_right_and_cited_right(testford: tuple[Path, Path], tmp_path: Path):
    result = judged(testford, tmp_path, expecting(WEIGHTING))
    assert (result["questions"], result["right"], result["cited_right"], result["wrongly_refused"]) == (1, 1, 1, 0)
    assert (result["refused"], result["failures"], result["median_words"]) == (None, [], 20)


def test_an_answer_lacks_what_it_must_hold(testford: tuple[Path, Path], tmp_path: Path):
    result = judged(testford, tmp_path, expecting(WEIGHTING, must=[["10%"], ["15%", "fifteen"], ["TOTAL score"]]))
    assert (result["right"], result["cited_right"], why(result)) == (0, 1, ["lacks 15%/fifteen"])


def test_one_of_a_group_will_do_whatever_its_case_and_its_quotation_marks(testford: tuple[Path, Path], tmp_path: Path):
    assert judged(testford, tmp_path, expecting(WEIGHTING, must=[["no", "Total  Score"]]))["right"] == 1


def test_an_answer_that_cites_another_paragraph_is_told_which(testford: tuple[Path, Path], tmp_path: Path):
    result = judged(testford, tmp_path, expecting(WEIGHTING, paragraphs=["2.2", "1"]))
    assert (result["right"], result["cited_right"], why(result)) == (1, 0, ["cites policy#2.1, not 2.2, 1"])


def test_an_answer_that_cites_another_document_is_wrongly_cited(testford: tuple[Path, Path], tmp_path: Path):
    result = judged(testford, tmp_path, expecting(WEIGHTING, document=["guide", "old-policy"]))
    assert (result["right"], result["cited_right"]) == (1, 0)


@pytest.mark.parametrize("paragraphs", [["2"], ["weighting"], ["9", "2.1"], []])
def test_a_paragraph_within_or_under_the_one_expected_is_right(
    testford: tuple[Path, Path], tmp_path: Path, paragraphs: list[str]
):
    assert judged(testford, tmp_path, expecting(WEIGHTING, paragraphs=paragraphs))["cited_right"] == 1


def test_two_is_not_within_paragraph_twenty(testford: tuple[Path, Path], tmp_path: Path):
    assert judged(testford, tmp_path, expecting(WEIGHTING, paragraphs=["2.10", "20"]))["cited_right"] == 0


def test_a_question_of_ours_that_is_refused_is_wrongly_refused(testford: tuple[Path, Path], tmp_path: Path):
    result = judged(testford, tmp_path, expecting(WEATHER), expecting(WEIGHTING))
    assert (result["wrongly_refused"], result["right"], why(result)) == (0.5, 0.5, ["refused"])


def test_a_question_without_an_answer_is_to_be_refused(testford: tuple[Path, Path], tmp_path: Path):
    none = {"question": WEATHER, "document": None, "paragraphs": [], "must": [], "answerable": False}
    result = judged(testford, tmp_path, none, {**none, "question": WEIGHTING})
    assert (result["refused"], result["right"]) == (0.5, None)
    assert why(result) == ["answered, and should not have been"]


def test_a_list_may_be_longer_than_a_fact(encoder: Path, tmp_path: Path):
    long = f"2.1 A contract must carry a weighting of at least 10%{' and its reasons set out in the plan' * 12}."
    pack = write_pack(
        tmp_path / "pack", policy=POLICY.replace("2.1 A contract of £100,000 or more must", f"{long}\n\n2.4 It must")
    )
    home = tmp_path / "home"
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    question = "What must a contract carry at least, with its reasons set out in the plan?"
    result = judged((pack, home), tmp_path, expecting(question), expecting(question, kind="list"))
    words = result["median_words"]
    assert FACT_WORDS < words <= LIST_WORDS
    assert (result["right"], why(result)) == (0.5, [f"{words:.0f} words, more than {FACT_WORDS}"])


def test_a_result_in_lines_has_its_figures_and_each_failure_with_its_reason(
    testford: tuple[Path, Path], tmp_path: Path
):
    lines = list(in_lines(judged(testford, tmp_path, expecting(WEATHER))))
    assert lines[:2] == ["questions            1", "right                0.0"]
    assert lines[-1] == f"\nq {WEATHER}\n    refused"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"answerable": True}, "question is missing; add it"),
        ({"question": "Who?"}, "answerable is missing; add it"),
        ({"question": "Who?", "answerable": True, "must": ["10%"]}, 'must is not a list; write it like ["one", "two"]'),
    ],
)
def test_a_line_that_cannot_be_judged_is_named_before_anything_is_asked(
    testford: tuple[Path, Path], tmp_path: Path, line: dict[str, Any], said: str
):
    with pytest.raises(AskerError) as refused:
        judged(testford, tmp_path, expecting(WEIGHTING), line)
    assert str(refused.value) == f"{tmp_path / 'questions.jsonl'}, line 2: {said}"


# retrieval on a public set

CORPUS = [
    {"_id": "cats/1", "title": "Cats and/or dogs", "text": "A cat sleeps for sixteen hours of the day."},
    {"_id": "dogs", "title": "Cats and/or dogs", "text": "A dog is walked twice, morning and evening."},
    {"_id": 3, "title": None, "text": "Concrete sets in about twenty-eight days."},
    {"_id": "empty", "text": ""},
]
QUERIES = [
    {"_id": "q1", "text": "how long does a cat sleep"},
    {"_id": "q2", "text": "how many days until concrete has set"},
    {"_id": "not judged", "text": "what is the weather"},
]
JUDGEMENTS = "query-id\tcorpus-id\tscore\nq1\tcats/1\t1\nq1\tdogs\t0\nq2\t3\t2\n"


def public_set(folder: Path, corpus: list[Any] = CORPUS, queries: list[Any] = QUERIES, qrels: str = JUDGEMENTS) -> Path:
    (folder / "qrels").mkdir(parents=True)
    for name, rows in (("corpus", corpus), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_public_set_is_indexed_and_measured(tmp_path: Path):
    result = evaluate_retrieval(load_settings(), public_set(tmp_path / "tiny"))
    assert {key: result[key] for key in ("set", "documents", "queries", "ndcg@10", "recall@10", "mrr@10")} == {
        "set": "tiny", "documents": 4, "queries": 2, "ndcg@10": 1, "recall@10": 1, "mrr@10": 1,
    }  # fmt: skip
    assert result["index_seconds"] > 0
    assert 0 < result["query_ms_p50"] < 1000


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"qrels": "q1\tdogs\t0\nq1\tcats/1\t1\n"}, "qrels/test.tsv is not a table with the columns query-id, corpus-id and score"),
        ({"qrels": JUDGEMENTS + "q2\n"}, "qrels/test.tsv is not a table with the columns query-id, corpus-id and score"),
        ({"qrels": "query-id\tcorpus-id\tscore\n"}, "qrels/test.tsv judges no text to be relevant; there is nothing to measure"),
        ({"queries": QUERIES[1:]}, "queries.jsonl has no query 'q1', which qrels/test.tsv judges"),
        ({"queries": [{"id": "q1"}]}, "queries.jsonl, line 1: _id is missing; add it"),
        ({"corpus": [*CORPUS, {"_id": "x"}]}, "corpus.jsonl, line 5: text is missing; add it"),
    ],
)  # fmt: skip
def test_a_public_set_that_does_not_hold_together_is_named_by_file(tmp_path: Path, broken: dict[str, Any], said: str):
    folder = public_set(tmp_path / "set", **broken)
    with pytest.raises(AskerError) as refused:
        measure(load_settings(), folder, tmp_path / "home", lambda: 0.0)
    assert str(refused.value) == f"{folder}/{said}"


def test_a_public_set_that_is_not_there_is_named_by_file(tmp_path: Path):
    with pytest.raises(AskerError, match=r"qrels/test\.tsv cannot be read: No such file or directory"):
        measure(load_settings(), tmp_path, tmp_path / "home", lambda: 0.0)
