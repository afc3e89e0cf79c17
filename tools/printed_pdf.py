"""A document's blocks as a PDF: A4, hanging numbers, running head, page numbers, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from indexer.numbering import Ladder, Mark, annex_at, mark_at
from indexer.readers.blocks import Block

_MARGIN = 25 * mm
_HANG = 36.0  # points from a paragraph's number to its text
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14.5, spaceAfter=7)
_TITLE = ParagraphStyle("title", _BODY, fontName="Helvetica-Bold", fontSize=22, leading=27, spaceAfter=16)
_HEADING = ParagraphStyle(
    "heading", _BODY, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=12, keepWithNext=1
)
_NUMBERED = ParagraphStyle("numbered", _BODY, leftIndent=_HANG, bulletIndent=0, bulletFontSize=11)
_ITEM = ParagraphStyle("item", _BODY, leftIndent=_HANG + 24, bulletIndent=_HANG, bulletFontSize=11, spaceAfter=4)
_INNER = ParagraphStyle("inner", _ITEM, leftIndent=_HANG + 48, bulletIndent=_HANG + 24)
_CELL = ParagraphStyle("cell", _BODY, fontSize=10, leading=12.5, spaceAfter=0)
_HEAD_CELL = ParagraphStyle("head cell", _CELL, fontName="Helvetica-Bold")


def print_pdf(blocks: Sequence[Block]) -> bytes:
    """The PDF of a document whose first block is its title."""
    first = _Printer(blocks, pages=0)
    first.bytes()
    return _Printer(blocks, pages=first.page).bytes()


class _Printer(SimpleDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Lays a document out; `pages` is how many pages it has, known once it was laid out before."""

    def __init__(self, blocks: Sequence[Block], *, pages: int) -> None:
        self._out = BytesIO()
        self._of, self._blocks, self._title = pages, blocks, blocks[0].text
        super().__init__(
            self._out,
            pagesize=A4,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=28 * mm,
            bottomMargin=25 * mm,
            title=self._title,
            author="the Council",
            lang="en-GB",
            displayDocTitle=True,
            invariant=1,
        )

    def bytes(self) -> bytes:
        """The finished file."""
        self.build(list(_story(self._blocks)), onFirstPage=self._edges, onLaterPages=self._edges)
        return self._out.getvalue()

    def _edges(self, canvas: Canvas, _: SimpleDocTemplate) -> None:
        """Draw the running head and the page number."""
        canvas.saveState()
        canvas.setFont("Helvetica", 9)
        canvas.setFillGray(0.35)
        canvas.drawString(_MARGIN, A4[1] - 17 * mm, self._title)
        canvas.drawCentredString(A4[0] / 2, 13 * mm, f"Page {self.page} of {self._of}")
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Put each heading among the bookmarks."""
        if not isinstance(flowable, Paragraph) or flowable.style.name not in ("title", "heading"):
            return
        text = flowable.getPlainText()
        self.canv.bookmarkPage(text)
        self.canv.addOutlineEntry(text, text, level=0 if flowable.style.name == "title" else 1)


def _story(blocks: Sequence[Block]) -> Iterator[Flowable]:
    rows: list[Block] = []
    ladder = Ladder()
    for block in blocks:
        if rows and block.kind != "row":
            yield from _table(rows)
            rows = []
        mark = mark_at(block.text)
        if block.kind == "row":
            rows.append(block)
        elif block.kind == "text" and mark:
            ladder = ladder if mark.kind == "letter" else Ladder()
            yield _numbered(block.text, mark, ladder)
        else:
            yield from _unnumbered(block)
    if rows:
        yield from _table(rows)


def _numbered(text: str, mark: Mark, ladder: Ladder) -> Flowable:
    """A paragraph with its number hanging before it; (a) one step in, (i) two."""
    depth = ladder.climb(mark.number).count("(") if mark.kind == "letter" else 0
    printed = text.removesuffix(mark.rest).strip()
    return Paragraph(escape(mark.rest), (_NUMBERED, _ITEM, _INNER)[min(depth, 2)], bulletText=printed)


def _unnumbered(block: Block) -> Iterator[Flowable]:
    text = escape(block.text)
    if block.kind == "heading":
        if annex_at(block.text):
            yield PageBreak()
        yield Paragraph(text, _TITLE if block.level == 1 else _HEADING)
    elif block.kind == "item":
        yield Paragraph(text, _ITEM, bulletText=block.marker)
    else:
        yield Paragraph(text, _BODY)


def _table(rows: Sequence[Block]) -> Iterator[Flowable]:
    header = [[Paragraph(escape(cell), _HEAD_CELL) for cell in rows[0].header]]
    body = [[Paragraph(escape(cell), _CELL) for cell in row.cells] for row in rows]
    width = A4[0] - 2 * _MARGIN - _HANG
    table = Table(header + body, colWidths=_widths(rows, width), repeatRows=1, hAlign="RIGHT")
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
                ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.9, 0.92, 0.95)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    yield table
    yield Spacer(0, 9)


def _widths(rows: Sequence[Block], width: float) -> list[float]:
    """Column widths by what the columns hold: room for the longest word, the rest by the length of the text."""
    columns = list(zip(*(row.cells for row in rows), rows[0].header, strict=True))
    least = [16 + 6.5 * max(len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    lengths = [sum(len(cell) for cell in column) for column in columns]
    spare = max(0.0, width - sum(least))
    return [few + spare * length / max(1, sum(lengths)) for few, length in zip(least, lengths, strict=True)]
