"""Commitments as they come in, and what they are worth, as JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _amount(value: object) -> object:
    """An amount as text, whether it was sent as 90000 or as "£90k"; a truth is neither."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


class Commitments(BaseModel):
    """What is promised, a commitment a row, and how it is to be valued."""

    model_config = ConfigDict(extra="forbid")

    commitments: list[Any] = Field(
        examples=[[{"code": "J1", "quantity": 12.5, "unit": "FTE years", "attribution": 100, "years": 2}]]
    )
    contract_value: Annotated[str | None, BeforeValidator(_amount)] = Field(
        None, description="In pounds, over the whole term.", examples=["£2.4m"]
    )
    discount: Annotated[bool, Field(description="Bring later years to today's worth, at the pack's rate.")] = False


class Promise(BaseModel):
    """A commitment as it was read. `counted` is the quantity after attribution and deadweight."""

    model_config = ConfigDict(populate_by_name=True)

    row: int
    code: str
    edition: str
    title: str
    theme: str
    unit: str
    quantity: float
    attribution: float
    deadweight: float
    counted: float
    years: float | None
    from_: date | None = Field(alias="from")
    until: date | None
    activity: str
    note: str


class UnitValue(BaseModel):
    """What one unit is worth, at the prices of a year, and whose figure that is."""

    amount: float
    edition: str
    source: str
    licence: str
    year: int


class ValuedPromise(Promise):
    """A commitment in pounds. `factor` is what discounting multiplied it by."""

    value: UnitValue
    factor: float
    pounds: float


class ThemePounds(BaseModel):
    """The pounds under one theme."""

    theme: str
    name: str
    pounds: float


class DiscountRate(BaseModel):
    """A yearly rate in real terms, whose it is, and whether it is confirmed."""

    percent: float
    years: int
    first_year_counts_whole: bool
    name: str
    source: str
    confirmed: bool
    note: str


class Valuation(BaseModel):
    """What commitments come to. `total` is null where no measure has a money value; `in_units` is apart from it."""

    edition: str
    total: float | None
    contract_value: float | None
    percent_of_contract_value: float | None
    themes: list[ThemePounds]
    valued: list[ValuedPromise]
    in_units: list[Promise]
    discount: DiscountRate | None
