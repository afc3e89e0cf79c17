"""The tables of a section that show the measures chosen and what each score for narrative stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.rules.said import plain
from assistant.tenders.section import ChosenMeasure, Grid
from assistant.tenders.texts import Schedule
from assistant.wording import Wording

_COUNTED_BY = ("measures-guidance#7.1", "measures-guidance#7.3")
_CHOSEN_BY = ("measures-guidance#3.3", "measures-guidance#3.4", "measures-guidance#3.5", "sv-policy#5.2")


def measure_grids(chosen: Sequence[ChosenMeasure], wording: Wording) -> Iterator[Grid]:
    """The measures with unit and target; what counts and its evidence; the rules of counting; why each was chosen."""
    if not chosen:
        return
    own = tuple(dict.fromkeys(measure.refs[0] for measure in chosen if measure.refs))
    for id, columns, rows, refs in (
        ("measures", ("measure", "unit", "target", "marks"), [_asked(m, wording) for m in chosen], own),
        ("counts", ("measure", "counts", "evidence"), [_counts(m) for m in chosen], own),
        ("rules", ("measure", "attribution", "conflicts"), [_rules(m, wording) for m in chosen], _COUNTED_BY),
        ("reasons", ("measure", "why"), [(_name(m), " ".join(m.why)) for m in chosen], _CHOSEN_BY),
    ):
        head = tuple(wording.say(f"tender.column.{name}") for name in columns)
        yield Grid(id, wording.say(f"tender.grid.{id}"), head, tuple(rows), refs)


def _name(measure: ChosenMeasure) -> str:
    return f"{measure.code} {measure.title}"


def _asked(measure: ChosenMeasure, wording: Wording) -> tuple[str, ...]:
    target = plain(measure.target) if measure.target is not None else wording.say("tender.to_be_set")
    marks = f"{measure.marks:.2f}" if measure.marks is not None else wording.say("tender.not_scored")
    return _name(measure), measure.unit, target, marks


def _counts(measure: ChosenMeasure) -> tuple[str, ...]:
    return _name(measure), measure.counts, "; ".join(measure.evidence)


def _rules(measure: ChosenMeasure, wording: Wording) -> tuple[str, ...]:
    return _name(measure), measure.attribution, ", ".join(measure.conflicts) or wording.say("facts.value.none")


def score_grid(schedule: Schedule, wording: Wording) -> Grid:
    """What each score for narrative stands for."""
    head = tuple(wording.say(f"tender.column.{name}") for name in ("score", "name", "description"))
    rows = tuple((plain(row.score), row.name, row.text) for row in schedule.scores)
    refs = tuple(str(ref) for ref in schedule.scores_refs)
    return Grid("scores", wording.say("tender.grid.scores"), head, rows, refs)
