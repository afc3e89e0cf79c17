"""The cases of tests/cases/rules, in words a procurement officer can check, against the starter pack's rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.rules.evaluate import Evaluation, evaluate
from assistant.rules.facts import Value
from assistant.rules.profile import read_profile
from assistant.rules.rulebook import Rulebook

FOLDER = Path(__file__).parents[1] / "cases" / "rules"
_PARTS = {"name", "as_of", "profile", "expect"}


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("case", list(_cases()))
def test_a_case(case: dict[str, Any], starter: Rulebook) -> None:
    assert set(case) == _PARTS
    given, _ = read_profile(case["profile"], case["as_of"])
    evaluation = evaluate(starter, given, case["as_of"])
    expect = case["expect"]
    assert set(expect) <= {"facts", "items"}
    assert _facts(evaluation, expect.get("facts", {})) == {
        name: _value(value) for name, value in expect.get("facts", {}).items()
    }
    states = {finding.rule.id: finding.state.value for finding in evaluation.findings}
    assert {id: states[id] for id in expect.get("items", {})} == expect.get("items", {})


def _facts(evaluation: Evaluation, asked: dict[str, Any]) -> dict[str, Value | None]:
    return {name: evaluation.facts[name].value for name in asked}


def _value(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.id for case in _cases()]
    assert len(names) == len(set(names))
