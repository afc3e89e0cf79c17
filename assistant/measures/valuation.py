"""What commitments are worth: quantity by value, for the share that counts, over the whole term. Pure and exact.

Each commitment is rounded to the penny, half a penny up, so that what is printed adds up. A measure without a value is
counted in its units, apart from the money.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from assistant.measures.catalogue import Theme, Value
from assistant.measures.commitment import WHOLE, Commitment, CommitmentsRefused
from assistant.measures.discounting import Discount, factor, first_day, last_year
from assistant.measures.double_counting import double_counted
from assistant.measures.licensed_rows import Mend

_PENNY = Decimal("0.01")
_DIGITS = 60


@dataclass(frozen=True)
class Terms:
    """What a valuation is asked with: the contract's value in pounds, and a rate to discount at. Neither need be."""

    contract_value: Decimal | None = None
    discount: Discount | None = None


@dataclass(frozen=True)
class Valued:
    """A commitment in pounds. `factor` is 1 where nothing is discounted."""

    commitment: Commitment
    value: Value
    factor: Decimal
    pounds: Decimal

    def as_json(self) -> dict[str, Any]:
        """The commitment, what a unit is worth and by whom, and the pounds."""
        value = self.value
        return {
            **_common(self.commitment),
            "value": {
                "amount": float(value.amount), "edition": self.commitment.measure.edition, "source": value.source,
                "licence": value.licence, "year": value.year,
            },
            "factor": round(float(self.factor), 6),
            "pounds": float(self.pounds),
        }  # fmt: skip


@dataclass(frozen=True)
class InUnits:
    """A commitment whose measure has no money value."""

    commitment: Commitment

    def as_json(self) -> dict[str, Any]:
        """The commitment in its units."""
        return _common(self.commitment)


@dataclass(frozen=True)
class ThemeTotal:
    """The pounds under one theme."""

    key: str
    name: str
    pounds: Decimal

    def as_json(self) -> dict[str, Any]:
        """The theme's key, its name and its pounds."""
        return {"theme": self.key, "name": self.name, "pounds": float(self.pounds)}


@dataclass(frozen=True)
class Valuation:
    """What a set of commitments comes to. `total` is None where nothing in it has a money value."""

    valued: tuple[Valued, ...]
    in_units: tuple[InUnits, ...]
    themes: tuple[ThemeTotal, ...]
    terms: Terms

    @property
    def total(self) -> Decimal | None:
        """The pounds of every commitment that has a money value."""
        return sum((one.pounds for one in self.valued), Decimal(0)) if self.valued else None

    @property
    def share(self) -> Decimal | None:
        """The total as a percentage of the contract's value, to two places."""
        if self.total is None or not self.terms.contract_value:
            return None
        with localcontext(prec=_DIGITS):
            return _rounded(self.total * WHOLE / self.terms.contract_value)

    @property
    def edition(self) -> str:
        """The edition of the values; '' where there are none."""
        return self.valued[0].commitment.measure.edition if self.valued else ""

    def as_json(self) -> dict[str, Any]:
        """All of it, with money in pounds as numbers."""
        terms = self.terms
        return {
            "edition": self.edition,
            "total": _figure(self.total),
            "contract_value": _figure(terms.contract_value),
            "percent_of_contract_value": _figure(self.share),
            "themes": [theme.as_json() for theme in self.themes],
            "valued": [one.as_json() for one in self.valued],
            "in_units": [one.as_json() for one in self.in_units],
            "discount": terms.discount and {**vars(terms.discount), "percent": float(terms.discount.percent)},
        }


def value_commitments(commitments: Sequence[Commitment], themes: Mapping[str, Theme], terms: Terms) -> Valuation:
    """Value commitments. Raises CommitmentsRefused where something is counted twice, or cannot be discounted."""
    mends = [*double_counted(commitments), *_undated(commitments, terms.discount)]
    if mends:
        raise CommitmentsRefused(mends)
    start = first_day(commitments)
    valued = tuple(_valued(one, one.measure.value, start, terms.discount) for one in commitments if one.measure.value)
    in_units = tuple(InUnits(one) for one in commitments if not one.measure.value)
    return Valuation(valued, in_units, tuple(_by_theme(valued, themes)), terms)


def worth(commitment: Commitment, value: Value) -> Decimal:
    """What a commitment is worth in pounds, exactly, before any discounting."""
    with localcontext(prec=_DIGITS):
        return commitment.counted * value.amount


def _valued(commitment: Commitment, value: Value, start: date | None, discount: Discount | None) -> Valued:
    with localcontext(prec=_DIGITS):
        by = factor(commitment, start, discount) if discount else Decimal(1)
        return Valued(commitment, value, by, _rounded(worth(commitment, value) * by))


def _undated(commitments: Sequence[Commitment], discount: Discount | None) -> Iterator[Mend]:
    """What is worth money and cannot be discounted, because nobody has said when, or the rate does not reach it."""
    start = first_day(commitments)
    for one in commitments if discount else ():
        if not one.measure.value:
            continue
        if not one.dated:
            yield Mend(one.row, "years", "is empty, and discounting turns on it; give years, or from and until")
        elif discount and (last := last_year(one, start)) > discount.years:
            problem = f"reach into year {last} of the contract, and the rate is for {discount.years} years"
            yield Mend(one.row, "years", f"{problem}; mend them, or value without discounting")


def _by_theme(valued: Sequence[Valued], themes: Mapping[str, Theme]) -> Iterator[ThemeTotal]:
    """The themes with anything under them, in the pack's order."""
    for key, theme in themes.items():
        under = [one.pounds for one in valued if one.commitment.measure.theme == key]
        if under:
            yield ThemeTotal(key, theme.name, sum(under, Decimal(0)))


def _common(commitment: Commitment) -> dict[str, Any]:
    measure = commitment.measure
    return {
        "row": commitment.row,
        "code": measure.code,
        "edition": measure.edition,
        "title": measure.title,
        "theme": measure.theme,
        "unit": measure.unit,
        "quantity": float(commitment.quantity),
        "attribution": float(commitment.attribution),
        "deadweight": float(commitment.deadweight),
        "counted": float(commitment.counted),
        "years": _figure(commitment.years),
        "from": commitment.begins and commitment.begins.isoformat(),
        "until": commitment.until and commitment.until.isoformat(),
        "activity": commitment.activity,
        "note": commitment.note,
    }


def _figure(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(_PENNY, ROUND_HALF_UP)
