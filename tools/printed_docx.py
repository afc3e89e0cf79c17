"""A document's blocks as a Word file: heading and list styles, numbers that Word counts, tables with header rows."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from indexer.numbering import Ladder, Mark, mark_at
from indexer.readers.blocks import Block

_ADOPTED = datetime(2026, 3, 16, 9, 0)  # noqa: DTZ001 - Word's dates have no zone
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_NUMBERED, _LETTERED, _NESTED = "Numbered Paragraph", "Lettered Item", "Nested Item"
_LEVELS = (
    # style, format, as printed, left edge of the text, room for the number; in twentieths of a point
    ("Heading1", "decimal", "%1", 567, 567),
    ("NumberedParagraph", "decimal", "%1.%2", 709, 709),
    ("LetteredItem", "lowerLetter", "(%3)", 1219, 510),
    ("NestedItem", "lowerRoman", "(%4)", 1729, 510),
)
_ABSTRACT = "90"
_NUM = "90"


def print_docx(blocks: Sequence[Block]) -> bytes:
    """The Word file of a document whose first block is its title."""
    document = Document()
    _set_up(document, blocks[0].text)
    counts = _Counts()
    rows: list[Block] = []
    for block in blocks:
        if rows and block.kind != "row":
            _table(document, rows)
            rows = []
        if block.kind == "row":
            rows.append(block)
        else:
            _paragraph(document, block, counts)
    if rows:
        _table(document, rows)
    return _settled(document)


@dataclass
class _Counts:
    """How far Word has counted, so that a number which Word would not print is typed instead."""

    section: int = 0
    paragraph: int = 0
    ladder: Ladder = field(default_factory=Ladder)

    def style(self, mark: Mark, kind: str) -> str | None:
        """The style in which Word prints this number next, which is then counted; None where it would not."""
        if kind == "heading" and mark.number == str(self.section + 1):
            self.section, self.paragraph, self.ladder = self.section + 1, 0, Ladder()
            return "Heading 1"
        if mark.number == f"{self.section}.{self.paragraph + 1}":
            self.paragraph, self.ladder = self.paragraph + 1, Ladder()
            return _NUMBERED
        if mark.kind != "letter":
            return None
        return (_LETTERED, _NESTED)[min(self.ladder.climb(mark.number).count("("), 2) - 1]


def _paragraph(document: WordDocument, block: Block, counts: _Counts) -> None:
    mark = mark_at(block.text) if block.kind != "item" and block.level != 1 else None
    style = counts.style(mark, block.kind) if mark else None
    if mark and style:
        document.add_paragraph(mark.rest, style=style)
    elif mark:
        printed = block.text.removesuffix(mark.rest).strip()
        _without_number(document.add_paragraph(f"{printed}\t{mark.rest}", style=_NUMBERED))
    elif block.kind == "heading" and block.level > 1:
        _without_number(document.add_paragraph(block.text, style="Heading 1"))
    else:
        style = {"heading": "Title", "item": "List Bullet 2"}.get(block.kind, "Normal")
        document.add_paragraph(block.text, style=style)


def _without_number(paragraph: Paragraph) -> None:
    """Stop Word from numbering a paragraph that prints its own number, or none."""
    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0


def _table(document: WordDocument, rows: Sequence[Block]) -> None:
    table = document.add_table(rows=1, cols=len(rows[0].header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, rows[0].header, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = text
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _set_up(document: WordDocument, title: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, "the Council", "the Council"
    about.language, about.comments, about.revision = "en-GB", "", 1
    about.created = about.modified = _ADOPTED
    _styles(document)
    _numbering(document)


def _styles(document: WordDocument) -> None:
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Arial", Pt(11)
    styles["Normal"].paragraph_format.space_after = Pt(7)
    for name in ("Title", "Heading 1"):
        _in_arial(styles[name])
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for name in (_NUMBERED, _LETTERED, _NESTED):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = styles["Normal"], True
    for depth, name in enumerate(("Heading 1", _NUMBERED, _LETTERED, _NESTED)):
        properties = styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = depth, int(_NUM)


def _in_arial(style: ParagraphStyle) -> None:
    """Set a heading style in Arial; the template's headings follow its theme unless that is taken out."""
    style.font.name = "Arial"
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]


def _numbering(document: WordDocument) -> None:
    """Define the multi-level list that sections, paragraphs and lettered items count in."""
    numbering = document.part.numbering_part.element
    levels = "".join(_level(depth, *level) for depth, level in enumerate(_LEVELS))
    kind = '<w:multiLevelType w:val="multilevel"/>'
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_ABSTRACT}">{kind}{levels}</w:abstractNum>')
    _first_num(numbering).addprevious(abstract)
    pointer = f'<w:abstractNumId w:val="{_ABSTRACT}"/>'
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_NUM}">{pointer}</w:num>'))


def _first_num(numbering: Element) -> Element:
    return numbering.find(qn("w:num"))


def _level(depth: int, style: str, kind: str, text: str, left: int, hanging: int) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _settled(document: WordDocument) -> bytes:
    """The finished file, with the same date on each of its parts whenever it is printed."""
    written, settled = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIPPED), source.read(name), zipfile.ZIP_DEFLATED)
    return settled.getvalue()
