"""Working days in England, held to the bank holidays the government printed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.working_days import bank_holidays, is_working_day, working_days_from


@pytest.mark.parametrize(
    ("year", "printed"),
    [
        (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
        (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
        (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
        (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
        (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
    ],
)
def test_the_bank_holidays_of_england(year: int, printed: str) -> None:
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(year)) == printed.split()


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2027, 4, 1), 20, date(2027, 4, 29)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_holidays_and_weekends_are_not_counted(day: date, count: int, expected: date) -> None:
    assert working_days_from(day, count) == expected


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)), st.integers(1, 60))
def test_counting_on_and_back_comes_home(day: date, count: int) -> None:
    ahead = working_days_from(day, count)
    passed = sum(is_working_day(day + timedelta(days=step)) for step in range(1, (ahead - day).days + 1))
    assert (passed, is_working_day(ahead)) == (count, True)


@given(st.integers(2000, 2100))
def test_every_year_has_at_least_eight_and_none_at_a_weekend(year: int) -> None:
    days = bank_holidays(year)
    assert len(days) >= 8
    assert all(day.weekday() < 5 for day in days)
