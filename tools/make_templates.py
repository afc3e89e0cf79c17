"""Makes the starter pack's Word templates, of a checklist and of a tender: python tools/make_templates.py [FOLDER]

A council restyles what this makes in Word; run again, it makes the starter templates anew, to the byte.
"""

from __future__ import annotations

import sys
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from assistant.checklists.word import SMALL, TABLE
from assistant.tenders.word import CLAUSE, MARK, STANDING

_ADOPTED = datetime(2026, 3, 16, 9, 0)  # noqa: DTZ001 - Word's dates have no zone
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_INK, _ACCENT = RGBColor(0x1D, 0x23, 0x27), RGBColor(0x1F, 0x4A, 0x5F)
_CAUTION = RGBColor(0x7A, 0x43, 0x00)
_FONT = "Arial"
# How far a clause hangs from its number, in millimetres.
_HANG = 16
# Sizes in points: the style, its size, the space before and after it.
_SIZES = (
    ("Normal", 11, 0, 6), ("Title", 22, 0, 6), ("Subtitle", 12, 0, 12), ("Heading 1", 15, 14, 6),
    ("Heading 2", 13, 12, 4), ("List Bullet", 11, 0, 2),
)  # fmt: skip


def checklist_template() -> bytes:
    """The template: A4, en-GB, the styles a checklist is set in, a page number at the foot of each page."""
    document = _begun()
    _add_style(document, SMALL, 9, 2, 2)
    return _finished(document, "Checklist")


def tender_template() -> bytes:
    """The template of a tender's section: the same page, with numbered clauses that hang, and their sources small."""
    document = _begun()
    _set_style(document.styles["Caption"], 11, 10, 4)
    document.styles["Caption"].font.bold = True
    clause = _add_style(document, CLAUSE, 11, 4, 0).paragraph_format
    clause.left_indent, clause.first_line_indent = Mm(_HANG), Mm(-_HANG)
    clause.tab_stops.add_tab_stop(Mm(_HANG))
    clause.keep_with_next = True
    _add_style(document, MARK, 8, 0, 4).paragraph_format.left_indent = Mm(_HANG)
    standing = _add_style(document, STANDING, 12, 0, 8)
    standing.font.bold, standing.font.color.rgb = True, _CAUTION
    return _finished(document, "Social value section")


def _begun() -> WordDocument:
    document: WordDocument = Document()
    _set_page(document)
    _set_language(document)
    for name, size, before, after in _SIZES:
        _set_style(document.styles[name], size, before, after)
    return document


def _finished(document: WordDocument, title: str) -> bytes:
    document.styles.element.append(_table_style())
    _add_page_number(document)
    _set_properties(document, title)
    return _settled(document)


def _add_style(document: WordDocument, name: str, size: int, before: int, after: int) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_style(style, size, before, after)
    return style


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _set_language(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _set_style(style: ParagraphStyle, size: int, before: int, after: int) -> None:
    style.font.size, style.font.name = Pt(size), _FONT
    style.font.color.rgb = _ACCENT if style.name.startswith(("Heading", "Title")) else _INK
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _table_style() -> OxmlElement:
    """Ruled rows, and a header row that is told apart by weight and shade and not by colour alone."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="6B757B"/>' for edge in ("top", "bottom", "insideH")
    )
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ChecklistTable">'
        f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr><w:rPr><w:sz w:val="20"/></w:rPr>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders>"
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E6ECEF"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _add_page_number(document: WordDocument) -> None:
    run = document.sections[0].footer.paragraphs[0].add_run()
    for kind in ("begin", "instruction", "end"):
        if kind == "instruction":
            code = OxmlElement("w:instrText")
            code.text = "PAGE"
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _set_properties(document: WordDocument, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "Townclerk", "Townclerk"
    properties.language, properties.comments = "en-GB", ""
    properties.created = properties.modified = _ADOPTED


def _settled(document: WordDocument) -> bytes:
    made, settled = BytesIO(), BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as before, zipfile.ZipFile(settled, "w") as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return settled.getvalue()


def main() -> None:
    """Write the templates into a folder, by default the starter pack's."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "corpus" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in (("checklist.docx", checklist_template()), ("tender.docx", tender_template())):
        (folder / name).write_bytes(made)
        sys.stdout.write(f"{folder / name}\n")


if __name__ == "__main__":
    main()
