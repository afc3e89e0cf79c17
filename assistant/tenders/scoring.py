"""The worked example of how social value is scored, reckoned in decimals from the section's own weighting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.rules.said import plain
from assistant.tenders.section import ChosenMeasure, Grid
from assistant.wording import Wording

_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")
_FULL = Decimal(5)
_ILLUSTRATIVE = Decimal(100)


@dataclass(frozen=True)
class Bidder:
    """A bidder of the example: what it offers on each measure as a share of the target, and its narrative's score."""

    name: str
    shares: tuple[Decimal, ...]
    narrative: Decimal

    def share(self, place: int) -> Decimal:
        """Its share of the target of the measure at a place."""
        return self.shares[place % len(self.shares)]


BIDDERS = (
    Bidder("A", (Decimal(1), Decimal("0.5"), Decimal("0.75")), Decimal(4)),
    Bidder("B", (Decimal("0.5"), Decimal(1), Decimal(1)), Decimal(3)),
    Bidder("C", (Decimal("1.5"), Decimal(0), Decimal("0.25")), Decimal(5)),
)


def rounded(marks: Decimal) -> Decimal:
    """Marks to two places, a third figure of 5 or more rounded up; only ever the last step."""
    return marks.quantize(_HUNDREDTH, ROUND_HALF_UP)


def quantity_marks(marks: Decimal, offered: Decimal, target: Decimal) -> Decimal:
    """The marks of a measure for a quantity: in proportion to the target, and never more than the marks there are."""
    return marks * min(Decimal(1), offered / target)


def narrative_marks(marks: Decimal, score: Decimal) -> Decimal:
    """The marks for a narrative's score of 0 to 5."""
    return marks * score / _FULL


def offered_by(bidder: Bidder, place: int, measure: ChosenMeasure) -> Decimal:
    """What a bidder of the example offers, to the tenth that a quantity may have."""
    return (bidder.share(place) * target_of(measure)).quantize(_TENTH, ROUND_HALF_UP)


def target_of(measure: ChosenMeasure) -> Decimal:
    """The target set for a measure, or 100 units to show the arithmetic where none is."""
    return measure.target if measure.target else _ILLUSTRATIVE


def example(
    chosen: Sequence[ChosenMeasure], narrative: Decimal, wording: Wording, refs: tuple[str, ...]
) -> tuple[Grid, ...]:
    """The example's tables: offers and marks where quantities are scored, then the totals."""
    scored = [measure for measure in chosen if measure.marks is not None]
    tables = [
        ("offers", ("measure", "marks", "target"), tuple(_offers(scored))),
        ("marks", ("measure", "marks"), tuple(_marks(scored))),
        ("totals", ("total", "marks"), tuple(_totals(scored, narrative, wording))),
    ]
    return tuple(_grid(name, columns, rows, wording, refs) for name, columns, rows in tables if rows)


def _grid(
    name: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...], wording: Wording, refs: tuple[str, ...]
) -> Grid:
    head = (*(wording.say(f"tender.column.{column}") for column in columns), *_names(wording))
    return Grid(f"example-{name}", wording.say(f"tender.example.{name}"), head, rows, refs, worked_out=True)


def _names(wording: Wording) -> Iterator[str]:
    return (wording.say("tender.example.bidder", name=bidder.name) for bidder in BIDDERS)


def _offers(scored: Iterable[ChosenMeasure]) -> Iterator[tuple[str, ...]]:
    for place, measure in enumerate(scored):
        offers = (plain(offered_by(bidder, place, measure)) for bidder in BIDDERS)
        yield f"{measure.code} {measure.unit}", f"{measure.marks:.2f}", plain(target_of(measure)), *offers


def _marks(scored: Iterable[ChosenMeasure]) -> Iterator[tuple[str, ...]]:
    for place, measure in enumerate(scored):
        marks = (f"{rounded(_earned(bidder, place, measure)):.2f}" for bidder in BIDDERS)
        yield measure.code, f"{measure.marks:.2f}", *marks


def _earned(bidder: Bidder, place: int, measure: ChosenMeasure) -> Decimal:
    return quantity_marks(measure.marks or Decimal(0), offered_by(bidder, place, measure), target_of(measure))


def _totals(scored: Sequence[ChosenMeasure], narrative: Decimal, wording: Wording) -> Iterator[tuple[str, ...]]:
    say = wording.say
    quantities = [sum((_earned(b, place, m) for place, m in enumerate(scored)), Decimal(0)) for b in BIDDERS]
    told = [narrative_marks(narrative, bidder.narrative) for bidder in BIDDERS]
    whole = sum((measure.marks or Decimal(0) for measure in scored), Decimal(0))
    if scored:
        yield say("tender.example.quantities"), f"{whole:.2f}", *(f"{rounded(marks):.2f}" for marks in quantities)
    yield say("tender.example.scores"), f"{_FULL}", *(plain(bidder.narrative) for bidder in BIDDERS)
    yield say("tender.example.narrative"), f"{narrative:.2f}", *(f"{rounded(marks):.2f}" for marks in told)
    sums = (rounded(one + other) for one, other in zip(quantities, told, strict=True))
    yield say("tender.example.sum"), f"{whole + narrative:.2f}", *(f"{total:.2f}" for total in sums)
