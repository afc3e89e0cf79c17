"""Pages of strips become printed lines in reading order, each row of a table one line.

Files draw a page in reading order, with rare exceptions, so the order of drawing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer.readers.pdf_columns import column_by_column
from indexer.readers.pdf_rows import Row, hangs, rows_of_strips
from indexer.readers.pdf_strips import Strip
from indexer.readers.pdf_tables import Columns, column_of, columns_of, continues

_STARTS_TEXT = re.compile(r"^(?:\(?[\da-z]{1,3}[.)]|\d+(?:\.\d+)*\s|•)|:$")


@dataclass(frozen=True)
class Printed:
    """A line as printed. A table row has a tab between its cells, and a line break where a cell's text wraps."""

    text: str
    top: float
    bottom: float
    size: float
    bold: bool
    row: bool = False


@dataclass
class Printer:
    """Prints page after page, and remembers the table that a page leaves open."""

    columns: Columns = ()
    header: str = ""
    _lines: list[Printed] = field(default_factory=list)
    _loose: list[Strip] = field(default_factory=list)

    def page(self, strips: Sequence[Strip]) -> list[Printed]:
        """The lines of the next page."""
        self._lines = []
        groups = list(_groups(rows_of_strips(column_by_column(strips))))
        for place, rows in enumerate(groups):
            following = groups[place + 1] if place + 1 < len(groups) else None
            self._take(rows, following)
        self._set_loose()
        return self._lines

    def _take(self, rows: Sequence[Row], following: Sequence[Row] | None) -> None:
        if self._goes_on(rows, following):
            self._table(rows, self.columns)
            return
        self.columns = ()
        if columns := columns_of(rows):
            self._set_loose()
            self._table(rows, columns)
        else:
            self._loose += [strip for row in rows for stack in row for strip in stack]

    def _goes_on(self, rows: Sequence[Row], following: Sequence[Row] | None) -> bool:
        """Whether rows go on with the open table: in its columns, or a title inside it with more of it below."""
        if not self.columns:
            return False
        if len(rows[0]) > 1:
            return not hangs(rows[0], at_edge=True) and continues(rows, self.columns)
        if following is None or len(following[0]) < 2 or hangs(following[0], at_edge=True):
            return False
        title = [strip for stack in rows[0] for strip in stack]
        size = 1.1 * following[0][0][0].size
        inside = len(title) <= 2 and all(s.size <= size and not _STARTS_TEXT.search(s.text) for s in title)
        return inside and continues(following, self.columns)

    def _table(self, rows: Sequence[Row], columns: Columns) -> None:
        """Print the rows of a table; a header that is printed again on the next page is left out there."""
        printed = [_printed_row(row, columns) for row in rows]
        if self.columns and printed[0].text == self.header:
            printed = printed[1:]
        elif not self.columns:
            self.columns, self.header = columns, printed[0].text
        self._lines += printed

    def _set_loose(self) -> None:
        self._lines += _lines(self._loose)
        self._loose = []


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of several cells that follow one another, together; everything else one by one."""
    group: list[Row] = []
    for row in rows:
        if len(row) > 1 and not hangs(row, at_edge=not group):
            group.append(row)
            continue
        yield from _without_last_paragraphs(group)
        yield [row]
        group = []
    yield from _without_last_paragraphs(group)


def _without_last_paragraphs(group: list[Row]) -> Iterator[list[Row]]:
    end = len(group)
    while end and hangs(group[end - 1], at_edge=True):
        end -= 1
    if end:
        yield group[:end]
    yield from ([row] for row in group[end:])


def _printed_row(row: Row, columns: Columns) -> Printed:
    cells = [""] * len(columns)
    for stack in row:
        place = column_of(stack, columns)
        cells[place] = "\n".join(filter(None, [cells[place], *(line.text for line in _lines(stack))]))
    strips = [strip for stack in row for strip in stack]
    return Printed(
        "\t".join(cells),
        top=max(strip.y for strip in strips),
        bottom=min(strip.y for strip in strips),
        size=max(strip.size for strip in strips),
        bold=all(strip.bold for strip in strips),
        row=True,
    )


def _lines(strips: Sequence[Strip]) -> list[Printed]:
    """Strips as lines; those that follow one another on one baseline are one line."""
    merged: list[Strip] = []
    for strip in strips:
        if merged and merged[-1].beside(strip):
            merged[-1] = merged[-1].joined(strip)
        else:
            merged.append(strip)
    return [Printed(s.text, s.y, s.y, s.size, s.bold) for s in merged]
