"""Reads the `when` of a rule. Each test is of a known fact, of a sort the fact takes, with a possible value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from assistant.rules.conditions import TESTS, All, AnyOf, Comparison, Condition, Not
from assistant.rules.facts import NUMERIC, Kind, Known, Value, known_facts
from assistant.rules.profile import nearest
from assistant.rules.values import read_change, read_money, read_months, read_number, read_percent, read_share

_EQUALITY = ("is", "is_not")
_ORDER = ("above", "at_least", "below", "at_most", "between")
_NUMBERS = {
    Kind.MONEY: read_money, Kind.PERCENT: read_percent, Kind.SHARE: read_share, Kind.MONTHS: read_months,
    Kind.NUMBER: read_number,
}  # fmt: skip
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_condition(raw: object) -> Condition:
    """A condition from YAML. Raises ValueError saying what is wrong with it."""
    if not isinstance(raw, dict) or not raw:
        raise ValueError("a condition is 'all:', 'any:', 'not:' or {fact: ..., is: ...}")
    if "fact" in raw:
        return _test(raw)
    if len(raw) != 1:
        raise ValueError(f"a condition has one of all, any, not or fact, and this has {', '.join(map(str, raw))}")
    (word, parts), *_ = raw.items()
    return _nested(word, parts)


def _nested(word: object, parts: object) -> Condition:
    if word == "not":
        return Not(read_condition(parts))
    if word not in ("all", "any"):
        raise ValueError(f"'{word}' is no condition; use all, any, not or fact")
    if not isinstance(parts, list) or not parts:
        raise ValueError(f"'{word}' is a list of conditions")
    read = tuple(read_condition(part) for part in parts)
    return All(read) if word == "all" else AnyOf(read)


def _test(raw: Mapping[Any, Any]) -> Comparison:
    known = _known(raw["fact"])
    names = [name for name in raw if name != "fact"]
    if len(names) != 1 or names[0] not in TESTS:
        found = ", ".join(map(str, names)) or "none"
        raise ValueError(f"a test of {known.name} has one of {', '.join(TESTS)}, and this has {found}")
    name = names[0]
    if name not in _tests_of(known.kind):
        taken = ", ".join(_tests_of(known.kind)) or "no test"
        raise ValueError(f"{known.name} is {known.kind} and takes {taken}, not {name}")
    return Comparison(known.name, name, _against(known, name, raw[name]))


def _known(name: object) -> Known:
    if name not in known_facts():
        raise ValueError(f"there is no fact '{name}'{nearest(str(name), tuple(known_facts()))}")
    return known_facts()[str(name)]


def _tests_of(kind: Kind) -> tuple[str, ...]:
    if kind in NUMERIC:
        return (*_EQUALITY, *_ORDER)
    return {
        Kind.TRUTH: _EQUALITY,
        Kind.DATE: ("is", "before", "from", "between"),
        Kind.WORDS: (),
    }.get(kind, (*_EQUALITY, "one_of"))


def _against(known: Known, test: str, raw: object) -> Value | tuple[Value, ...]:
    if test not in ("one_of", "between"):
        return _value(known, raw)
    if not isinstance(raw, list) or not raw:
        raise ValueError(f"{test} takes a list")
    values = tuple(_value(known, entry) for entry in raw)
    if test == "between":
        _check_range(values)
    return values


def _check_range(values: tuple[Any, ...]) -> None:
    if len(values) != 2 or values[0] > values[1]:
        raise ValueError("between takes the lowest and the highest, both included")


def _value(known: Known, raw: object) -> Value:
    if known.kind is Kind.TRUTH:
        if not isinstance(raw, bool):
            raise ValueError(f"{known.name} is true or false, not '{raw}'")
        return raw
    if known.kind is Kind.DATE:
        if not isinstance(raw, date) or isinstance(raw, datetime):
            raise ValueError(f"{known.name} is a date like 2026-11-20, not '{raw}'")
        return raw
    if known.kind in NUMERIC:
        return _number(known, raw)
    return _word(known, raw)


def _number(known: Known, raw: object) -> Decimal:
    read = read_change if known.name == "modification_value_change_percent" else _NUMBERS[known.kind]
    try:
        return read(raw)
    except ValueError as error:
        raise ValueError(f"{known.name} {error}") from error


def _word(known: Known, raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueError(f"{known.name} is a word, not '{raw}'; put it in quotation marks")
    if known.choices and raw not in known.choices:
        raise ValueError(f"{known.name} is never '{raw}'{nearest(raw, known.choices)}")
    if known.kind is Kind.SUBJECT and not _NAME.fullmatch(raw):
        raise ValueError(f"{known.name} is a name like domiciliary-care, not '{raw}'")
    return raw
