"""The wording has a sentence for everything that rules and checklists can say, filled with what they give it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given

import assistant.checklists
import assistant.rules
from assistant.checklists.desk import Desk
from assistant.checklists.phrases import Phrases
from assistant.rules.evaluate import evaluate
from assistant.rules.facts import THRESHOLD_TYPES, Kind, known_facts
from assistant.rules.profile import ContractProfile
from assistant.rules.rulebook import STAGES
from assistant.wording import load_wording
from corpus import STARTER
from tests.rules.made_up import PROFILES
from tests.rules.small import TODAY

WORDING = load_wording(STARTER / "wording", "en")


def _asked_for() -> set[str]:
    folders = [Path(package.__file__ or "").parent for package in (assistant.rules, assistant.checklists)]
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.py")]
    whole = r'(?:say|Said)\(\s*"((?:facts|checklist)\.[\w.-]+)"'
    return {key for text in texts for key in re.findall(whole, text)}


def _reasons() -> set[str]:
    """Every reason that a derivation names, as `facts.why.<fact>.<variant>`."""
    return {key for key in WORDING.sentences if key.startswith("facts.why.")}


def test_every_sentence_named_in_the_code_is_in_the_wording() -> None:
    assert _asked_for() - set(WORDING.sentences) == set()
    assert len(_asked_for()) > 40


def test_every_fact_has_a_label_and_every_choice_its_words() -> None:
    needed = {f"facts.label.{name}" for name in known_facts()}
    for name, fact in known_facts().items():
        if fact.kind is Kind.CHOICE and name not in ("band", "threshold_type"):
            needed |= {f"facts.choice.{choice}" for choice in fact.choices}
    needed |= {f"facts.type.{type}" for type in THRESHOLD_TYPES}
    assert needed - set(WORDING.sentences) == set()


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("strength", ("must", "should", "may")),
        ("conditional", ("must", "should", "may")),
        ("stage", STAGES),
        ("overruled", ("authority", "specificity", "date")),
        ("comparison.state", ("applies", "waits", "does not apply")),
    ],
)
def test_every_group_of_words_is_whole(group: str, names: tuple[str, ...]) -> None:
    held = {
        key.removeprefix(f"checklist.{group}.") for key in WORDING.sentences if key.startswith(f"checklist.{group}.")
    }
    assert held == set(names)


@given(PROFILES)
def test_every_reason_can_be_put_into_words(desk: Desk, given: ContractProfile) -> None:
    phrases = Phrases(WORDING, desk.rulebook)
    evaluation = evaluate(desk.rulebook, given, TODAY)
    for fact in evaluation.facts.values():
        said = phrases.reason(fact)
        assert said.endswith(".")
        assert not re.search(r"[{}]|\bNone\b|  ", said)
    assert all(phrases.said(remark) for remark in evaluation.remarks)


def test_no_reason_in_the_wording_is_for_a_fact_that_is_not_there() -> None:
    assert {key.split(".")[2] for key in _reasons()} == {name for name, fact in known_facts().items() if fact.derived}
