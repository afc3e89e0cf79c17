"""Values are read as people write them, and an impossible one is refused in plain words."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules import values
from assistant.rules.said import plain, pounds


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (90000, "90000"), (90000.5, "90000.5"), ("90000", "90000"), ("£90k", "90000"), ("90,000", "90000"),
        ("2.4m", "2400000"), ("£2.4 million", "2400000"), ("GBP 1,250.75", "1250.75"), ("£1bn", "1000000000"),
        (" £ 5,193,000 ", "5193000"), ("12 thousand", "12000"), ("90000 pounds", "90000"), (0, "0"), (-0.0, "0"),
    ],
)  # fmt: skip
def test_money_is_read_as_people_write_it(written: object, amount: str) -> None:
    assert str(values.read_money(written)) in (amount, f"{amount}.0")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("$90k", "'$90k' is not in pounds; give the value in £"),
        ("90,000 €", "'90,000 €' is not in pounds; give the value in £"),
        ("90000 EUR", "'90000 EUR' is not in pounds; give the value in £"),
        ("£30k a year", "'£30k a year' is for part of the term; give the value of the whole term with its extensions"),
        ("£30k pa", "'£30k pa' is for part of the term; give the value of the whole term with its extensions"),
        ("£90k-£100k", "'£90k-£100k' is not an amount; write it like 90000, £90,000, £90k or £2.4m"),
        ("90,00", "'90,00' is not an amount; write it like 90000, £90,000, £90k or £2.4m"),
        ("1e6", "'1e6' is not an amount; write it like 90000, £90,000, £90k or £2.4m"),
        ("90.125", "is finer than a penny; write it in pounds and pence, like 90,000 or 90,000.50"),
        (-1, "is less than nothing"),
        ("-£5", "is less than nothing"),
        (float("nan"), "'nan' is not a number that a contract can have"),
        (float("inf"), "'inf' is not a number that a contract can have"),
        (True, "'True' is not a number"),
        ([90000], "'[90000]' is not a number"),
        (10**400, "is more than any council could spend; check the noughts"),
        ("£900bn", "is more than any council could spend; check the noughts"),
    ],
)  # fmt: skip
def test_money_that_cannot_be_is_refused(written: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        values.read_money(written)
    assert str(refusal.value) == why


@given(st.decimals(min_value=0, max_value=10**11, places=2))
def test_an_amount_we_print_is_read_back_the_same(amount: Decimal) -> None:
    assert values.read_money(pounds(amount)) == amount


@given(st.text(max_size=60))
def test_any_text_is_an_amount_in_range_or_refused(text: str) -> None:
    with suppress(ValueError):
        assert 0 <= values.read_money(text) <= 10**11


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)), ("2026-11-20", date(2026, 11, 20)),
        ("03/04/2026", date(2026, 4, 3)), ("20 November 2026", date(2026, 11, 20)), ("1 Apr 2027", date(2027, 4, 1)),
    ],
)  # fmt: skip
def test_a_date_is_read_with_its_day_first(written: object, day: date) -> None:
    assert values.read_date(written) == day


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2026-02-30", "'2026-02-30' is not a day of the calendar"),
        ("next April", "'next April' is not a date; write it like 2026-11-20"),
        (20260401, "'20260401' is not a date; write it like 2026-11-20"),
        ("1926-04-01", "is a date from 2000 to 2100"),
        (datetime(2026, 4, 1, 9, 0, tzinfo=UTC), "is a date without a time of day, like 2026-11-20"),
    ],
)
def test_a_date_that_cannot_be_is_refused(written: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as refusal:
        values.read_date(written)
    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("reader", "written", "number"),
    [
        (values.read_percent, "7.5%", "7.5"), (values.read_percent, 10, "10"), (values.read_share, "60%", "0.6"),
        (values.read_share, 0.6, "0.6"), (values.read_months, "3 years", "36"), (values.read_months, "18 months", "18"),
        (values.read_months, 36, "36"), (values.read_change, "-5%", "-5"), (values.read_change, 120, "120"),
    ],
)  # fmt: skip
def test_other_numbers_are_read_as_people_write_them(reader: object, written: object, number: str) -> None:
    assert callable(reader)
    assert reader(written) == Decimal(number)


@pytest.mark.parametrize(
    ("reader", "written", "why"),
    [
        (values.read_percent, 101, "is a percentage, from 0 to 100"),
        (values.read_share, 60, "is a share, from 0 to 1; write 0.6 or 60%"),
        (values.read_months, 1.5, "is in whole months"),
        (values.read_months, "until ended", "'until ended' is not a term; write it in months, like 36"),
        (values.read_number, float("nan"), "'nan' is not a number that a contract can have"),
        (values.read_truth, "perhaps", "is yes or no, not 'perhaps'"),
        (values.read_truth, 1, "is yes or no, not '1'"),
        (values.read_words, 2026, "is words, not '2026'; put it in quotation marks"),
        (values.read_words, "a\x00b", "holds a character that cannot be printed"),
        (values.read_words, "x" * 2001, "is longer than 2,000 characters"),
        (values.read_list, {"a": 1}, "is a list of up to 100 entries"),
    ],
)
def test_other_values_that_cannot_be_are_refused(reader: object, written: object, why: str) -> None:
    assert callable(reader)
    with pytest.raises(ValueError, match=r"\w") as refusal:
        reader(written)
    assert str(refusal.value) == why


def test_a_list_has_each_entry_once_and_no_order() -> None:
    assert values.read_list(["jobs", "carbon", "jobs"]) == ("carbon", "jobs")
    assert values.read_list("jobs, carbon") == ("carbon", "jobs")


def test_a_number_is_printed_without_idle_noughts() -> None:
    assert [plain(Decimal(n)) for n in ("7.50", "10", "100", "1200", "0.6")] == ["7.5", "10", "100", "1,200", "0.6"]
