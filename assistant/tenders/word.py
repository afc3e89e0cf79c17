"""A tender section as a Word file in the pack's own template: numbered clauses, the sources of each as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.shared import Mm
from docx.text.run import Run

from assistant.checklists.layout import DERIVED_COLUMNS, GIVEN_COLUMNS, fact_cells
from assistant.checklists.word import AUTHOR, INITIALS, header_table, keep_whole, open_template, set_widths, settled
from assistant.tenders.layout import GAP_COLUMNS, comment, gap_rows, heading_lines, marks, standing
from assistant.tenders.section import Grid, Line, Part, TenderSection
from assistant.wording import Wording

CLAUSE, MARK, STANDING, TABLE = "Tender Clause", "Tender Source", "Tender Standing", "Checklist Table"
STYLES = ("Title", "Heading 1", "Heading 2", "List Bullet", "Caption", TABLE, CLAUSE, MARK, STANDING)
_WIDE = 170
# How wide the columns of a table are, in parts of the whole, by how many it has.
_PARTS = {2: (3, 7), 3: (3, 4, 3), 4: (4, 2, 2, 2), 5: (2, 2, 2, 2, 2), 6: (2, 4, 2, 2, 5, 2)}
_PARTS_OF = {
    "scores": (1, 2, 7), "counts": (3, 4, 4), "rules": (3, 5, 2), "ratings": (6, 4),
    "indicators": (23, 34, 22, 22, 41, 28), "gaps": (2, 6, 3, 3), "follows": (3, 3, 5, 4),
    "example-offers": (4, 2, 4, 2, 2, 2),
}  # fmt: skip


def as_word(section: TenderSection, wording: Wording, template: Path) -> bytes:
    """The section as the bytes of a .docx, the same for the same section. Raises PackError for a bad template."""
    document = open_template(template, STYLES)
    _set_properties(document, section, wording)
    document.sections[0].header.paragraphs[0].add_run(standing(section, wording))
    document.add_paragraph(section.title, style="Title")
    document.add_paragraph(standing(section, wording), style=STANDING)
    _bullets(document, (*heading_lines(section, wording), *section.remarks))
    for part in section.parts:
        _part(document, part, section, wording)
    _tables(document, section, wording)
    return settled(document)


def _set_properties(document: WordDocument, section: TenderSection, wording: Wording) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = section.title, AUTHOR, AUTHOR
    properties.language = "en-GB" if section.language == "en" else section.language
    properties.subject = standing(section, wording)
    properties.created = properties.modified = datetime.combine(section.as_of, time())
    properties.revision = 1


def _bullets(document: WordDocument, lines: Iterable[str]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _part(document: WordDocument, part: Part, section: TenderSection, wording: Wording) -> None:
    document.add_heading(f"{part.number} {part.title}", 1)
    _clauses(document, part.lines, section, wording)
    for grid in part.grids:
        _grid(document, grid)
    for group in part.groups:
        document.add_heading(f"{group.number} {group.title}", 2)
        _clauses(document, group.lines, section, wording)


def _clauses(document: WordDocument, lines: Iterable[Line], section: TenderSection, wording: Wording) -> None:
    for line in lines:
        paragraph = document.add_paragraph(f"{line.number}\t", style=CLAUSE)
        run = paragraph.add_run(line.text)
        run.bold = line.departure or None
        _comment(document, run, comment(line, wording), section)
        document.add_paragraph(f"{marks(line, wording)}: {', '.join(line.refs)}", style=MARK)


def _comment(document: WordDocument, run: Run, text: str, section: TenderSection) -> None:
    made = document.add_comment(run, text, AUTHOR, INITIALS)
    # python-docx dates a comment by the clock, and offers no other way to say when it was made.
    made._element.date = datetime.combine(section.as_of, time(), UTC)


def _grid(document: WordDocument, grid: Grid) -> None:
    document.add_paragraph(grid.title, style="Caption").paragraph_format.keep_with_next = True
    _table(document, grid.id, grid.head, grid.rows)
    document.add_paragraph(", ".join(grid.refs), style=MARK)


def _table(document: WordDocument, id: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    table = header_table(document, head, TABLE)
    for cells in rows:
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].add_run(text)
        keep_whole(row)
    set_widths(table, tuple(_widths(id, len(head))))


def _widths(id: str, count: int) -> Iterator[Mm]:
    parts = _PARTS_OF.get(id, ())
    parts = parts[:count] if len(parts) >= count else _PARTS.get(count, (1,) * count)
    return (Mm(_WIDE * part / sum(parts)) for part in parts)


def _tables(document: WordDocument, section: TenderSection, wording: Wording) -> None:
    """What is missing, and the facts it was made from: for whoever checks it, and not for bidders."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading(wording.say("tender.still"), 1)
    head = tuple(wording.say(f"tender.column.{name}") for name in GAP_COLUMNS)
    _table(document, "gaps", head, gap_rows(section.gaps, wording))
    for name, facts, columns in (
        ("contract", section.profile, GIVEN_COLUMNS),
        ("follows", section.derived, DERIVED_COLUMNS),
    ):
        document.add_heading(wording.say(f"tender.{name}"), 1)
        head = tuple(wording.say(f"checklist.{column}") for column in columns)
        _table(document, name, head, (fact_cells(fact, wording)[: len(columns)] for fact in facts))
