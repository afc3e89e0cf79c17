"""Reads tables.yaml into dated series, and refuses one with a gap or an overlap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from assistant.rules.shapes import Dated, Figure, Strict, Text, Word, read_shape
from assistant.rules.tables import (
    Approval,
    Band,
    MeasuresLimit,
    Route,
    Tables,
    Threshold,
    Wage,
    Weighting,
    faults,
    untiled,
)
from assistant.rules.tables import Figure as FigureRow
from indexer.errors import PackError

_BandName = Literal["A", "B", "C", "D", "E"]
_Edge = Literal["threshold"] | Figure
_ALWAYS = date(2000, 1, 1)


class _Threshold(Dated):
    type: Literal["goods-services", "works", "light-touch", "concession", "light-touch-concession"]
    amount: Figure


class _Band(Dated):
    band: _BandName
    from_value: _Edge
    to_value: _Edge | None


class _Weighting(Dated):
    band: _BandName
    least: Annotated[Figure, Field(le=100)]
    at_least_value: Figure = Decimal(0)


class _MeasuresLimit(Dated):
    band: _BandName
    most: Figure
    employment_and_skills_required: bool


class _Route(Dated):
    band: _BandName | Literal["framework-call-off"]
    route: Text


class _Approval(Dated):
    band: _BandName
    approval: Text
    at_least_value: Figure = Decimal(0)


class _Wage(Dated):
    kind: Word
    age: str = ""
    hourly: Figure


class _Rate(Dated):
    from_: date = Field(_ALWAYS, alias="from")
    percent: Annotated[Figure, Field(le=100)]


class _Figure(Dated):
    name: Word
    value: Figure
    unit: str = ""


def _rates(value: Any) -> Any:
    """A rate of VAT written by itself has always stood."""
    if isinstance(value, int | float):
        return [{"percent": value}]
    return [value] if isinstance(value, dict) else value


class _Tables(Strict):
    thresholds: tuple[_Threshold, ...] = Field(min_length=1)
    bands: tuple[_Band, ...] = Field(min_length=1)
    weightings: tuple[_Weighting, ...] = ()
    measures_limits: tuple[_MeasuresLimit, ...] = ()
    routes: tuple[_Route, ...] = ()
    approvals: tuple[_Approval, ...] = ()
    wages: tuple[_Wage, ...] = ()
    vat_rate: Annotated[tuple[_Rate, ...], BeforeValidator(_rates)]
    figures: tuple[_Figure, ...] = ()


def load_tables(path: Path) -> Tables:
    """Read tables.yaml. Raises PackError naming the row, or the series with a gap or an overlap."""
    raw = read_shape(path, _Tables)
    tables = Tables(
        tuple(Threshold(**_dated(row), type=row.type, amount=row.amount) for row in raw.thresholds),
        tuple(_band(row) for row in raw.bands),
        tuple(
            Weighting(**_dated(row), band=row.band, at_least_value=row.at_least_value, least=row.least)
            for row in raw.weightings
        ),
        tuple(_measures_limit(row) for row in raw.measures_limits),
        tuple(Route(**_dated(row), band=row.band, route=row.route) for row in raw.routes),
        tuple(
            Approval(**_dated(row), band=row.band, at_least_value=row.at_least_value, approval=row.approval)
            for row in raw.approvals
        ),
        tuple(Wage(**_dated(row), kind=row.kind, age=row.age, hourly=row.hourly) for row in raw.wages),
        tuple(FigureRow(**_dated(row), name="vat_rate", value=row.percent, unit="percent") for row in raw.vat_rate),
        tuple(FigureRow(**_dated(row), name=row.name, value=row.value, unit=row.unit) for row in raw.figures),
    )
    for series, fault in _faults(tables):
        raise PackError(path, fault, series)
    return tables


def _dated(row: Dated) -> dict[str, Any]:
    return {
        "begins": row.from_, "until": row.until, "refs": row.refs, "confirmed": row.confirmed, "note": row.note
    }  # fmt: skip


def _band(row: _Band) -> Band:
    lower = None if row.from_value == "threshold" else row.from_value
    upper = None if row.to_value == "threshold" else row.to_value
    return Band(**_dated(row), band=row.band, lower=lower, upper=upper, open=row.to_value is None)


def _measures_limit(row: _MeasuresLimit) -> MeasuresLimit:
    return MeasuresLimit(
        **_dated(row),
        band=row.band,
        most=row.most,
        employment_and_skills_required=row.employment_and_skills_required,
    )


def _faults(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every fault of the series, with the series' name."""
    for name, found in (
        ("thresholds", faults(tables.thresholds, lambda row: row.type)),
        ("bands", faults(tables.bands, lambda row: f"band {row.band}")),
        ("weightings", faults(tables.weightings, lambda row: f"band {row.band} from £{row.at_least_value:,}")),
        ("measures_limits", faults(tables.measures_limits, lambda row: f"band {row.band}")),
        ("routes", faults(tables.routes, lambda row: f"band {row.band}")),
        ("approvals", faults(tables.approvals, lambda row: f"band {row.band} from £{row.at_least_value:,}")),
        ("wages", faults(tables.wages, lambda row: f"{row.kind} {row.age}".strip())),
        ("vat_rate", faults(tables.vat_rates, lambda row: row.name)),
        ("figures", faults(tables.figures, lambda row: row.name)),
        ("bands", untiled(tables.bands)),
    ):
        for fault in found:
            yield name, fault
