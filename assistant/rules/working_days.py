"""Working days in England: not a Saturday, a Sunday or a bank holiday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_SATURDAY = 5

# Holidays that a proclamation added, or moved from the day the general rule gives.
_ADDED = {
    2022: (date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)),
    2023: (date(2023, 5, 8),),
    2020: (date(2020, 5, 8),),
}
_MOVED = {2020: date(2020, 5, 4), 2022: date(2022, 5, 30)}


def working_days_from(day: date, count: int) -> date:
    """The day that is `count` working days after a day, or before it where the count is negative; 0 is the day."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether a day is a working day in England."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, by the general rules and the proclamations known."""
    easter = easter_sunday(year)
    by_rule = {
        easter - 2 * _DAY,
        easter + _DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
        *_with_substitutes((date(year, 1, 1),)),
        *_with_substitutes((date(year, 12, 25), date(year, 12, 26))),
    }
    return frozenset((by_rule - {_MOVED.get(year)}) | set(_ADDED.get(year, ())))


def _monday_from(day: date) -> date:
    """The first Monday on or after a day: from the 25th of a month of 31 days, that is its last."""
    return day + _DAY * (-day.weekday() % 7)


def _with_substitutes(days: tuple[date, ...]) -> list[date]:
    """Each holiday, or the next weekday that is none where it falls at a weekend."""
    taken: list[date] = [day for day in days if day.weekday() < _SATURDAY]
    for day in days:
        if day.weekday() < _SATURDAY:
            continue
        while day.weekday() >= _SATURDAY or day in taken:
            day += _DAY
        taken.append(day)
    return taken


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, from the golden number, the century and the paschal full moon."""
    golden = year % 19 + 1
    century = year // 100 + 1
    solar = 3 * century // 4 - 12
    lunar = (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - solar - 10
    epact = (11 * golden + 20 + lunar - solar) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    day = full_moon + 7 - (sunday + full_moon) % 7
    return date(year, 3, 1) + (day - 1) * _DAY
