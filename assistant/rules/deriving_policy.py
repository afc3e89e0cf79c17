"""What the Council's own rules and policy make of it: band, route, approval, weighting, measures, statement, wage."""

from __future__ import annotations

from decimal import Decimal

from assistant.rules.deriving import Deriving
from assistant.rules.facts import Fact
from assistant.rules.said import Said, plain, pounds
from assistant.rules.tables import Band, MeasuresLimit, standing, steps

_LIVING_WAGE_BANDS = ("D", "E")


def band(d: Deriving) -> Fact:
    """The value band."""
    value = d.number("value_with_vat")
    rows = [row for row in d.tables.bands if row.stands(d.as_of)]
    if not rows:
        return d.not_covered("band", d.as_of)
    if value is None:
        return d.waits("band", "value_with_vat")
    if d.truth("above_threshold"):
        return _in_band(d, next(row for row in rows if row.lower is None), value)
    row = next((row for row in rows if row.lower is not None and row.lower <= value and not _over(row, value)), None)
    if row is None or (row.upper is None and d.truth("above_threshold") is None):
        return d.waits("band", "above_threshold")
    return _in_band(d, row, value)


def _over(row: Band, value: Decimal) -> bool:
    return row.upper is not None and value >= row.upper


def _in_band(d: Deriving, row: Band, value: Decimal) -> Fact:
    filling = {"value": pounds(value), "band": row.band}
    if row.lower is None or (row.upper is None and not row.open):
        variant = "at_threshold" if row.lower is None else "under_threshold"
        because = d.found["above_threshold"].because
        return d.known("band", row.band, variant, (row,), because=because, lower=pounds(row.lower or value), **filling)
    if row.upper is None:
        return d.known("band", row.band, "from", (row,), lower=pounds(row.lower), **filling)
    return d.known("band", row.band, "within", (row,), lower=pounds(row.lower), upper=pounds(row.upper), **filling)


def route(d: Deriving) -> Fact:
    """The route: that of the band, or of a call-off."""
    key = "framework-call-off" if d.profile.regime == "framework-call-off" else d.word("band")
    if key is None:
        return d.waits("route", "band")
    row = standing((row for row in d.tables.routes if row.band == key), d.as_of)
    if row is None:
        return d.not_covered("route", d.as_of)
    variant = "call_off" if key == "framework-call-off" else "band"
    return d.known("route", row.route, variant, (row,), band=key)


def approval(d: Deriving) -> Fact:
    """Who approves the start."""
    name, value = d.word("band"), d.number("value_with_vat")
    if name is None or value is None:
        return d.waits("approval", "band")
    reached = [row for row in steps(d.tables.approvals, name, d.as_of) if row.at_least_value <= value]
    if not reached:
        return d.not_covered("approval", d.as_of)
    row = reached[-1]
    variant = "from" if row.at_least_value else "band"
    return d.known("approval", row.approval, variant, (row,), band=name, least=pounds(row.at_least_value))


def weighting_least(d: Deriving) -> Fact:
    """The least social value weighting, in percent of the total score."""
    name, value = d.word("band"), d.number("value_with_vat")
    if name is None or value is None:
        return d.waits("weighting_least", "band")
    reached = [row for row in steps(d.tables.weightings, name, d.as_of) if row.at_least_value <= value]
    if not reached:
        return d.not_covered("weighting_least", d.as_of)
    row = reached[-1]
    variant = "none" if not row.least else "from" if row.at_least_value else "band"
    filling = {"band": name, "least": plain(row.least), "value": pounds(row.at_least_value)}
    return d.known("weighting_least", row.least, variant, (row,), **filling)


def weighting_met(d: Deriving) -> Fact:
    """Whether the weighting given reaches the least."""
    given, least = d.profile.social_value_weighting, d.number("weighting_least")
    if least is None or given is None:
        return d.waits("weighting_met", "social_value_weighting", "weighting_least")
    variant = "met" if given >= least else "not_met"
    return d.known("weighting_met", given >= least, variant, given=plain(given), least=plain(least))


def measures_most(d: Deriving) -> Fact:
    """The most measures that may be asked for."""
    row = _limit(d)
    if row is None:
        return d.waits("measures_most", "band") if d.word("band") is None else d.not_covered("measures_most", d.as_of)
    return d.known("measures_most", row.most, "band", (row,), band=row.band, most=plain(row.most))


def _limit(d: Deriving) -> MeasuresLimit | None:
    return standing((row for row in d.tables.measures_limits if row.band == d.word("band")), d.as_of)


def measures_within_limit(d: Deriving) -> Fact:
    """Whether the measures given are no more than may be asked for."""
    most, given = d.number("measures_most"), d.profile.measures
    if most is None or given is None:
        return d.waits("measures_within_limit", "measures", "measures_most")
    variant = "within" if len(given) <= most else "over"
    filling = {"count": str(len(given)), "most": plain(most)}
    return d.known("measures_within_limit", len(given) <= most, variant, **filling)


def employment_and_skills_required(d: Deriving) -> Fact:
    """Whether one measure must be about employment and skills."""
    name, row = "employment_and_skills_required", _limit(d)
    if d.truth("goods_only"):
        return d.no(name, "goods")
    if row is None:
        return d.waits(name, "band") if d.word("band") is None else d.not_covered(name, d.as_of)
    if not row.employment_and_skills_required:
        return d.no(name, "not_in_band", (row,), band=row.band)
    if d.truth("goods_only") is None:
        return d.waits(name, "goods_only")
    return d.yes(name, "in_band", (row,), band=row.band)


def decision_report_statement(d: Deriving) -> Fact:
    """Whether a decision report must carry a social value statement."""
    name, value = "decision_report_statement", d.number("value_with_vat")
    figure = d.tables.figure("decision_report_value", d.as_of)
    if figure is None:
        return d.not_covered(name, d.as_of)
    if value is None:
        return d.waits(name, "value_with_vat")
    variant = "needed" if value >= figure.value else "not_needed"
    filling = {"value": pounds(value), "figure": pounds(figure.value)}
    return d.known(name, value >= figure.value, variant, (figure,), **filling)


def living_wage_condition(d: Deriving) -> Fact:
    """Whether the Real Living Wage is a condition of the contract where relevant and lawful."""
    name, category, in_band = "living_wage_condition", d.profile.category, d.word("band")
    if category in ("goods", "works"):
        return d.no(name, "category", category=Said(f"facts.choice.{category}"))
    if in_band is not None and in_band not in _LIVING_WAGE_BANDS:
        return d.no(name, "band", band=in_band)
    if category is None or in_band is None:
        return d.waits(name, "category", "band")
    return d.yes(name, "applies", band=in_band, category=Said(f"facts.choice.{category}"))
