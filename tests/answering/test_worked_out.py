"""Questions that give a contract's value are answered by the starter pack's rules."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.answer import Outcome
from assistant.answering.contract_facts import contract_question, load_value_words
from assistant.answering.quotation import stands
from assistant.answering.worked_out import WorkedOut, work_out
from assistant.checklists.desk import Desk
from corpus import STARTER

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.of(STARTER)


def worked(desk: Desk, text: str, as_of: date = TODAY) -> WorkedOut | None:
    question = contract_question(text, load_value_words(STARTER / "wording"))
    return work_out(desk, question, as_of) if question else None


@pytest.mark.parametrize(
    ("question", "ref", "says"),
    [
        ("What social value weighting must a £150,000 contract carry?", "sv-policy#6.6", "Least social value weighting: 10%"),
        ("What weighting for £90k including VAT?", "sv-policy#6.5", "Least social value weighting: 5%"),
        ("Do I need social value in a £150,000 goods contract including VAT?", "sv-policy#6.6", "Least social value weighting: 10%"),
        ("What weighting does a 150k contract need?", "sv-policy#6.6", "Least social value weighting: 10%"),
        ("Does the Act apply to a £300k cleaning contract?", "briefing-thresholds#2.1", "Duty under the Social Value Act: yes"),
        ("Is £180k above the threshold for works?", "briefing-thresholds#2.2", "At or above the threshold: no"),
        ("Is £5.2m above the threshold for a school build?", "briefing-thresholds#2.2", "At or above the threshold: yes"),
        ("Which band is a £64,250 grounds maintenance contract in?", "cpr#8.4", "Value band: C"),
        ("Who approves a £2.4m homecare procurement?", "cpr#9.5", "Approval to start: Procurement Board and Cabinet"),
        ("Is standstill mandatory for a £700k homecare contract?", "briefing-procurement-act#8.3", "Standstill mandatory: no"),
    ],
)  # fmt: skip
def test_a_value_is_answered_by_the_rules_with_the_paragraph_that_says_so(
    desk: Desk, question: str, ref: str, says: str
):
    answer = worked(desk, question)
    assert answer is not None
    assert answer.outcome is Outcome.ANSWERED
    assert ref in [str(c.ref) for statement in answer.statements for c in statement.citations]
    assert says in answer.notices[0].text


def test_what_was_worked_out_is_quoted_word_for_word(desk: Desk):
    answer = worked(desk, "What social value weighting must a £150,000 contract carry?")
    assert answer is not None
    assert all(stands(statement, desk.sources.paragraphs) for statement in answer.statements)


def test_a_value_that_vat_would_carry_over_a_boundary_waits_and_says_both(desk: Desk):
    answer = worked(desk, "What weighting for £90k?")
    assert answer is not None
    assert answer.outcome is Outcome.NEEDS_FACT
    assert answer.statements == ()
    assert "VAT" in answer.message
    assert "5%" in answer.notices[0].text
    assert "10%" in answer.notices[1].text


def test_the_threshold_is_that_of_the_date_asked(desk: Desk):
    question = "Is £210,000 including VAT above the threshold for a cleaning service?"
    before, after = worked(desk, question, date(2025, 12, 31)), worked(desk, question, date(2026, 1, 1))
    assert before is not None
    assert after is not None
    assert "At or above the threshold: no" in before.notices[0].text
    assert "At or above the threshold: yes" in after.notices[0].text


@pytest.mark.parametrize(
    "question",
    [
        "What is the weighting?",  # no value
        "What weighting for £90k and £300k?",  # two
        "What weighting for $90k?",  # not pounds
        "How many KPIs must be published for a contract over £5m?",  # where a rule begins, not a value
        "Is KPI publication needed below GBP 5m?",
        "Who wrote the £90k report?",  # nothing the rules work out
        "How much is £5?",
    ],
)
def test_other_questions_are_left_to_the_search(desk: Desk, question: str):
    assert worked(desk, question) is None
