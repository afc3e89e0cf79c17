"""A checklist as Markdown, with a task list that other tools can tick."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.checklists.checklist import Checklist, FactLine, Item
from assistant.checklists.layout import (
    DERIVED_COLUMNS,
    GIVEN_COLUMNS,
    cautions,
    details,
    fact_cells,
    heading_lines,
    quoted,
    stages,
    strength,
    wanted_lines,
)
from assistant.rules.evaluate import State
from assistant.wording import Wording

_SPECIAL = re.compile(r"([\\`*_\[\]|<])")


def as_markdown(checklist: Checklist, wording: Wording) -> str:
    """The checklist as Markdown; nothing that was given can become markup."""
    return "\n".join(_lines(checklist, wording)) + "\n"


def escaped(text: str) -> str:
    """Text as Markdown that prints as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(checklist: Checklist, wording: Wording) -> Iterator[str]:
    yield f"# {escaped(checklist.title)}"
    yield f"\n{escaped(checklist.line)}\n"
    yield from bullets(heading_lines(checklist, wording))
    yield from _section(wording.say("checklist.remarks"), bullets(checklist.remarks))
    yield from _facts(checklist, wording)
    yield from _section(wording.say("checklist.wanted"), bullets(wanted_lines(checklist, wording)))
    asked = tuple(stages(checklist, wording))
    if not asked:
        yield f"\n{wording.say('checklist.nothing_asked')}"
    for title, items in asked:
        yield from _section(title, (line for item in items for line in _item(item, wording)))
    rest = (f"{item.asks} {' '.join(item.why)} ({item.rule})" for item in checklist.in_state(State.DOES_NOT_APPLY))
    yield from _section(wording.say("checklist.not_applying"), bullets(rest))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with what is under it; nothing where nothing is."""
    under = list(lines)
    if under:
        yield from (f"\n## {escaped(title)}\n", *under)


def bullets(lines: Iterable[str]) -> Iterator[str]:
    """A list of lines, escaped."""
    return (f"- {escaped(line)}" for line in lines)


def _facts(checklist: Checklist, wording: Wording) -> Iterator[str]:
    given = _table(checklist.profile, wording, GIVEN_COLUMNS) or [wording.say("checklist.no_facts")]
    yield from _section(wording.say("checklist.contract"), given)
    yield from _section(wording.say("checklist.follows"), _table(checklist.derived, wording, DERIVED_COLUMNS))


def _table(facts: Iterable[FactLine], wording: Wording, columns: tuple[str, ...]) -> list[str]:
    rows = [fact_cells(fact, wording)[: len(columns)] for fact in facts]
    if not rows:
        return []
    head = [wording.say(f"checklist.{column}") for column in columns]
    return [_row(head), _row(["---"] * len(columns)), *(_row(map(escaped, row)) for row in rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _item(item: Item, wording: Wording) -> Iterator[str]:
    yield f"- [ ] **{strength(item, wording)}**: {escaped(item.asks)}"
    for caution in cautions(item, wording):
        yield f"  - **{escaped(caution)}**"
    for detail in details(item, wording):
        yield f"  - {detail.label}: {escaped(detail.text)}"
    for source in item.sources:
        yield f"  - {wording.say('checklist.source')}: {escaped(quoted(source, wording))}"
    yield f"  - {wording.say('checklist.rule')}: {item.rule}"
