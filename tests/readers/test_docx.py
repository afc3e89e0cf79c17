"""Word: numbers as printed, headings by style, tables with merged cells, notes, changes, text boxes, page breaks."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import UnreadableDocument
from indexer.model import folded
from indexer.outline import outline_of
from indexer.readers import markdown
from indexer.readers.blocks import Block, Reading
from indexer.readers.docx import read
from indexer.readers.ordinals import printed

CORPUS = Path(__file__).parents[2] / "corpus"
W = nsdecls("w")
Make = Callable[[WordDocument], object]


def written(tmp_path: Path, *makes: Make) -> Path:
    document = Document()
    for make in makes:
        make(document)
    document.save(str(tmp_path / "a.docx"))
    return tmp_path / "a.docx"


def paragraph(inside: str, properties: str = "") -> Make:
    """A paragraph from XML: runs, or anything else that may stand in one."""

    def add(document: WordDocument) -> None:
        xml = f"<w:p {nsdecls('w', 'wp', 'a')}><w:pPr>{properties}</w:pPr>{inside}</w:p>"
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")

    return add


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, num: int, level: int = 0) -> Make:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, nums: tuple[tuple[int, str], ...] = ((50, ""),), abstract: int = 50) -> Make:
    """A list definition and the numbers that use it, each with its overrides."""

    def add(document: WordDocument) -> None:
        root = document.part.numbering_part.element
        definition = f'<w:abstractNum {W} w:abstractNumId="{abstract}">{"".join(levels)}</w:abstractNum>'
        root.find(qn("w:num")).addprevious(parse_xml(definition))
        for num, overrides in nums:
            pointer = f'<w:abstractNumId w:val="{abstract}"/>'
            root.append(parse_xml(f'<w:num {W} w:numId="{num}">{pointer}{overrides}</w:num>'))

    return add


LEGAL = (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)"),
         level(3, "lowerRoman", "(%4)"))  # fmt: skip


def markers(path: Path) -> list[str]:
    return [block.marker for block in read(path).blocks]


def texts(path: Path) -> list[str]:
    return [block.text for block in read(path).blocks]


# headings


def test_a_title_ranks_above_heading_1(tmp_path):
    path = written(
        tmp_path, lambda d: d.add_heading("Guide", 0), lambda d: d.add_heading("Bands"), lambda d: d.add_heading("A", 2)
    )
    assert read(path).blocks == tuple(
        Block("heading", text, level=rank) for text, rank in (("Guide", 1), ("Bands", 2), ("A", 3))
    )


def test_heading_1_is_the_title_where_there_is_no_other(tmp_path):
    assert read(written(tmp_path, lambda d: d.add_heading("Guide"))).blocks == (Block("heading", "Guide", level=1),)


def test_a_style_based_on_a_heading_is_a_heading(tmp_path):
    def add(document: WordDocument) -> None:
        document.styles.add_style("Council heading", 1).base_style = document.styles["Heading 2"]
        document.add_paragraph("Records", style="Council heading")

    assert read(written(tmp_path, add)).blocks == (Block("heading", "Records", level=2),)


def test_an_outline_level_makes_a_heading(tmp_path):
    path = written(tmp_path, paragraph(run("Records"), '<w:outlineLvl w:val="1"/>'))
    assert read(path).blocks == (Block("heading", "Records", level=2),)


def test_a_whole_clause_in_a_heading_style_is_no_heading(tmp_path):
    assert read(written(tmp_path, lambda d: d.add_heading("word " * 31, 2))).blocks[0].kind == "text"


def test_a_bold_line_is_taken_for_a_heading_only_where_there_are_no_styles(tmp_path):
    bold = paragraph(run("Records", "<w:b/>"))
    text = paragraph(run("Keep them."))
    assert read(written(tmp_path, bold, text)).blocks[0] == Block("heading", "Records", level=2, sure=False)
    styled = read(written(tmp_path, lambda d: d.add_heading("Guide"), bold, text)).blocks
    assert styled[1] == Block("text", "Records")


def test_a_contents_list_is_left_out(tmp_path):
    def add(document: WordDocument) -> None:
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("1 Purpose 3", style="toc 1")
        document.add_paragraph("Text.")

    assert texts(written(tmp_path, add)) == ["Text."]


# numbers


def test_levels_count_as_printed(tmp_path):
    path = written(
        tmp_path,
        numbering(*LEGAL),
        *(numbered("x", 50, depth) for depth in (0, 1, 1, 2, 2, 3, 3, 2, 1, 0, 1, 2)),
    )
    assert markers(path) == ["1", "1.1", "1.2", "(a)", "(b)", "(i)", "(ii)", "(c)", "1.3", "2", "2.1", "(a)"]


def test_an_items_level_is_its_depth(tmp_path):
    path = written(tmp_path, numbering(*LEGAL), *(numbered("x", 50, depth) for depth in (0, 1, 2)))
    assert [block.level for block in read(path).blocks] == [0, 1, 2]


def test_two_numbers_of_one_definition_count_on_and_an_override_begins_anew(tmp_path):
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    path = written(
        tmp_path,
        numbering(level(0, "decimal", "%1."), nums=((50, ""), (51, ""), (52, anew))),
        *(numbered("x", num) for num in (50, 50, 51, 52, 52)),
    )
    assert markers(path) == ["1.", "2.", "3.", "1.", "2."]


def test_a_level_that_never_restarts_counts_on(tmp_path):
    path = written(
        tmp_path,
        numbering(level(0, "upperLetter", "Part %1"), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
        *(numbered("x", 50, depth) for depth in (0, 1, 1, 0, 1)),
    )
    assert markers(path) == ["Part A", "1.", "2.", "Part B", "3."]


def test_a_legal_level_prints_its_parents_in_figures(tmp_path):
    path = written(
        tmp_path,
        numbering(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
        *(numbered("x", 50, depth) for depth in (0, 0, 1)),
    )
    assert markers(path) == ["I", "II", "2.1"]


def test_a_level_met_before_its_parent_counts_the_parent_as_one(tmp_path):
    assert markers(written(tmp_path, numbering(*LEGAL), numbered("x", 50, 1))) == ["1.1"]


def test_a_numbered_heading_style_has_its_number_in_the_text(tmp_path):
    def add(document: WordDocument) -> None:
        for name, depth in (("Heading 1", 0), ("Heading 2", 1)):
            properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = 50
            properties.get_or_add_ilvl().val = depth
        document.add_heading("Purpose", 1)
        document.add_heading("Scope", 2)
        document.add_heading("Bands", 1)

    assert texts(written(tmp_path, numbering(*LEGAL), add)) == ["1 Purpose", "1.1 Scope", "2 Bands"]


def test_a_style_finds_its_level_by_its_name_in_the_list(tmp_path):
    def add(document: WordDocument) -> None:
        style = document.styles.add_style("Clause", 1)
        style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 50
        document.add_paragraph("x", style="Clause")

    clause = level(1, "decimal", "%1.%2", '<w:pStyle w:val="Clause"/>')
    path = written(tmp_path, numbering(level(0, "decimal", "%1"), clause), numbered("x", 50), add)
    assert markers(path) == ["1", "1.1"]


def test_number_zero_takes_a_styles_number_away(tmp_path):
    def add(document: WordDocument) -> None:
        document.add_paragraph("one", style="List Number")
        plain = document.add_paragraph("plain", style="List Number")
        plain._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 0
        document.add_paragraph("two", style="List Number")

    assert markers(written(tmp_path, add)) == ["1.", "", "2."]


def test_an_empty_numbered_paragraph_uses_up_its_number(tmp_path):
    path = written(tmp_path, numbering(*LEGAL), numbered("x", 50), numbered("", 50), numbered("y", 50))
    assert markers(path) == ["1", "3"]


def test_bullets_of_every_kind_are_one_marker(tmp_path):
    path = written(
        tmp_path,
        numbering(level(0, "bullet", "\uf0b7"), level(1, "bullet", "o")),
        numbered("automatic", 50),
        numbered("inner", 50, 1),
        paragraph(run("• typed")),
        lambda d: d.add_paragraph("styled", style="List Bullet 2"),
    )
    assert [(b.marker, b.text, b.level) for b in read(path).blocks] == [
        ("•", "automatic", 0),
        ("•", "inner", 1),
        ("•", "typed", 0),
        ("•", "styled", 1),
    ]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (28, "lowerLetter", "bb"),
        (3, "upperLetter", "C"),
        (1_994, "lowerRoman", "mcmxciv"),
        (4, "upperRoman", "IV"),
        (7, "decimalZero", "07"),
        (22, "ordinal", "22nd"),
        (12, "ordinal", "12th"),
        (2, "cardinalText", "Two"),
        (3, "ordinalText", "Third"),
        (5, "none", ""),
        (0, "lowerRoman", "0"),
        (10**9, "upperLetter", "1000000000"),
        (6, "chineseCounting", "6"),
    ],
)
def test_a_number_is_printed_in_its_style(value, kind, text):
    assert printed(value, kind) == text


# tables


def table(*rows: tuple[str, ...], header: bool = False) -> Make:
    def add(document: WordDocument) -> None:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        if header:
            made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

    return add


def test_a_row_has_its_cells_and_the_tables_header(tmp_path):
    path = written(tmp_path, table(("Band", "Value"), ("A", "under £10,000"), ("B", "more")))
    assert read(path).blocks == (
        Block("row", "", cells=("A", "under £10,000"), header=("Band", "Value")),
        Block("row", "", cells=("B", "more"), header=("Band", "Value")),
    )


def test_a_marked_header_may_be_long(tmp_path):
    long = "What the supplier must send to the Council. Every year:"
    path = written(tmp_path, table(("Band", long), ("A", "nothing"), header=True))
    assert read(path).blocks == (Block("row", "", cells=("A", "nothing"), header=("Band", long)),)


def test_a_merged_cell_has_its_text_once_and_the_others_keep_their_columns(tmp_path):
    def add(document: WordDocument) -> None:
        made = document.add_table(rows=3, cols=3)
        for row, cells in zip(made.rows, (("Band", "Value", "Route"), ("A", "x", "one"), ("", "y", "")), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        made.cell(1, 0).merge(made.cell(2, 0))
        made.cell(2, 1).merge(made.cell(2, 2))

    assert [block.cells for block in read(written(tmp_path, add)).blocks] == [("A", "x", "one"), ("", "y", "")]


def test_a_table_inside_a_cell_follows_its_row(tmp_path):
    def add(document: WordDocument) -> None:
        made = document.add_table(rows=2, cols=2)
        for cell, text in zip(made._cells, ("Band", "Value", "A", "outer"), strict=True):
            cell.text = text
        inner = made.cell(1, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "inner", "£5"

    blocks = read(written(tmp_path, add)).blocks
    assert [block.cells for block in blocks] == [("A", "outer"), ("inner", "£5")]


def test_a_frame_of_one_cell_is_text(tmp_path):
    assert read(written(tmp_path, table(("Note this.",)))).blocks == (Block("text", "Note this."),)


def test_a_list_in_a_cell_keeps_its_markers(tmp_path):
    def add(document: WordDocument) -> None:
        made = document.add_table(rows=1, cols=2)
        made.cell(0, 0).text = "Send"
        made.cell(0, 1).paragraphs[0].style = "List Bullet"
        made.cell(0, 1).paragraphs[0].add_run("a plan")
        made.cell(0, 1).add_paragraph("a report", style="List Bullet")

    assert read(written(tmp_path, add)).blocks[0].cells == ("Send", "• a plan • a report")


def test_a_deleted_row_is_left_out(tmp_path):
    def add(document: WordDocument) -> None:
        table(("Band", "Value"), ("A", "one"), ("B", "two"))(document)
        document.tables[0].rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    assert [block.cells for block in read(written(tmp_path, add)).blocks] == [("B", "two")]


# notes


def notes(kind: str, **texts_by_id: str) -> Make:
    """A notes part, with the line that Word draws above notes as its first entry."""

    def add(document: WordDocument) -> None:
        line = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:{kind}>'
        each = "".join(
            f'<w:{kind} w:id="{key[1:]}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + text)}</w:p></w:{kind}>'
            for key, text in texts_by_id.items()
        )
        blob = f"<w:{kind}s {W}>{line}{each}</w:{kind}s>".encode()
        package = document.part.package
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), content, blob, package)
        document.part.relate_to(part, RT.FOOTNOTES if kind == "footnote" else RT.ENDNOTES)

    return add


def reference(kind: str, key: int) -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def test_a_footnote_follows_the_paragraph_that_refers_to_it(tmp_path):
    path = written(
        tmp_path,
        notes("footnote", n7="The Act of 2012.", n8="As amended."),
        paragraph(run("One") + reference("footnote", 8) + run(" and two") + reference("footnote", 7) + run(".")),
        paragraph(run("Next.")),
    )
    assert [(block.kind, block.text) for block in read(path).blocks] == [
        ("text", "One and two."),
        ("note", "1 As amended."),
        ("note", "2 The Act of 2012."),
        ("text", "Next."),
    ]


def test_endnotes_are_counted_apart_in_roman(tmp_path):
    path = written(
        tmp_path,
        notes("endnote", n1="At the end."),
        paragraph(run("One") + reference("endnote", 1)),
    )
    assert texts(path) == ["One", "i At the end."]


def test_a_note_that_a_table_refers_to_follows_its_row(tmp_path):
    def add(document: WordDocument) -> None:
        table(("Band", "Value"), ("A", "one"), ("B", "two"))(document)
        mark = parse_xml(f'<w:r {W}><w:footnoteReference w:id="1"/></w:r>')
        document.tables[0].cell(1, 1).paragraphs[0]._p.append(mark)

    path = written(tmp_path, notes("footnote", n1="With VAT."), add)
    assert [block.kind for block in read(path).blocks] == ["row", "note", "row"]


# text


def test_changes_are_read_as_accepted_and_reported(tmp_path):
    changed = (
        run("The Council ") + f'<w:del w:id="1" w:author="A"><w:r><w:delText>should</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="A">{run("must")}</w:ins>' + run(" pay.")
    )  # fmt: skip
    reading = read(written(tmp_path, paragraph(changed)))
    assert reading.blocks[0].text == "The Council must pay."
    assert reading.pages[0].doubts == (
        "tracked changes: deletions left out (1) and insertions kept (1); accept or reject them in Word",
    )


def test_a_deleted_paragraph_end_joins_two_paragraphs(tmp_path):
    path = written(
        tmp_path,
        paragraph(run("The Council must"), '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'),
        paragraph(run("pay.")),
    )
    assert texts(path) == ["The Council must pay."]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:hyperlink>{run('the Act')}</w:hyperlink>", "the Act"),
        (f"<w:sdt><w:sdtContent>{run('chosen')}</w:sdtContent></w:sdt>", "chosen"),
        (f'<w:fldSimple w:instr="DATE">{run("1 May 2026")}</w:fldSimple>', "1 May 2026"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("5"), "5"),
        (f"<w:smartTag>{run('Leeds')}</w:smartTag>", "Leeds"),
        ("<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>profit</w:t></w:r>", "non-profit"),
        ("<w:r><w:t>pro</w:t><w:softHyphen/><w:t>curement</w:t></w:r>", "procurement"),
        ("<w:r><w:t>4.1</w:t><w:tab/><w:t>Text</w:t></w:r>", "4.1 Text"),
        (run("40 m") + run("2", '<w:vertAlign w:val="superscript"/>'), "40 m²"),
        (run("seen") + run(" secret", "<w:vanish/>"), "seen"),
    ],
)
def test_what_word_shows_is_read(tmp_path, inside, text):
    assert texts(written(tmp_path, paragraph(inside))) == [text]


def test_hidden_text_is_reported(tmp_path):
    doubts = read(written(tmp_path, paragraph(run("seen") + run("secret", "<w:vanish/>")))).pages[0].doubts
    assert doubts == ("hidden text of 6 characters was left out",)


def test_a_content_control_around_paragraphs_is_read(tmp_path):
    def add(document: WordDocument) -> None:
        xml = f"<w:sdt {W}><w:sdtContent><w:p>{run('Inside.')}</w:p></w:sdtContent></w:sdt>"
        document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")

    assert texts(written(tmp_path, add)) == ["Inside."]


BOX = """<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>
</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p>
</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path):
    assert texts(written(tmp_path, paragraph(run("Before.") + BOX), paragraph(run("After.")))) == [
        "Before.",
        "In the box.",
        "After.",
    ]


def test_headers_and_footers_are_left_out(tmp_path):
    def add(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Running head"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        document.add_paragraph("Text.")

    assert texts(written(tmp_path, add)) == ["Text."]


# pages


def pages(path: Path) -> list[tuple[str, int]]:
    return [(block.text, block.page) for block in read(path).blocks]


def test_page_breaks_are_counted(tmp_path):
    def add(document: WordDocument) -> None:
        document.add_paragraph("one").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("two").paragraph_format.page_break_before = False
        document.add_paragraph("three").paragraph_format.page_break_before = True
        document.add_section()
        document.add_paragraph("four")

    assert pages(written(tmp_path, add)) == [("one", 1), ("two", 2), ("three", 3), ("four", 4)]


def test_a_break_that_word_notes_after_one_put_in_by_hand_is_one_break(tmp_path):
    rendered = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"
    path = written(
        tmp_path,
        paragraph(run("one")),
        paragraph('<w:r><w:br w:type="page"/></w:r>'),
        paragraph(rendered.format("two")),
        paragraph(rendered.format("three")),
    )
    assert pages(path) == [("one", 1), ("two", 2), ("three", 3)]


def test_every_page_has_a_report_with_its_characters(tmp_path):
    path = written(tmp_path, paragraph(run("12345")), paragraph("<w:r><w:br w:type='page'/></w:r>" + run("678")))
    assert [(report.page, report.characters) for report in read(path).pages] == [(1, 5), (2, 3)]


# what cannot be read


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is not a Word document"),
        (b"PK\x03\x04 cut short", "is not a Word document, or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word file"),
    ],
)
def test_what_is_no_word_file_is_refused(tmp_path, raw, why):
    (tmp_path / "a.docx").write_bytes(raw)
    with pytest.raises(UnreadableDocument, match=why):
        read(tmp_path / "a.docx")


def test_another_kind_of_zip_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="is a zip file but not a Word document"):
        read(zipped(tmp_path / "a.docx", notes=b"x"))


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path):
    bomb = zipped(tmp_path / "a.docx", **{"[Content_Types].xml": b"<x/>", "word/document.xml": b"\0" * 210_000_000})
    with pytest.raises(UnreadableDocument, match="unpacks to more than 200 MB"):
        read(bomb)


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_a_spreadsheet_with_the_wrong_ending_is_refused(tmp_path):
    source = written(tmp_path, paragraph(run("x")))
    swap = rewritten(source, tmp_path / "b.docx", lambda _, data: data.replace(b"wordprocessingml.document", b"sheet"))
    with pytest.raises(UnreadableDocument, match=r"is not a Word document|is damaged"):
        read(swap)


def test_a_file_with_macros_is_read_without_them(tmp_path):
    source = written(tmp_path, paragraph(run("The rule.")))
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    assert texts(rewritten(source, tmp_path / "b.docx", lambda _, data: data.replace(plain, macro))) == ["The rule."]


def test_a_document_of_a_thousand_nested_parts_is_refused(tmp_path):
    source = written(tmp_path, paragraph(run("MARK")))
    deep = rewritten(
        source,
        tmp_path / "b.docx",
        lambda _, data: re.sub(rb"<w:r>.*?MARK.*?</w:r>", b"<w:ins>" * 1_000 + b"</w:ins>" * 1_000, data, flags=re.S),
    )
    with pytest.raises(UnreadableDocument, match=r"is damaged|is nested too deeply"):
        read(deep)


def test_entities_that_grow_are_refused(tmp_path):
    source = written(tmp_path, paragraph(run("MARK")))
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    head = b'<!DOCTYPE w:document [<!ENTITY a0 "lol">' + entities + b"]>"
    bomb = rewritten(
        source,
        tmp_path / "b.docx",
        lambda name, data: (
            re.sub(rb"(<w:document)", lambda m: head + m[1], data, count=1).replace(b"MARK", b"&a11;")
            if name == "word/document.xml"
            else data
        ),
    )
    with pytest.raises(UnreadableDocument):
        read(bomb)


def test_a_document_without_text_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="has no text"):
        read(written(tmp_path))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        read(tmp_path / "none.docx")


def test_the_printed_guide_reads_back_as_its_source():
    source = outline_of("guide", markdown.read(CORPUS / "sources" / "supplier-guide.md").blocks)
    printed_guide = outline_of("guide", read(CORPUS / "documents" / "supplier-guide.docx").blocks)
    assert {p.ref: (p.headings, folded(p.text)) for s in printed_guide.sections for p in s.paragraphs} == {
        p.ref: (p.headings, folded(p.text)) for s in source.sections for p in s.paragraphs
    }


# fuzz


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("docx")
    makes = [numbering(*LEGAL), notes("footnote", n1="A note."), numbered("one", 50), numbered("two", 50, 1)]
    makes += [
        table(("Band", "Value"), ("A", "one"), ("B", "two")),
        paragraph(run("x") + reference("footnote", 1) + BOX),
    ]
    with zipfile.ZipFile(written(folder, *makes)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def reads_or_refuses(path: Path) -> None:
    """Anything but a Reading or an UnreadableDocument is a bug of ours, and fails the test that calls this."""
    with suppress(UnreadableDocument):
        assert isinstance(read(path), Reading)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_random_bytes_are_refused(tmp_path, raw):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + raw)
    with pytest.raises(UnreadableDocument):
        read(tmp_path / "a.docx")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_mutated_parts_is_read_or_refused(tmp_path, sample, data):
    """Names, numbers and tags inside the parts are swapped; the XML often stays well-formed."""
    parts = dict(sample)
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(
            st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"])
        )
        tokens = re.split(rb'("[^"]*"|</?w:[A-Za-z]+)', parts[name])
        place = data.draw(st.integers(0, len(tokens) - 1))
        junk = st.sampled_from(
            [b'"-1"', b'"99999999999"', b'""', b'"x"', b"<w:p", b"<w:tbl", b"<w:del", b"</w:p", b"<w:sdt"]
        )
        tokens[place] = data.draw(junk | st.sampled_from(tokens))
        parts[name] = b"".join(tokens)
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    reads_or_refuses(tmp_path / "a.docx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_mutated_bytes_is_read_or_refused(tmp_path, sample, data):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sample.items():
            archive.writestr(name, content)
    raw = bytearray(packed.getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=8))
    (tmp_path / "a.docx").write_bytes(bytes(raw))
    reads_or_refuses(tmp_path / "a.docx")
