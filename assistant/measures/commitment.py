"""A commitment: so many units of a measure, promised for one contract; and the refusal of a set that does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.measures.catalogue import Measure
from assistant.measures.licensed_rows import Mend
from indexer.errors import Refused

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Commitment:
    """A quantity of a measure over the whole term. `attribution` and `deadweight` are percentages from 0 to 100.

    `row` is where it was given. It is delivered evenly over `years` from the start of the contract, or from `begins`
    to `until`, both days included; with none of these, nobody has said when.
    """

    row: int
    measure: Measure
    quantity: Decimal
    attribution: Decimal = WHOLE
    deadweight: Decimal = Decimal(0)
    years: Decimal | None = None
    begins: date | None = None
    until: date | None = None
    activity: str = ""
    note: str = ""

    @property
    def counted(self) -> Decimal:
        """The units that count: this contract's share, without what would have happened in any case."""
        return self.quantity * self.attribution * (WHOLE - self.deadweight) / (WHOLE * WHOLE)

    @property
    def dated(self) -> bool:
        """Whether it is said when it is delivered."""
        return self.years is not None or (self.begins is not None and self.until is not None)


class CommitmentsRefused(Refused):
    """Commitments that are not taken, with everything to mend by its row."""

    def __init__(self, mends: Sequence[Mend]) -> None:
        self.mends = tuple(sorted(mends, key=lambda mend: mend.row))
        super().__init__("; ".join(map(str, self.mends)))
