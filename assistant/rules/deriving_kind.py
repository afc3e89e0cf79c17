"""What sort of contract it is: its value with VAT, its term, and what its category and subject make of it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from assistant.rules.deriving import Deriving
from assistant.rules.facts import Fact
from assistant.rules.said import Said, plain, pounds

_PENNY = Decimal("0.01")
_HALF = Decimal("0.5")


def value_with_vat(d: Deriving) -> Fact:
    """The value including VAT, in pounds to the penny."""
    value, includes = d.profile.value, d.profile.value_includes_vat
    if value is None or includes is None:
        return d.unknown("value_with_vat", *d.ungiven("value", "value_includes_vat"))
    if includes:
        return d.known("value_with_vat", value, "given", value=pounds(value))
    rate = d.tables.vat_rate(d.as_of)
    if rate is None:
        return d.not_covered("value_with_vat", d.as_of)
    total = (value * (100 + rate.value) / 100).quantize(_PENNY, ROUND_HALF_UP)
    filling = {"value": pounds(value), "rate": plain(rate.value), "total": pounds(total)}
    return d.known("value_with_vat", total, "added", (rate,), **filling)


def term_with_extensions(d: Deriving) -> Fact:
    """The longest term, in months."""
    term, extension = d.profile.term_months, d.profile.extension_months
    if term is None or extension is None:
        return d.unknown("term_with_extensions", *d.ungiven("term_months", "extension_months"))
    filling = {"term": plain(term), "extension": plain(extension)}
    return d.known("term_with_extensions", term + extension, "added", **filling)


def end(d: Deriving) -> Fact:
    """The last day of the term, extensions left out."""
    start, term = d.profile.start, d.profile.term_months
    if start is None or term is None:
        return d.unknown("end", *d.ungiven("start", "term_months"))
    last = _months_after(start, int(term)) - timedelta(days=1)
    return d.known("end", last, "reckoned", start=start, term=plain(term))


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def services_majority(d: Deriving) -> Fact:
    """Whether services are the greater part by value."""
    name, share, category = "services_majority", d.profile.services_share, d.profile.category
    if share is not None:
        variant = "greater" if share > _HALF else "not_greater"
        return d.known(name, share > _HALF, variant, share=plain(share * 100))
    if category is None:
        return d.unknown(name, "category")
    if category == "mixed":
        return d.unknown(name, "services_share")
    return d.known(name, category == "services", "category", category=Said(f"facts.choice.{category}"))


def goods_only(d: Deriving) -> Fact:
    """Whether the contract is for goods and nothing else."""
    if d.profile.category is None:
        return d.unknown("goods_only", "category")
    category = Said(f"facts.choice.{d.profile.category}")
    return d.known("goods_only", d.profile.category == "goods", "category", category=category)


def light_touch(d: Deriving) -> Fact:
    """Whether it is for light touch services: as given by the regime, else by the subject."""
    name, regime, subject, services = "light_touch", d.profile.regime, d.subject, d.truth("services_majority")
    if regime in ("light-touch", "full"):
        return d.known(name, regime == "light-touch", "given", regime=Said(f"facts.choice.{regime}"))
    if services is False:
        return d.no(name, "not_services")
    if subject is None:
        return d.unknown(name, "regime" if d.profile.subject else "subject")
    if not subject.light_touch:
        return d.no(name, "ordinary", subject=subject.title)
    if services is None:
        return d.waits(name, "services_majority")
    return d.yes(name, "listed", subject=subject.title)


def homecare(d: Deriving) -> Fact:
    """Whether it is for care in people's homes."""
    if d.profile.category in ("goods", "works"):
        category = Said(f"facts.choice.{d.profile.category}")
        return d.no("homecare", "category", category=category)
    if d.subject is None:
        return d.unknown("homecare", "subject")
    if d.subject.homecare and d.profile.category is None:
        return d.unknown("homecare", "category")
    return d.known("homecare", d.subject.homecare, "subject", subject=d.subject.title)


def construction(d: Deriving) -> Fact:
    """Whether it is for building or civil engineering work."""
    if d.profile.category in ("goods", "works"):
        works = d.profile.category == "works"
        return d.known("construction", works, "category", category=Said(f"facts.choice.{d.profile.category}"))
    if d.subject is None or d.profile.category is None:
        return d.unknown("construction", *d.ungiven("category"), *(("subject",) if d.subject is None else ()))
    return d.known("construction", d.subject.construction, "subject", subject=d.subject.title)
