from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.answering.answer import Outcome
from assistant.assistant import Assistant
from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from indexer.build import build
from indexer.editions import Editions
from indexer.errors import NotFound
from indexer.model import Audience, Ref, folded
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit

TODAY = date(2026, 11, 20)


def refs(assistant: Assistant, question: str, audience: Audience = Audience.STAFF, as_of: date = TODAY) -> list[str]:
    answer = assistant.ask(question, audience, as_of)
    return [str(c.ref) for statement in answer.statements for c in statement.citations]


def test_a_fact_is_answered_with_the_paragraph_that_says_it(assistant: Assistant):
    answer = assistant.ask("What weighting must a contract of £100,000 carry?", Audience.STAFF, TODAY)
    assert answer.outcome is Outcome.ANSWERED
    assert "at least 10% of the total score" in answer.statements[0].text
    assert str(answer.statements[0].citations[0].ref) == "policy#2.1"


def test_every_quotation_is_word_for_word_in_its_paragraph(assistant: Assistant):
    for question in (
        "What are the five themes of social value?",
        "Who approves a lower weighting?",
        "What is social value?",
    ):
        for statement in assistant.ask(question, Audience.STAFF, TODAY).statements:
            for citation in statement.citations:
                _, paragraph = assistant.paragraph(citation.ref, Audience.STAFF)
                assert folded(citation.quotation) in folded(paragraph.text)
                assert citation.digest == paragraph.digest


def test_a_list_is_given_whole_with_its_lead_in_and_an_address_for_each_item(assistant: Assistant):
    answer = assistant.ask("What are the five themes of social value?", Audience.STAFF, TODAY)
    assert answer.statements[0].text.splitlines() == [
        "The five themes of social value are:",
        "jobs and skills;",
        "growth of local firms;",
        "stronger communities;",
        "the environment;",
        "innovation.",
    ]
    assert refs(assistant, "What are the five themes of social value?") == [
        "policy#3.1", "policy#3.1(a)", "policy#3.1(b)", "policy#3.1(c)", "policy#3.1(d)", "policy#3.1(e)",
    ]  # fmt: skip


def test_what_no_document_says_is_not_covered_and_names_whom_to_ask(assistant: Assistant):
    answer = assistant.ask("What is the weather in Crewe today?", Audience.STAFF, TODAY)
    assert answer.outcome is Outcome.NOT_COVERED
    assert answer.statements == ()
    assert answer.owner in answer.message
    assert answer.owner != ""


def test_a_date_that_no_document_gives_is_not_guessed(assistant: Assistant):
    assert (
        assistant.ask("When does the Social Value Policy expire?", Audience.STAFF, TODAY).outcome is Outcome.NOT_COVERED
    )


def test_another_council_is_not_answered_for(assistant: Assistant):
    answer = assistant.ask("What social value weighting does Manchester use?", Audience.STAFF, TODAY)
    assert answer.outcome is Outcome.NOT_COVERED


def test_the_public_edition_never_answers_from_a_staff_document(assistant: Assistant):
    question = "What is the canary word for staff?"
    assert refs(assistant, question) == ["guide#1.2"]
    answer = assistant.ask(question, Audience.PUBLIC, TODAY)
    assert "heliotrope" not in str(answer.as_json()).replace(question, "")
    assert all(c.ref.document != "guide" for statement in answer.statements for c in statement.citations)
    with pytest.raises(NotFound):
        assistant.paragraph(Ref("guide", "1.2"), Audience.PUBLIC)


def test_a_replaced_document_answers_only_where_none_in_force_does_and_says_so(assistant: Assistant):
    answer = assistant.ask("What was the Golden Trowel award?", Audience.STAFF, TODAY)
    assert answer.outcome is Outcome.SUPERSEDED
    assert answer.statements[0].citations[0].status.value == "superseded"
    assert [notice.kind for notice in answer.notices] == ["superseded"]


def test_what_was_in_force_on_the_date_asked_answers_without_a_notice(assistant: Assistant):
    answer = assistant.ask("What was the Golden Trowel award?", Audience.STAFF, date(2024, 5, 1))
    assert answer.outcome is Outcome.ANSWERED
    assert answer.notices == ()


def test_a_document_not_yet_in_force_does_not_answer(assistant: Assistant):
    assert "policy#2.1" not in refs(
        assistant, "What weighting must a contract of £100,000 carry?", as_of=date(2025, 1, 1)
    )


def test_a_document_past_its_review_says_so(assistant: Assistant):
    answer = assistant.ask("How often must the contract manager report on social value?", Audience.STAFF, TODAY)
    assert [notice.kind for notice in answer.notices] == ["review"]
    assert "1 October 2026" in answer.notices[0].text


@pytest.mark.parametrize(
    ("question", "reason"), [("", "no question"), ("   ", "no question"), ("why " * 100, "longer than 300")]
)
def test_a_question_that_cannot_be_taken_is_refused_with_the_reason(assistant: Assistant, question: str, reason: str):
    answer = assistant.ask(question, Audience.STAFF, TODAY)
    assert answer.outcome is Outcome.REFUSED
    assert reason in answer.message


@pytest.mark.parametrize(
    "question", ["???", "\x00\ud800", "the of and", "🙂" * 50, "<script>alert(1)</script>", '(((("AND NOT *:*']
)
def test_a_strange_question_is_not_covered_and_breaks_nothing(assistant: Assistant, question: str):
    assert assistant.ask(question, Audience.STAFF, TODAY).outcome is Outcome.NOT_COVERED


def test_the_same_question_of_the_same_edition_has_the_same_answer(assistant: Assistant):
    first = assistant.ask("Who approves a lower weighting?", Audience.STAFF, TODAY).as_json()
    second = assistant.ask("Who approves a  lower weighting?", Audience.STAFF, TODAY).as_json()
    assert {**first, "milliseconds": 0} == {**second, "milliseconds": 0}


def test_a_figure_between_two_rows_gets_the_whole_table_and_not_the_nearest_row(assistant: Assistant):
    answer = assistant.ask("Which band is a contract with a value of £64,250 in?", Audience.STAFF, TODAY)
    assert answer.statements[0].text.splitlines() == [
        "The bands are:",
        "Band: C; Value including VAT: £50,000 to under £100,000; Weighting: 5%",
        "Band: D; Value including VAT: £100,000 or more; Weighting: 10%",
    ]


def test_what_is_said_comes_in_the_order_of_the_document(assistant: Assistant):
    cited = refs(assistant, "What weighting must a contract of £100,000 carry and who approves a lower weighting?")
    assert cited == sorted(cited)


def test_a_heading_inside_a_paragraph_is_not_quoted_over(tmp_path: Path, encoder: Path):
    folder = tmp_path / "plain"
    folder.mkdir()
    text = "Hedges report\n\n2.1 Cabinet is asked to adopt a hedges policy as follows:\n\nHEDGES POLICY\n\n"
    (folder / "hedges.txt").write_text(
        text + "Every field must have a hedge of hawthorn.\n\n2.2 The end.\n", encoding="utf-8"
    )
    build(Editions(tmp_path / "home"), read_pack(open_pack(folder), lambda _: None), onnx_kit(encoder))
    plain = make_assistant(load_settings(pack=folder, home=tmp_path / "home"))
    answer = plain.ask("What hedges policy is Cabinet asked to adopt?", Audience.STAFF, TODAY)
    assert [c.quotation for c in answer.statements[0].citations] == [
        "Cabinet is asked to adopt a hedges policy as follows:",
        "Every field must have a hedge of hawthorn.",
    ]
    assert [notice.kind for notice in answer.notices] == ["undated"]


@pytest.mark.parametrize(
    "question",
    [
        "What weighting must a contract carry in 2031?",
        "How many lower weightings did the Head of Procurement approve last year?",
        "What is the weighting of a contract at level 3?",
    ],
)
def test_a_year_a_time_or_a_level_that_no_document_speaks_of_is_not_answered(assistant: Assistant, question: str):
    assert assistant.ask(question, Audience.STAFF, TODAY).outcome is Outcome.NOT_COVERED
