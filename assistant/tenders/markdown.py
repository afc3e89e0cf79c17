"""A tender section as Markdown: numbered lines, each with its strength and its sources by address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.checklists.layout import DERIVED_COLUMNS, GIVEN_COLUMNS, fact_cells
from assistant.checklists.markdown import bullets, escaped
from assistant.tenders.layout import GAP_COLUMNS, gap_rows, heading_lines, marks, standing
from assistant.tenders.section import Grid, Line, Part, TenderSection
from assistant.wording import Wording


def as_markdown(section: TenderSection, wording: Wording) -> str:
    """The section as Markdown; nothing that was given can become markup."""
    return "\n".join(_lines(section, wording)) + "\n"


def _lines(section: TenderSection, wording: Wording) -> Iterator[str]:
    yield f"# {escaped(section.title)}"
    yield f"\n**{escaped(standing(section, wording))}**\n"
    yield from bullets(heading_lines(section, wording))
    if section.remarks:
        yield f"\n## {wording.say('tender.remarks')}\n"
        yield from bullets(section.remarks)
    for part in section.parts:
        yield from _part(part, wording)
    yield f"\n## {wording.say('tender.still')}\n"
    rows = tuple(gap_rows(section.gaps, wording))
    head = [wording.say(f"tender.column.{name}") for name in GAP_COLUMNS]
    yield from _table(head, rows) if rows else (wording.say("tender.none_missing"),)
    for name, facts, columns in (
        ("contract", section.profile, GIVEN_COLUMNS),
        ("follows", section.derived, DERIVED_COLUMNS),
    ):
        yield f"\n## {wording.say(f'tender.{name}')}\n"
        head = [wording.say(f"checklist.{column}") for column in columns]
        yield from _table(head, (fact_cells(fact, wording)[: len(columns)] for fact in facts))


def _part(part: Part, wording: Wording) -> Iterator[str]:
    yield f"\n## {part.number} {escaped(part.title)}"
    yield from _numbered(part.lines, wording)
    for grid in part.grids:
        yield from _grid(grid, wording)
    for group in part.groups:
        yield f"\n### {group.number} {escaped(group.title)}"
        yield from _numbered(group.lines, wording)


def _numbered(lines: Iterable[Line], wording: Wording) -> Iterator[str]:
    for line in lines:
        told = f"{marks(line, wording)}: {', '.join(line.refs)}"
        yield f"\n{line.number} {escaped(line.text)} *({escaped(told)})*"


def _grid(grid: Grid, wording: Wording) -> Iterator[str]:
    yield f"\n**{escaped(grid.title)}**\n"
    yield from _table(grid.head, grid.rows)
    yield f"\n*({wording.say('tender.sources')}: {escaped(', '.join(grid.refs))})*"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = [escaped(name) for name in head]
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join(['---'] * len(names))} |"
    yield from (f"| {' | '.join(map(escaped, row))} |" for row in rows)
