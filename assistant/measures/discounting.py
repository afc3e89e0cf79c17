"""What a pound of a later year is worth today: the rate is the pack's, and so is what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assistant.measures.catalogue_shapes import MEASURES
from assistant.measures.commitment import WHOLE, Commitment
from assistant.rules.shapes import Figure, Strict, Text, read_shape
from corpus import STARTER

FILE = Path(MEASURES, "discounting", "green-book.yaml")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Discount:
    """A yearly rate in percent, in real terms, for a number of years; whose it is, and whether that is confirmed.

    Money of the contract's first year counts whole where `first_year_counts_whole`, and is discounted by a year
    where not.
    """

    percent: Decimal
    years: int
    first_year_counts_whole: bool
    name: str
    source: str
    confirmed: bool
    note: str


class _Discount(Strict):
    percent: Annotated[Figure, Field(le=100)]
    years: int = Field(ge=1, le=500)
    first_year_counts_whole: bool = True
    name: Text
    source: Text
    confirmed: bool
    note: str = ""


def load_discount(pack: Path) -> Discount:
    """The pack's rate, or the starter pack's where it has none. Raises PackError naming what to mend."""
    own = pack / FILE
    return Discount(**dict(read_shape(own if own.is_file() else STARTER / FILE, _Discount)))


def first_day(commitments: Sequence[Commitment]) -> date | None:
    """The day that the contract's first year begins: the earliest that any commitment names."""
    return min((one.begins for one in commitments if one.begins), default=None)


def factor(commitment: Commitment, start: date | None, discount: Discount) -> Decimal:
    """What the whole of a commitment is multiplied by, from over 0 to 1: its parts year by year, each discounted."""
    rate = 1 + discount.percent / WHOLE
    wait = 0 if discount.first_year_counts_whole else 1
    parts = list(_parts(commitment, start))
    return sum((part / rate ** (year + wait) for year, part in parts), Decimal(0)) / sum(part for _, part in parts)


def last_year(commitment: Commitment, start: date | None) -> int:
    """The last year of the contract, from 1, in which any of a commitment is delivered."""
    return max(year for year, _ in _parts(commitment, start)) + 1


def _parts(commitment: Commitment, start: date | None) -> Iterator[tuple[int, Decimal]]:
    """How much of a commitment falls in each year of the contract, from 0: in days, or in years."""
    begins, until = commitment.begins, commitment.until
    if begins and until:
        yield from _days(begins, until + _ONE_DAY, start or begins)
        return
    left, year = commitment.years or Decimal(1), 0
    while left > 0:
        yield year, min(left, Decimal(1))
        left, year = left - 1, year + 1


def _days(begins: date, end: date, start: date) -> Iterator[tuple[int, Decimal]]:
    year = 0
    while (opens := _later(start, year)) < end:
        days = (min(end, _later(start, year + 1)) - max(begins, opens)).days
        if days > 0:
            yield year, Decimal(days)
        year += 1


def _later(day: date, years: int) -> date:
    """The same day of a later year; the 1st of March stands in for a 29th of February that there is not."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
