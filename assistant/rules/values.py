"""How given values are read: money, dates and answers as people write them. Each raises ValueError in plain words."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

_MOST = Decimal(100_000_000_000)
_LONGEST = 2_000
_NOTHING = frozenset({"", "unknown", "not known", "?", "n/k", "tbc"})
_FOREIGN = re.compile(r"[$€¥]|\b(?:usd|eur|euros?|dollars?|yen)\b", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:a|per|each|every)\s+(?:year|annum|month|week)|\bp\.?\s?a\b|/\s*(?:yr|year|month)", re.IGNORECASE
)
_AMOUNT = re.compile(
    r"(?P<minus>-)?\s*(?:£|gbp)?\s*(?P<figures>\d{1,3}(?:,\d{3})+|\d{1,15})(?P<part>\.\d+)?\s*"
    r"(?P<unit>k|m|mn|bn|thousand|million|billion)?\s*(?:pounds|gbp)?",
    re.IGNORECASE,
)
_UNITS = {
    "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000,
    "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_MONTHS = re.compile(r"(?P<count>\d{1,4})\s*(?P<unit>months?|mths?|years?|yrs?)?", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DATE_FORMS = ("%d/%m/%Y", "%d %B %Y", "%d %b %Y")


def or_unknown(value: Any) -> Any:
    """None where nothing was given, however that is written."""
    return None if isinstance(value, str) and value.strip().casefold() in _NOTHING else value


def read_money(value: object) -> Decimal:
    """Pounds, from 90000, '£90k', '90,000' or '2.4m'."""
    amount = _amount_in_words(value) if isinstance(value, str) else _number(value)
    if amount < 0:
        raise ValueError("is less than nothing")
    if amount > _MOST:
        raise ValueError("is more than any council could spend; check the noughts")
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError("is finer than a penny; write it in pounds and pence, like 90,000 or 90,000.50")
    return amount + 0


def _amount_in_words(text: str) -> Decimal:
    if _FOREIGN.search(text):
        raise ValueError(f"'{text}' is not in pounds; give the value in £")
    if _YEARLY.search(text):
        raise ValueError(f"'{text}' is for part of the term; give the value of the whole term with its extensions")
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"'{_short(text)}' is not an amount; write it like 90000, £90,000, £90k or £2.4m")
    unit = _UNITS[found["unit"].casefold()] if found["unit"] else 1
    amount = Decimal(found["figures"].replace(",", "") + (found["part"] or "")) * unit
    return -amount if found["minus"] else amount


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"'{_short(value)}' is not a number")
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError(f"'{value}' is not a number that a contract can have")
    return number


def _plain_number(value: object) -> Decimal:
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            raise ValueError(f"'{_short(value)}' is not a number")
        return Decimal(value.strip())
    return _number(value)


def read_percent(value: object) -> Decimal:
    """A percentage from 0 to 100, from 10, '10' or '10%'."""
    percent = read_change(value)
    if not 0 <= percent <= 100:
        raise ValueError("is a percentage, from 0 to 100")
    return percent


def read_change(value: object) -> Decimal:
    """A percentage that may be below 0 or above 100, as a change may."""
    number = _plain_number(value.strip().removesuffix("%") if isinstance(value, str) else value)
    return _within(number, -1_000, 100_000)


def read_share(value: object) -> Decimal:
    """A share from 0 to 1, from 0.6 or '60%'."""
    if isinstance(value, str) and value.strip().endswith("%"):
        return read_percent(value) / 100
    share = _plain_number(value)
    if not 0 <= share <= 1:
        raise ValueError("is a share, from 0 to 1; write 0.6 or 60%")
    return share


def read_number(value: object) -> Decimal:
    """A number that is not less than 0."""
    return _within(_plain_number(value), 0, 1_000_000)


def read_months(value: object) -> Decimal:
    """Whole months, from 36, '36 months' or '3 years'."""
    if isinstance(value, str):
        found = _MONTHS.fullmatch(value.strip())
        if found is None:
            raise ValueError(f"'{_short(value)}' is not a term; write it in months, like 36")
        years = (found["unit"] or "").casefold().startswith("y")
        return _within(Decimal(found["count"]) * (12 if years else 1), 0, 1_200)
    number = _number(value)
    if number != number.to_integral_value():
        raise ValueError("is in whole months")
    return _within(number, 0, 1_200)


def _within(number: Decimal, low: int, high: int) -> Decimal:
    if not low <= number <= high:
        raise ValueError(f"is from {low:,} to {high:,}")
    return number


def read_truth(value: object) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().casefold() in ("yes", "true", "no", "false"):
        return value.strip().casefold() in ("yes", "true")
    raise ValueError(f"is yes or no, not '{_short(value)}'")


def read_date(value: object) -> date:
    """A date, from 2026-11-20, 20/11/2026 (day first) or 20 November 2026."""
    if isinstance(value, datetime):
        raise ValueError("is a date without a time of day, like 2026-11-20")
    day = value if isinstance(value, date) else _date_in_words(value)
    if not 2000 <= day.year <= 2100:
        raise ValueError("is a date from 2000 to 2100")
    return day


def _date_in_words(value: object) -> date:
    if isinstance(value, str):
        text = value.strip()
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return _iso(text)
        for form in _DATE_FORMS:
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date has no zone
            except ValueError:
                continue
    raise ValueError(f"'{_short(value)}' is not a date; write it like 2026-11-20")


def _iso(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"'{text}' is not a day of the calendar") from error


def read_words(value: object) -> str:
    """Words, with no more than a line break that printing could not take."""
    if not isinstance(value, str):
        raise ValueError(f"is words, not '{_short(value)}'; put it in quotation marks")
    if len(value) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST:,} characters")
    if _UNPRINTABLE.search(value):
        raise ValueError("holds a character that cannot be printed")
    return value.strip()


def read_list(value: object) -> tuple[str, ...]:
    """A list of words, each once, in order of the alphabet so that no order is better than another."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list | tuple) or len(value) > 100:
        raise ValueError("is a list of up to 100 entries")
    return tuple(sorted({read_words(entry) for entry in value} - {""}))


def read_name(value: object) -> str:
    """A name written small with hyphens: 'Light touch' is light-touch."""
    return re.sub(r"[\s_]+", "-", read_words(value).casefold())


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "..."


Money = Annotated[Decimal, BeforeValidator(read_money)]
Percent = Annotated[Decimal, BeforeValidator(read_percent)]
Change = Annotated[Decimal, BeforeValidator(read_change)]
Share = Annotated[Decimal, BeforeValidator(read_share)]
Number = Annotated[Decimal, BeforeValidator(read_number)]
Months = Annotated[Decimal, BeforeValidator(read_months)]
Truth = Annotated[bool, BeforeValidator(read_truth)]
Day = Annotated[date, BeforeValidator(read_date)]
Words = Annotated[str, BeforeValidator(read_words)]
Listed = Annotated[tuple[str, ...], BeforeValidator(read_list)]
Name = Annotated[str, BeforeValidator(read_name)]
