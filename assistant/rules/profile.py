"""The facts of one contract as given. Read with care at the edge; a fact that nobody has given is None."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from assistant.rules.said import Said, pounds
from assistant.rules.values import (
    Change,
    Day,
    Listed,
    Money,
    Months,
    Name,
    Number,
    Percent,
    Share,
    Truth,
    Words,
    or_unknown,
    read_name,
)
from indexer.errors import Refused

_LONG_PAST = timedelta(days=366)
_FAR_AHEAD = timedelta(days=5 * 366)
_SMALL = Decimal(100)


def _one_of(*names: str) -> BeforeValidator:
    def read(value: object) -> str:
        name = read_name(value)
        if name not in names:
            raise ValueError(f"'{name[:40]}' is none of {', '.join(names)}{nearest(name, names)}")
        return name

    return BeforeValidator(read)


def nearest(name: str, names: Mapping[str, Any] | tuple[str, ...]) -> str:
    """'; did you mean ...?' for a name that is close to a right one, and nothing for another."""
    close = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f"; did you mean {close[0]}?" if close else ""


Category = Annotated[Literal["services", "goods", "works", "mixed"], _one_of("services", "goods", "works", "mixed")]
Regime = Annotated[
    Literal["full", "light-touch", "concession", "framework-call-off", "below-threshold"],
    _one_of("full", "light-touch", "concession", "framework-call-off", "below-threshold"),
]
ModificationKind = Annotated[
    Literal[
        "provided-for", "urgency", "unforeseeable", "risk", "additional", "transfer", "defence",
        "substantial", "not-substantial",
    ],
    _one_of(
        "provided-for", "urgency", "unforeseeable", "risk", "additional", "transfer", "defence",
        "substantial", "not-substantial",
    ),
]  # fmt: skip
Size = Annotated[Literal["micro", "small", "medium", "large"], _one_of("micro", "small", "medium", "large")]


@dataclass(frozen=True)
class ContractProfile:
    """The facts of one contract. Money is in pounds, terms in months, weightings in percent of the total score."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    title: Words | None = None
    description: Words | None = None
    category: Category | None = None
    subject: Name | None = None
    value: Money | None = None
    value_includes_vat: Truth | None = None
    term_months: Months | None = None
    extension_months: Months | None = None
    regime: Regime | None = None
    start: Day | None = None
    services_share: Share | None = None
    personal_data: Truth | None = None
    workforce_transfer: Truth | None = None
    subcontracting: Truth | None = None
    local_area: Words | None = None
    priorities: Listed | None = None
    social_value_weighting: Percent | None = None
    measures: Listed | None = None
    live_tender: Truth | None = None

    procurement_start: Day | None = None
    notice_date: Day | None = None
    award_date: Day | None = None
    urgent: Truth | None = None
    urgent_by_own_delay: Truth | None = None
    direct_award: Truth | None = None
    framework: Truth | None = None
    lots: Truth | None = None
    reserved_local: Truth | None = None
    market_engagement: Truth | None = None
    consultation_held: Truth | None = None
    equality_impact_assessed: Truth | None = None

    modification_value_change_percent: Change | None = None
    modification_kind: ModificationKind | None = None
    extension_provided_for: Truth | None = None

    counterparty_term_years: Number | None = None
    counterparty_rated: Truth | None = None
    counterparty_ethical: Truth | None = None
    counterparty_jurisdiction_listed: Truth | None = None
    counterparty_sectors: Listed | None = None

    supplier_size: Size | None = None
    supplier_vcse: Truth | None = None
    supplier_local: Truth | None = None
    supplier_living_wage: Truth | None = None
    supplier_modern_slavery_statement: Truth | None = None
    supplier_registered: Truth | None = None
    supplier_turnover: Money | None = None

    homecare_short_visits: Truth | None = None
    homecare_travel_time_paid: Truth | None = None
    homecare_zero_hours: Truth | None = None
    homecare_sick_pay: Truth | None = None
    homecare_living_wage: Truth | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong with one given fact, in words that follow its name."""

    fact: str
    text: str


class ProfileRefused(Refused):
    """A profile that cannot be, with every problem by the fact it is in."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{problem.fact} {problem.text}" for problem in problems))


@cache
def _adapter() -> TypeAdapter[ContractProfile]:
    return TypeAdapter(ContractProfile)


@cache
def given_names() -> tuple[str, ...]:
    """The names of the facts that may be given, in the order of the profile."""
    return tuple(field.name for field in fields(ContractProfile))


def profile_schema() -> dict[str, Any]:
    """The JSON schema of a profile as it is given."""
    return _adapter().json_schema()


def read_profile(given: Mapping[str, object], as_of: date) -> tuple[ContractProfile, tuple[Said, ...]]:
    """A profile from what was given, and warnings about what is possible but odd on a date.

    Raises ProfileRefused with every problem found: an unknown name, an impossible value, or facts that cannot
    both be true.
    """
    named, problems = _named(given)
    try:
        profile = _adapter().validate_python(named)
    except ValidationError as error:
        problems += [Problem(str(e["loc"][0]), e["msg"].removeprefix("Value error, ")) for e in error.errors()]
        raise ProfileRefused(tuple(problems)) from error
    problems += list(_contradictions(profile))
    if problems:
        raise ProfileRefused(tuple(problems))
    return profile, warnings_of(profile, as_of)


def _named(given: Mapping[str, object]) -> tuple[dict[str, object], list[Problem]]:
    """What was given, under the facts' own names; names that are none are problems."""
    named: dict[str, object] = {}
    problems: list[Problem] = []
    for key, value in given.items():
        name = re.sub(r"[\W_]+", "_", str(key).casefold()).strip("_")
        if name not in given_names():
            problems.append(Problem(str(key)[:80], f"is not a fact of a contract{nearest(name, given_names())}"))
        elif name in named:
            problems.append(Problem(name, "is given twice"))
        else:
            named[name] = or_unknown(value)
    return named, problems


def _contradictions(profile: ContractProfile) -> Iterator[Problem]:
    yield from _contradictions_of_kind(profile)
    yield from _contradictions_of_dates(profile)
    if profile.term_months == 0:
        yield Problem("term_months", "is 0; a contract runs for at least a month")
    if profile.extension_provided_for is False and profile.extension_months:
        yield Problem("extension_months", "cannot be given where extension_provided_for is no")
    if profile.framework and profile.regime == "framework-call-off":
        yield Problem("framework", "is about setting up a framework, and regime says that this calls off from one")


def _contradictions_of_kind(profile: ContractProfile) -> Iterator[Problem]:
    category, share = profile.category, profile.services_share
    if category == "goods" and profile.workforce_transfer:
        yield Problem("workforce_transfer", "cannot be yes for goods: no one's work moves with them; is it mixed?")
    if category in ("goods", "works") and profile.regime == "light-touch":
        yield Problem("regime", f"cannot be light-touch for {category}; only services are light touch")
    if share is None or category is None:
        return
    half = Decimal("0.5")
    if (category == "services" and share <= half) or (category in ("goods", "works") and share > half):
        yield Problem("services_share", f"of {share} does not fit category {category}; is it mixed?")
    if category == "mixed" and share in (0, 1):
        yield Problem("services_share", f"of {share} is not mixed; give the category that it is")


def _contradictions_of_dates(profile: ContractProfile) -> Iterator[Problem]:
    begun, notice, award, start = profile.procurement_start, profile.notice_date, profile.award_date, profile.start
    if begun and start and start < begun:
        yield Problem("start", "is before procurement_start; a contract cannot start before it is bought")
    if notice and award and award < notice:
        yield Problem("award_date", "is before notice_date")
    if begun and award and award < begun:
        yield Problem("award_date", "is before procurement_start")


def warnings_of(profile: ContractProfile, as_of: date) -> tuple[Said, ...]:
    """What is possible but odd in a profile, seen from a date."""
    return tuple(_warnings(profile, as_of))


def _warnings(profile: ContractProfile, as_of: date) -> Iterator[Said]:
    if profile.start and profile.start < as_of - _LONG_PAST:
        yield Said("facts.warning.long_past", {"start": profile.start, "as_of": as_of})
    if profile.start and profile.start > as_of + _FAR_AHEAD:
        yield Said("facts.warning.far_ahead", {"start": profile.start, "as_of": as_of})
    if profile.value is not None and profile.value < _SMALL:
        yield Said("facts.warning.small", {"value": pounds(profile.value)})
    if profile.social_value_weighting is not None and 0 < profile.social_value_weighting < 1:
        yield Said("facts.warning.share", {"percent": str(profile.social_value_weighting)})
