"""A sentence not yet put into words: its key in the pack's wording, and the facts it is filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Names:
    """Facts by name, to be put into words by their labels."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """The sentence at `key`, filled with `facts`.

    A date is put into words, a Said inside is said first, and a string is taken as it stands.
    """

    key: str
    facts: Mapping[str, Said | Names | date | str] = field(default_factory=dict)


def pounds(amount: Decimal) -> str:
    """An amount as people write it: £207,720, or £207,720.50 where there are pence."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def plain(number: Decimal) -> str:
    """A number without idle noughts: 7.5, 10, 1,200."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
