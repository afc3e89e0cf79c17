"""What is promised twice: one measure twice for an activity, measures that exclude each other, values of two editions.

A row that names no activity may be about any, so it is held against every other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.measures.commitment import Commitment
from assistant.measures.licensed_rows import Mend


def double_counted(commitments: Sequence[Commitment]) -> Iterator[Mend]:
    """What may not stand together, by the later row; at most one mend a row for each reason."""
    for at, later in enumerate(commitments):
        earlier = commitments[:at]
        if twice := next((one for one in earlier if _same_measure(one, later)), None):
            yield Mend(later.row, "code", _twice(twice, later))
        if rival := next((one for one in earlier if _exclude(one, later)), None):
            yield Mend(later.row, "code", _rivals(rival, later))
    yield from _two_editions(commitments)


def _same_activity(one: Commitment, other: Commitment) -> bool:
    first, second = one.activity.casefold(), other.activity.casefold()
    return first == second or not first or not second


def _same_measure(one: Commitment, other: Commitment) -> bool:
    same = (one.measure.edition, one.measure.code) == (other.measure.edition, other.measure.code)
    return same and _same_activity(one, other)


def _exclude(one: Commitment, other: Commitment) -> bool:
    first, second = one.measure, other.measure
    rivals = second.code in first.conflicts or first.code in second.conflicts
    return rivals and first.edition == second.edition and _same_activity(one, other)


def _twice(earlier: Commitment, later: Commitment) -> str:
    code = later.measure.code
    if earlier.activity and later.activity:
        return f"{code} is promised for '{later.activity[:40]}' in row {earlier.row} too; add the two together"
    return f"{code} is promised in row {earlier.row} too; add the two together, or say in activity what each is for"


def _rivals(earlier: Commitment, later: Commitment) -> str:
    """Why two measures may not stand together, and the two ways out."""
    pair = f"{later.measure.code} may not be counted with {earlier.measure.code} (row {earlier.row})"
    if earlier.activity and later.activity:
        return f"{pair} for one activity, '{later.activity[:40]}'; keep one of the two"
    return f"{pair} for one activity; say in activity what each is for, or keep one of the two"


def _two_editions(commitments: Sequence[Commitment]) -> Iterator[Mend]:
    """Values of two editions are not added together: their prices and methods differ."""
    valued = [one for one in commitments if one.measure.value]
    for one in valued:
        if one.measure.edition != valued[0].measure.edition:
            yield Mend(
                one.row,
                "code",
                f"{one.measure.code} is valued by edition {one.measure.edition}, and row {valued[0].row} by "
                f"{valued[0].measure.edition}; value the two editions in two files",
            )
