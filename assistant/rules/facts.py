"""What a fact is: its kind, the values it can have, and, once evaluated, its value with the reason for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from assistant.rules.profile import Category, ContractProfile, ModificationKind, Regime, Size, given_names
from assistant.rules.said import Said
from assistant.rules.values import Change, Day, Listed, Money, Months, Name, Number, Percent, Share, Truth, Words
from indexer.model import Ref

Value = bool | Decimal | date | str | tuple[str, ...]


class Kind(StrEnum):
    """What sort of value a fact has, and so which tests it can be put to."""

    TRUTH = "truth"
    CHOICE = "choice"
    SUBJECT = "subject"
    MONEY = "money"
    PERCENT = "percent"
    SHARE = "share"
    MONTHS = "months"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"
    WORDS = "words"


NUMERIC = frozenset({Kind.MONEY, Kind.PERCENT, Kind.SHARE, Kind.MONTHS, Kind.NUMBER})


@dataclass(frozen=True)
class Known:
    """What is known of a fact before any contract: its kind, its choices where it has a fixed set, who gives it."""

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    derived: bool = False


@dataclass(frozen=True)
class Fact:
    """A fact of one contract: its value, or None for unknown; why; what that rests on; what it waits for.

    `needs` names the given facts without which it cannot be known. `confirmed` is False where the law or a figure
    that it rests on is still to be confirmed.
    """

    name: str
    value: Value | None
    because: Said
    refs: tuple[Ref, ...] = ()
    needs: tuple[str, ...] = ()
    confirmed: bool = True


Facts = Mapping[str, Fact]

_KINDS: tuple[tuple[Any, Kind], ...] = (
    (Truth, Kind.TRUTH), (Name, Kind.SUBJECT), (Money, Kind.MONEY), (Percent, Kind.PERCENT), (Change, Kind.PERCENT),
    (Share, Kind.SHARE), (Months, Kind.MONTHS), (Number, Kind.NUMBER), (Day, Kind.DATE), (Listed, Kind.LIST),
    (Words, Kind.WORDS), (Category, Kind.CHOICE), (Regime, Kind.CHOICE), (ModificationKind, Kind.CHOICE),
    (Size, Kind.CHOICE),
)  # fmt: skip

BANDS = ("A", "B", "C", "D", "E")
THRESHOLD_TYPES = ("goods-services", "works", "light-touch", "concession", "light-touch-concession")
_REGIMES: tuple[str, ...] = get_args(get_args(Regime)[0])

DERIVED: tuple[Known, ...] = tuple(
    Known(name, kind, choices, derived=True)
    for name, kind, choices in (
        ("value_with_vat", Kind.MONEY, ()),
        ("term_with_extensions", Kind.MONTHS, ()),
        ("end", Kind.DATE, ()),
        ("services_majority", Kind.TRUTH, ()),
        ("goods_only", Kind.TRUTH, ()),
        ("light_touch", Kind.TRUTH, ()),
        ("homecare", Kind.TRUTH, ()),
        ("construction", Kind.TRUTH, ()),
        ("threshold_type", Kind.CHOICE, THRESHOLD_TYPES),
        ("threshold", Kind.MONEY, ()),
        ("above_threshold", Kind.TRUTH, ()),
        ("regime_worked_out", Kind.CHOICE, _REGIMES),
        ("social_value_act_duty", Kind.TRUTH, ()),
        ("band", Kind.CHOICE, BANDS),
        ("route", Kind.WORDS, ()),
        ("approval", Kind.WORDS, ()),
        ("weighting_least", Kind.PERCENT, ()),
        ("weighting_met", Kind.TRUTH, ()),
        ("measures_most", Kind.NUMBER, ()),
        ("measures_within_limit", Kind.TRUTH, ()),
        ("employment_and_skills_required", Kind.TRUTH, ()),
        ("kpi_duty", Kind.TRUTH, ()),
        ("standstill_mandatory", Kind.TRUTH, ()),
        ("local_reservation_possible", Kind.TRUTH, ()),
        ("decision_report_statement", Kind.TRUTH, ()),
        ("living_wage_condition", Kind.TRUTH, ()),
    )
)


@cache
def known_facts() -> Mapping[str, Known]:
    """Every fact a rule may test, by name: the given ones, then the derived ones."""
    hints = get_type_hints(ContractProfile, include_extras=True)
    given = {name: _known(name, get_args(hints[name])[0]) for name in given_names()}
    return {**given, **{fact.name: fact for fact in DERIVED}}


def _known(name: str, hint: Any) -> Known:
    kind = next(kind for alias, kind in _KINDS if alias == hint)
    return Known(name, kind, get_args(get_args(hint)[0]) if kind is Kind.CHOICE else ())
