"""Which law it falls under: the threshold on the day that decides, which side of it, and what follows."""

from __future__ import annotations

from decimal import Decimal

from assistant.rules.deriving import Deriving, Filling
from assistant.rules.facts import Fact
from assistant.rules.said import Said, plain, pounds
from assistant.rules.tables import Threshold

_SERVICES = ("goods-services", "light-touch")


def threshold_type(d: Deriving) -> Fact:
    """The type of threshold that applies."""
    types, needs = _types(d)
    if len(types) > 1:
        return d.unknown("threshold_type", *needs)
    return d.known("threshold_type", types[0], "only", type=Said(f"facts.type.{types[0]}"))


def _types(d: Deriving) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Every type that it could be, and the facts that would tell which."""
    if d.profile.regime == "concession":
        return _narrowed(d, "concession", "light-touch-concession")
    category, services = d.profile.category, d.truth("services_majority")
    if services or d.truth("light_touch"):
        return _narrowed(d, *_SERVICES)
    if services is False:
        return _types_of_the_rest(d)
    ordinary = ("goods-services", "works")
    types = ordinary if d.truth("light_touch") is False else (*ordinary, "light-touch")
    return types, (("services_share",) if category == "mixed" else ("category",))


def _narrowed(d: Deriving, ordinary: str, light: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    match d.truth("light_touch"):
        case None:
            return (ordinary, light), d.found["light_touch"].needs
        case True:
            return (light,), ()
        case _:
            return (ordinary,), ()


def _types_of_the_rest(d: Deriving) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where services are the lesser part, goods and works have different thresholds: which is the greater?"""
    if d.profile.category == "goods":
        return ("goods-services",), ()
    if d.profile.category == "works" or d.truth("construction"):
        return ("works",), ()
    return ("goods-services", "works"), ("category",)


def threshold(d: Deriving) -> Fact:
    """The threshold that applies, in pounds including VAT."""
    rows = _rows(d)
    if rows is None:
        return d.not_covered("threshold", d.day, "procurement_start")
    if len({row.amount for row in rows}) > 1:
        return d.waits("threshold", "threshold_type")
    row = rows[0]
    filling: dict[str, Filling] = {
        "type": Said(f"facts.type.{row.type}"),
        "amount": pounds(row.amount),
        "basis": d.basis,
    }
    return d.known("threshold", row.amount, "stands", rows, **filling)


def _rows(d: Deriving) -> tuple[Threshold, ...] | None:
    """The thresholds that it could be on the day that decides; None where the tables lack one."""
    rows = [d.tables.threshold(type, d.day) for type in _types(d)[0]]
    return None if None in rows else tuple(row for row in rows if row)


def above_threshold(d: Deriving) -> Fact:
    """Whether the value with VAT reaches the threshold that applies; the same for every one it could be is enough."""
    value, rows = d.number("value_with_vat"), _rows(d)
    if value is None:
        return d.waits("above_threshold", "value_with_vat", "threshold")
    if rows is None:
        return d.not_covered("above_threshold", d.day, "procurement_start")
    low, high = min(row.amount for row in rows), max(row.amount for row in rows)
    if low <= value < high:
        return d.waits("above_threshold", "threshold")
    filling: dict[str, Filling] = {
        "value": pounds(value),
        "threshold": pounds(low if value < low else high),
        "basis": d.basis,
    }
    variant = ("above" if value >= high else "below") + ("_all" if low != high else "")
    return d.known("above_threshold", value >= high, variant, rows, **filling)


def regime_worked_out(d: Deriving) -> Fact:
    """The regime: a call-off or concession as given; otherwise by value and kind, whatever was given."""
    given, above, light = d.profile.regime, d.truth("above_threshold"), d.truth("light_touch")
    if given in ("framework-call-off", "concession") or (given and above is None):
        return _regime(d, given, "given")
    if above is None:
        return d.waits("regime_worked_out", "above_threshold")
    if above and light is None:
        return d.waits("regime_worked_out", "light_touch")
    regime = "below-threshold" if not above else "light-touch" if light else "full"
    if given is None:
        return _regime(d, regime, "worked_out")
    return _regime(d, regime, "agrees" if given == regime or (not above and given == "light-touch") else "differs")


def _regime(d: Deriving, regime: str, variant: str) -> Fact:
    given = Said(f"facts.choice.{d.profile.regime}") if d.profile.regime else ""
    because = d.found["above_threshold"].because
    return d.known(
        "regime_worked_out", regime, variant, regime=Said(f"facts.choice.{regime}"), given=given, because=because
    )


def social_value_act_duty(d: Deriving) -> Fact:
    """Whether the Public Services (Social Value) Act 2012 applies: mainly services, at the ordinary threshold or above.

    Light touch services are held to the same threshold, which is to be confirmed.
    """
    name, value, services = "social_value_act_duty", d.number("value_with_vat"), d.truth("services_majority")
    ordinary = d.tables.threshold("goods-services", d.day)
    if d.profile.regime in ("framework-call-off", "concession"):
        return d.no(name, d.profile.regime)
    if services is False:
        return d.no(name, "not_services")
    if ordinary is None:
        return d.not_covered(name, d.day, "procurement_start")
    filling: dict[str, Filling] = {"threshold": pounds(ordinary.amount), "basis": d.basis}
    if value is not None and value < ordinary.amount:
        return d.no(name, "below", (ordinary,), value=pounds(value), **filling)
    if value is None or services is None:
        return d.waits(name, "services_majority", "value_with_vat")
    doubtful = _only_by_the_lower_trigger(d, value)
    fact = d.yes(name, "light" if doubtful else "applies", (ordinary,), value=pounds(value), **filling)
    return fact if not doubtful else _unconfirmed(fact)


def _only_by_the_lower_trigger(d: Deriving, value: Decimal) -> bool:
    """Light touch services, or what may be, under their own higher threshold."""
    higher = d.tables.threshold("light-touch", d.day)
    return d.truth("light_touch") is not False and (higher is None or value < higher.amount)


def _unconfirmed(fact: Fact) -> Fact:
    return Fact(fact.name, fact.value, fact.because, fact.refs, fact.needs, confirmed=False)


def kpi_duty(d: Deriving) -> Fact:
    """Whether key performance indicators must be set and published."""
    name, value, regime = "kpi_duty", d.number("value_with_vat"), d.word("regime_worked_out")
    figure = d.tables.figure("kpi_value", d.as_of)
    if regime is not None and regime != "full":
        return d.no(name, "regime", (figure,), regime=Said(f"facts.choice.{regime}"))
    if d.profile.framework:
        return d.no(name, "framework", (figure,))
    if figure is None:
        return d.not_covered(name, d.as_of)
    filling: dict[str, Filling] = {"figure": pounds(figure.value)}
    if value is not None and value <= figure.value:
        return d.no(name, "below", (figure,), value=pounds(value), **filling)
    if value is None or regime is None:
        return d.waits(name, "value_with_vat", "regime_worked_out")
    return d.yes(name, "applies", (figure,), value=pounds(value), **filling)


def standstill_mandatory(d: Deriving) -> Fact:
    """Whether the standstill before a contract is made is mandatory."""
    name, above, light = "standstill_mandatory", d.truth("above_threshold"), d.truth("light_touch")
    figure = d.tables.figure("standstill_working_days", d.as_of)
    if d.profile.regime == "framework-call-off":
        return d.no(name, "call_off")
    if light or above is False:
        return d.no(name, "light" if light else "below")
    if above is None or light is None:
        return d.waits(name, "above_threshold", "light_touch")
    if figure is None:
        return d.not_covered(name, d.as_of)
    return d.yes(name, "applies", (figure,), days=plain(figure.value))


def local_reservation_possible(d: Deriving) -> Fact:
    """Whether the competition may be reserved to local suppliers: below the threshold, and since the Order."""
    name, above = "local_reservation_possible", d.truth("above_threshold")
    rows = [row for row in d.tables.figures if row.name == "local_reservation"]
    if above:
        return d.no(name, "above", because=d.found["above_threshold"].because)
    if not rows:
        return d.not_covered(name, d.day)
    row = next((row for row in rows if row.stands(d.day)), None)
    if row is None:
        begins = min(row.begins for row in rows)
        return d.no(name, "too_early", rows, begins=begins, basis=d.basis)
    if above is None:
        return d.waits(name, "above_threshold")
    return d.yes(name, "possible", (row,), begins=row.begins)
