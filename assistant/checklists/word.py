"""A checklist as a Word file, in the pack's own template: tick boxes, header rows, each item's source as a comment."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell, _Row
from docx.text.run import Run

from assistant.checklists.checklist import Checklist, FactLine, Item
from assistant.checklists.layout import (
    DERIVED_COLUMNS,
    GIVEN_COLUMNS,
    cautions,
    due,
    fact_cells,
    heading_lines,
    quoted,
    stages,
    strength,
    wanted_lines,
)
from assistant.rules.evaluate import State
from assistant.wording import Wording
from indexer.errors import PackError

AUTHOR, INITIALS = "Townclerk", "TC"
TABLE, SMALL = "Checklist Table", "Checklist Detail"
STYLES = ("Title", "Subtitle", "Heading 1", "List Bullet", TABLE, SMALL)
_BOX = "☐"
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_FACT_WIDTHS = (Mm(40), Mm(35), Mm(60), Mm(35))
_ITEM_WIDTHS = (Mm(12), Mm(78), Mm(25), Mm(27), Mm(28))


def as_word(checklist: Checklist, wording: Wording, template: Path) -> bytes:
    """The checklist as the bytes of a .docx, the same for the same checklist. Raises PackError for a bad template."""
    document = open_template(template, STYLES)
    _set_properties(document, checklist)
    document.add_paragraph(checklist.title, style="Title")
    document.add_paragraph(checklist.line, style="Subtitle")
    _bullets(document, heading_lines(checklist, wording))
    _section(document, wording.say("checklist.remarks"), checklist.remarks)
    _facts(document, checklist, wording)
    _section(document, wording.say("checklist.wanted"), wanted_lines(checklist, wording))
    asked = tuple(stages(checklist, wording))
    if not asked:
        document.add_paragraph(wording.say("checklist.nothing_asked"))
    for title, items in asked:
        document.add_heading(title, 1)
        _items(document, items, wording, checklist.as_of)
    rest = [f"{item.asks} {' '.join(item.why)}" for item in checklist.in_state(State.DOES_NOT_APPLY)]
    _section(document, wording.say("checklist.not_applying"), rest)
    return settled(document)


def open_template(template: Path, styles: Sequence[str]) -> WordDocument:
    """A template opened, with every style that is to be set in. Raises PackError naming the style it lacks."""
    try:
        document: WordDocument = Document(str(template))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise PackError(template, "cannot be opened as a Word file") from error
    held = {style.name for style in document.styles}
    if missing := [name for name in styles if name not in held]:
        raise PackError(template, f"has no style {missing[0]}; what is made of it is set in {', '.join(styles)}")
    return document


def _set_properties(document: WordDocument, checklist: Checklist) -> None:
    properties = document.core_properties
    made = datetime.combine(checklist.as_of, time())
    properties.title, properties.author, properties.last_modified_by = checklist.title, AUTHOR, AUTHOR
    properties.language = "en-GB" if checklist.language == "en" else checklist.language
    properties.subject = checklist.line
    properties.created = properties.modified = made
    properties.revision = 1


def _section(document: WordDocument, title: str, lines: Iterable[str]) -> None:
    under = list(lines)
    if under:
        document.add_heading(title, 1)
        _bullets(document, under)


def _bullets(document: WordDocument, lines: Iterable[str]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _facts(document: WordDocument, checklist: Checklist, wording: Wording) -> None:
    document.add_heading(wording.say("checklist.contract"), 1)
    if checklist.profile:
        _fact_table(document, checklist.profile, wording, GIVEN_COLUMNS)
    else:
        document.add_paragraph(wording.say("checklist.no_facts"))
    if checklist.derived:
        document.add_heading(wording.say("checklist.follows"), 1)
        _fact_table(document, checklist.derived, wording, DERIVED_COLUMNS)


def _fact_table(document: WordDocument, facts: Iterable[FactLine], wording: Wording, columns: tuple[str, ...]) -> None:
    table = header_table(document, [wording.say(f"checklist.{column}") for column in columns], TABLE)
    for fact in facts:
        row = table.add_row()
        for cell, text in zip(row.cells, fact_cells(fact, wording), strict=False):
            _write(cell, text)
        keep_whole(row)
    set_widths(table, _FACT_WIDTHS)


def _items(document: WordDocument, items: Iterable[Item], wording: Wording, as_of: date) -> None:
    columns = ("done", "item", "who", "due", "evidence")
    table = header_table(document, [wording.say(f"checklist.{column}") for column in columns], TABLE)
    for item in items:
        row = table.add_row()
        done, what, *rest = row.cells
        _write(done, _BOX)
        asks = _ask(what, item, wording)
        for cell, text in zip(rest, (item.who, due(item, wording), item.evidence), strict=True):
            _write(cell, text)
        keep_whole(row)
        _comment(document, asks, item, wording, as_of)
    set_widths(table, _ITEM_WIDTHS)


def _ask(cell: _Cell, item: Item, wording: Wording) -> Run:
    """What is asked, with its reason and cautions under it; the run is what the sources are pinned to."""
    paragraph = cell.paragraphs[0]
    paragraph.add_run(f"{strength(item, wording)}: ").bold = True
    asks = paragraph.add_run(item.asks)
    for caution in cautions(item, wording):
        cell.add_paragraph(style=SMALL).add_run(caution).bold = True
    for line in _under(item, wording):
        cell.add_paragraph(line, style=SMALL)
    return asks


def _under(item: Item, wording: Wording) -> Iterable[str]:
    yield f"{wording.say('checklist.why_label')}: {' '.join(item.why)}"
    if item.note:
        yield f"{wording.say('checklist.note')}: {item.note}"
    if item.overruled_by:
        yield f"{wording.say('checklist.overruled_label')}: {item.overruled_by.why}"


def _comment(document: WordDocument, asks: Run, item: Item, wording: Wording, as_of: date) -> None:
    text = "\n".join(quoted(source, wording) for source in item.sources)
    comment = document.add_comment(asks, text, AUTHOR, INITIALS)
    # python-docx dates a comment by the clock, and offers no other way to say when it was made.
    comment._element.date = datetime.combine(as_of, time(), UTC)


def header_table(document: WordDocument, head: Sequence[str], style: str) -> Table:
    """A table with its header row, which is repeated on every page."""
    table = document.add_table(rows=1, cols=len(head), style=style)
    row = table.rows[0]
    for cell, text in zip(row.cells, head, strict=True):
        _write(cell, text)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    keep_whole(row)
    return table


def _write(cell: _Cell, text: str) -> None:
    cell.paragraphs[0].add_run(text)


def keep_whole(row: _Row) -> None:
    """No row is broken over two pages."""
    properties = row._tr.get_or_add_trPr()
    properties.insert(0, OxmlElement("w:cantSplit"))


def set_widths(table: Table, widths: Sequence[Mm]) -> None:
    """Give each column its width."""
    # Word goes by the cells' widths and LibreOffice by the columns'.
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=False):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = width


def settled(document: WordDocument) -> bytes:
    """The file with every date inside its zip the same, so that it is the same whenever it is made."""
    made, settled = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(settled, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, before.read(name))
    return settled.getvalue()
