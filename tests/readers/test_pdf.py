"""PDF: lines in reading order, without furniture, hyphens and ligatures; tables by place; what cannot be read said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
import reportlab
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from indexer.errors import UnreadableDocument
from indexer.model import folded
from indexer.outline import outline_of
from indexer.readers import markdown
from indexer.readers.blocks import Line, Reading
from indexer.readers.hyphens import mended
from indexer.readers.letters import plain
from indexer.readers.pdf import lines_of, read

CORPUS = Path(__file__).parents[2] / "corpus"
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
WIDE = "The Council must consider social value before it begins to buy, and must write down what it decided and why."

Draw = Callable[[Canvas], object]


def drawn(path: Path, *pages: Draw) -> Path:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def at(*places: tuple[float, float, str], font: str = "Helvetica", size: float = 11) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for x, y, text in places:
            canvas.drawString(x, y, text)

    return draw


def several(*draws: Draw) -> Draw:
    return lambda canvas: [draw(canvas) for draw in draws]


def running(texts: Sequence[str], top: float = 740) -> Draw:
    return at(*((72, top - 14 * n, text) for n, text in enumerate(texts)))


def texts(path: Path) -> list[str]:
    return [line.text for line in lines_of(path)[0]]


def built(path: Path, *story: object, **options: object) -> Path:
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1, **options).build(list(story))
    return path


# lines


def test_a_line_has_its_page_type_size_and_weight(tmp_path):
    path = drawn(
        tmp_path / "a.pdf",
        at((72, 700, "1 Purpose"), font="Helvetica-Bold", size=16),
        at((72, 700, "1.1 This policy says how.")),
    )
    assert lines_of(path)[0] == [
        Line("1 Purpose", page=1, size=16.0, bold=True),
        Line("1.1 This policy says how.", page=2, size=11.0),
    ]


def test_a_line_with_one_bold_word_is_not_bold(tmp_path):
    path = built(tmp_path / "a.pdf", Paragraph("The Council <b>must</b> buy well.", BODY))
    assert lines_of(path)[0] == [Line("The Council must buy well.", 1, 11.0)]


def test_a_gap_is_seen_where_the_distance_is_clearly_larger_than_usual(tmp_path):
    path = drawn(
        tmp_path / "a.pdf",
        at((72, 700, "one"), (72, 686, "two"), (72, 672, "three"), (72, 648, "four"), (72, 634, "five")),
    )
    assert [line.gap for line in lines_of(path)[0]] == [False, False, False, True, False]


def test_a_hanging_number_stands_before_the_first_line_of_its_paragraph(tmp_path):
    style = ParagraphStyle("hanging", BODY, leftIndent=40)
    path = built(tmp_path / "a.pdf", *(Paragraph(WIDE, style, bulletText=f"4.{n}") for n in (1, 2, 3)))
    first = "The Council must consider social value before it begins to buy, and must write"
    assert texts(path)[0::2] == [f"4.{n} {first}" for n in (1, 2, 3)]
    assert set(texts(path)[1::2]) == {"down what it decided and why."}


def test_signs_are_kept_and_raised_figures_stay_raised(tmp_path):
    text = "£10,000, 5% and § 12 on 40 m<super>2</super> of CO<sub>2</sub> by the 1<super>st</super> May"
    path = built(tmp_path / "a.pdf", Paragraph(text, BODY))
    assert texts(path) == ["£10,000, 5% and § 12 on 40 m² of CO2 by the 1st May"]


def test_text_printed_twice_to_look_bold_is_read_once(tmp_path):
    assert texts(drawn(tmp_path / "a.pdf", at((72, 700, "Purpose"), (72.3, 700, "Purpose")))) == ["Purpose"]


def test_a_page_turned_on_its_side_is_read_along_its_lines(tmp_path):
    writer = PdfWriter(drawn(tmp_path / "a.pdf", sideways("first line", "second line")))
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "turned.pdf")
    assert texts(tmp_path / "turned.pdf") == ["first line", "second line"]


def sideways(*lines: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        for number, line in enumerate(lines):
            canvas.drawString(100, -100 - 14 * number, line)

    return draw


def test_a_slanted_stamp_is_left_out_and_reported(tmp_path):
    def stamp(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "The rule.")
        canvas.rotate(45)
        canvas.drawString(300, 100, "DRAFT")

    lines, reports = lines_of(drawn(tmp_path / "a.pdf", stamp))
    assert [line.text for line in lines] == ["The rule."]
    assert reports[0].doubts == ("text set at a slant was left out: DRAFT",)


# letters and hyphens


def test_ligatures_are_spelt_out(tmp_path):
    pdfmetrics.registerFont(TTFont("Vera", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    path = drawn(tmp_path / "a.pdf", at((72, 700, "the ﬁrst ﬂoor"), font="Vera"))
    assert texts(path) == ["the first floor"]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("eﬃcient ﬁnal ﬂow", "efficient final flow"),
        ("pro\u00adcurement", "procurement"),
        ("2025\u00ad26", "2025-26"),
        ("£5\u00a0million", "£5 million"),
        ("e\u2010tender", "e-tender"),
        ("5 m², ½ and ™", "5 m², ½ and ™"),
        ("\uf0b7 item", "• item"),
    ],
)
def test_letters_are_made_plain_and_signs_left_alone(printed, text):
    assert plain(printed) == text


def test_a_word_broken_at_a_line_end_is_whole_again(tmp_path):
    path = drawn(tmp_path / "a.pdf", running(["Every procure-", "ment must be recorded."]))
    assert texts(path) == ["Every procurement", "must be recorded."]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["This is for non-", "commercial use.", "All non-commercial users."], "This is for non-commercial"),
        (["A long-", "term plan.", "The term is long."], "A long-term"),
        (["In 2025-", "26 it rose."], "In 2025-26"),
        (["Any not-for-", "profit body."], "Any not-for-profit"),
        (["An e-procure-", "ment portal."], "An e-procurement"),
        (["A pro\u00ad", "curement rule."], "A procurement"),
        (["See www.council.example/social-", "value today."], "See www.council.example/social-value"),
        (["The Anglo-", "Saxon wall."], "The Anglo-Saxon"),
    ],
)
def test_a_hyphen_that_belongs_to_the_word_is_kept(lines, whole):
    assert mended([Line(text) for text in lines])[0].text == whole


def test_a_word_is_not_mended_across_a_gap():
    assert [line.text for line in mended([Line("Pre-"), Line("amble", gap=True)])] == ["Pre-", "amble"]


# furniture


def paged(count: int, page: Callable[[int], Draw]) -> list[Draw]:
    return [page(number) for number in range(1, count + 1)]


def test_running_heads_feet_and_page_numbers_are_left_out(tmp_path):
    def page(number: int) -> Draw:
        edges = [(72, 800, "Contract Procedure Rules"), (280, 40, f"Page {number} of 4"), (72, 40, "Fairmere Council")]
        return several(at(*edges, size=9), at((72, 700, f"Rule {number} applies."), (72, 686, "It is in force.")))

    assert texts(drawn(tmp_path / "a.pdf", *paged(4, page))) == [
        text for number in (1, 2, 3, 4) for text in (f"Rule {number} applies.", "It is in force.")
    ]


def test_a_head_that_changes_with_the_section_goes_with_its_page_number(tmp_path):
    def page(number: int) -> Draw:
        edge = at((72, 800, f"Part {'ABCDEF'[number - 1]} of the rules"), (500, 800, str(number)))
        return several(edge, at((72, 700, f"Text number {number} stands here.")))

    lines = texts(drawn(tmp_path / "a.pdf", *paged(6, page)))
    assert lines == [f"Text number {number} stands here." for number in range(1, 7)]


def test_headings_that_count_up_from_page_to_page_are_kept(tmp_path):
    def page(number: int) -> Draw:
        heading = at((72, 790, f"Annex {number}"), font="Helvetica-Bold", size=14)
        return several(heading, at((72, 700, f"Form {number} is set out here.")))

    assert texts(drawn(tmp_path / "a.pdf", *paged(5, page)))[0::2] == [f"Annex {number}" for number in range(1, 6)]


def test_of_two_pages_only_what_both_have_at_the_same_height_is_furniture(tmp_path):
    first = at((72, 800, "Charter"), (72, 785, "We promise five things."), (290, 40, "1"))
    second = at((72, 800, "Charter"), (72, 785, "We report each year."), (290, 40, "2"))
    assert texts(drawn(tmp_path / "a.pdf", first, second)) == ["We promise five things.", "We report each year."]


def test_a_single_page_loses_nothing_but_page_1_of_1(tmp_path):
    path = drawn(tmp_path / "a.pdf", at((72, 800, "Charter"), (72, 60, "Signed in 2026"), (280, 40, "Page 1 of 1")))
    assert texts(path) == ["Charter", "Signed in 2026"]


# columns


LEFT = ["The first column begins here and", "goes on with a sentence that is", "long enough to fill the lines of",
        "its column to their right end so", "that it reads as running text"]  # fmt: skip
RIGHT = ["and continues at the top of the", "second column, where the words", "follow on from what was said in",
         "the first one until the sentence", "comes to its end at last here."]  # fmt: skip


def test_columns_drawn_one_after_the_other_are_read_one_after_the_other(tmp_path):
    path = drawn(tmp_path / "a.pdf", several(running(LEFT), at(*((320, 740 - 14 * n, t) for n, t in enumerate(RIGHT)))))
    assert texts(path) == LEFT + RIGHT


def test_columns_drawn_line_by_line_are_read_one_after_the_other(tmp_path):
    rows = [(x, 740 - 14 * n, text) for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
            for x, text in zip((72, 320), pair, strict=True)]  # fmt: skip
    assert texts(drawn(tmp_path / "a.pdf", at(*rows))) == LEFT + RIGHT


# tables


BANDS = [["Band", "Value", "Route"], ["A", "under £10,000", "one quotation"], ["B", "£10,000 and over", "three"]]


def test_a_table_is_one_line_a_row_with_tabs_between_the_cells(tmp_path):
    path = built(tmp_path / "a.pdf", Paragraph(WIDE, BODY), Table(BANDS, colWidths=[60, 120, 150]))
    assert texts(path)[2:] == ["Band\tValue\tRoute", "A\tunder £10,000\tone quotation", "B\t£10,000 and over\tthree"]


def test_a_cell_that_wraps_is_one_text_with_its_broken_words_mended(tmp_path):
    wrapped = Paragraph("a single written quotation or two, and never more than three", BODY)
    rows = [["Band", "Route"], ["A", wrapped], ["B", "open procure-\nment of all"], ["C", ""]]
    path = built(tmp_path / "a.pdf", Table(rows, colWidths=[60, 150], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]))
    assert texts(path) == [
        "Band\tRoute",
        "A\ta single written quotation or two, and never more than three",
        "B\topen procurement of all",
        "C",
    ]


def test_an_empty_cell_keeps_its_column(tmp_path):
    rows = [*BANDS, ["C", "", "portal"]]
    assert texts(built(tmp_path / "a.pdf", Table(rows, colWidths=[60, 120, 150])))[3] == "C\t\tportal"


def test_figures_set_to_the_right_are_a_column(tmp_path):
    rows = [["Year", "Sum"], ["2024", "£5"], ["2025", "£12,000"], ["2026", "£1,200,000"]]
    table = Table(rows, colWidths=[80, 120], style=[("ALIGN", (1, 0), (1, -1), "RIGHT")])
    assert texts(built(tmp_path / "a.pdf", table)) == ["Year\tSum", "2024\t£5", "2025\t£12,000", "2026\t£1,200,000"]


def test_a_row_drawn_as_one_text_with_jumps_has_its_cells(tmp_path):
    def draw(canvas: Canvas) -> None:
        rows = "[(Band) -3665 (Value) -9443 (Route)] TJ 0 -15 Td [(A) -5333 (under) -9200 (one)] TJ 0 -15 Td"
        canvas._code.append(f"BT /F1 10 Tf 1 0 0 1 72 700 Tm {rows} (B) Tj 60 0 Td (over) Tj 117 0 Td (three) Tj ET")

    assert texts(drawn(tmp_path / "a.pdf", draw)) == ["Band\tValue\tRoute", "A\tunder\tone", "B\tover\tthree"]


def test_a_table_that_runs_over_a_page_prints_its_header_once(tmp_path):
    rows = [["Measure", "Unit", "Evidence"], *([f"Measure {n}", f"unit {n}", f"proof {n}"] for n in range(1, 42))]
    lines = texts(built(tmp_path / "a.pdf", Table(rows, colWidths=[150, 100, 150], repeatRows=1)))
    assert lines == ["\t".join(row) for row in rows]


def test_a_numbered_paragraph_after_a_table_is_no_row_of_it(tmp_path):
    numbered = Paragraph(WIDE, ParagraphStyle("hanging", BODY, leftIndent=40), bulletText="4.2")
    lines = texts(built(tmp_path / "a.pdf", Table(BANDS, colWidths=[60, 120, 150]), numbered))
    assert lines[3].startswith("4.2 The Council must consider social value")


def test_contents_with_leaders_are_no_table(tmp_path):
    rows = [(x, 700 - 14 * n, text) for n in range(4)
            for x, text in ((72, f"{n}"), (100, "Section " + ". " * 30), (480, f"{n + 3}"))]  # fmt: skip
    assert texts(drawn(tmp_path / "a.pdf", at(*rows)))[0].startswith("0 Section . .")


# what cannot be read


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 50, 50, 400, 600)


def test_a_scanned_page_is_reported_with_its_number(tmp_path):
    reports = lines_of(drawn(tmp_path / "a.pdf", at((72, 700, "Read me.")), scan))[1]
    assert [(report.page, report.characters) for report in reports] == [(1, 8), (2, 0)]
    assert reports[0].doubts == ()
    assert reports[1].doubts[0].startswith("no text on this page: if it is a scan, run text recognition")


def test_a_blank_page_is_no_scan(tmp_path):
    reports = lines_of(drawn(tmp_path / "a.pdf", at((72, 700, "Read me.")), lambda _: None))[1]
    assert reports[1].doubts == ()


def test_a_document_of_scans_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(UnreadableDocument, match="no text on any of its 2 pages; if it is a scan, run text recogn"):
        read(drawn(tmp_path / "a.pdf", scan, scan))


def encrypted(tmp_path: Path, password: str) -> Path:
    writer = PdfWriter(drawn(tmp_path / "plain.pdf", at((72, 700, "Secret rule."))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    writer.write(tmp_path / "locked.pdf")
    return tmp_path / "locked.pdf"


def test_a_file_that_only_its_owner_may_change_is_read(tmp_path):
    assert texts(encrypted(tmp_path, "")) == ["Secret rule."]


def test_a_file_with_a_password_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="is protected by a password; save a copy that opens without one"):
        read(encrypted(tmp_path, "open sesame"))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"PK\x03\x04 a zip", "is not a PDF"),
        (b"%PDF-1.7\n", "is damaged or cut short"),
        (b"%PDF-1.7\n" + b"[" * 50_000, "is damaged or cut short"),
        (b"%PDF-1.7\n1 0 obj" + b"<</A" * 20_000 + b"\ntrailer<</Root 1 0 R>>\n%%EOF", "is damaged or cut short"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path, raw, why):
    (tmp_path / "a.pdf").write_bytes(raw)
    with pytest.raises(UnreadableDocument, match=why):
        read(tmp_path / "a.pdf")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(UnreadableDocument, match="cannot be opened"):
            read(path)


def test_a_file_cut_in_half_is_refused_or_says_that_pages_may_be_lost(tmp_path):
    whole = drawn(tmp_path / "a.pdf", *(at((72, 700, f"Page {n} of text.")) for n in range(20))).read_bytes()
    (tmp_path / "half.pdf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableDocument, match="is damaged or cut short; export it as PDF again"):
        read(tmp_path / "half.pdf")


def test_a_file_without_its_end_is_read_with_a_doubt(tmp_path):
    whole = drawn(tmp_path / "a.pdf", at((72, 700, "The rule."))).read_bytes()
    (tmp_path / "a.pdf").write_bytes(whole[: whole.index(b"%%EOF")])
    lines, reports = lines_of(tmp_path / "a.pdf")
    assert [line.text for line in lines] == ["The rule."]
    assert reports[-1].doubts == ("the end of the file is missing: pages may be lost",)


def test_more_than_two_thousand_pages_are_refused(tmp_path):
    writer = PdfWriter()
    for _ in range(2_001):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(UnreadableDocument, match="has 2,001 pages, more than 2,000; split it into parts"):
        read(tmp_path / "a.pdf")


def test_a_page_with_more_text_than_a_page_can_hold_is_left_out_and_reported(tmp_path):
    full = at(*((72, 700, "x" * 1_000) for _ in range(220)))
    lines, reports = lines_of(drawn(tmp_path / "a.pdf", at((72, 700, "The rule.")), full))
    assert [line.text for line in lines] == ["The rule."]
    assert reports[1].doubts[0].startswith("more text or drawing than a page can hold")


# blocks


def test_headings_paragraphs_and_rows_come_out_as_blocks(tmp_path):
    heading = Paragraph("1 Bands", ParagraphStyle("heading", BODY, fontName="Helvetica-Bold", fontSize=14))
    numbered = Paragraph(WIDE, ParagraphStyle("hanging", BODY, leftIndent=40), bulletText="1.1")
    reading = read(built(tmp_path / "a.pdf", heading, numbered, Table(BANDS, colWidths=[60, 120, 150])))
    assert [(block.kind, block.text or block.cells) for block in reading.blocks] == [
        ("heading", "1 Bands"),
        ("text", f"1.1 {WIDE}"),
        ("row", ("A", "under £10,000", "one quotation")),
        ("row", ("B", "£10,000 and over", "three")),
    ]
    assert reading.blocks[-1].header == ("Band", "Value", "Route")


def test_the_printed_rules_read_back_as_their_source():
    source = outline_of("cpr", markdown.read(CORPUS / "sources" / "cpr.md").blocks)
    printed = outline_of("cpr", read(CORPUS / "documents" / "cpr.pdf").blocks)
    assert {p.ref: (p.headings, folded(p.text)) for s in printed.sections for p in s.paragraphs} == {
        p.ref: (p.headings, folded(p.text)) for s in source.sections for p in s.paragraphs
    }


# fuzz


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    built(path, Paragraph(WIDE, BODY), Table(BANDS), pageCompression=0)
    return path.read_bytes()


def reads_or_refuses(path: Path, raw: bytes) -> None:
    """Anything but a Reading or an UnreadableDocument is a bug of ours, and fails the test that calls this."""
    path.write_bytes(raw)
    with suppress(UnreadableDocument):
        assert isinstance(read(path), Reading)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(tmp_path, raw):
    reads_or_refuses(tmp_path / "a.pdf", b"%PDF-1.4\n" + raw)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_is_read_or_refused(tmp_path, sample, data):
    raw = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(0, 40))
        raw[place : place + length] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"[[[", b"<<", b"/Kids", b"9999", b"-1"])
        )
    reads_or_refuses(tmp_path / "a.pdf", bytes(raw))


def test_a_page_tree_that_holds_itself_is_refused(tmp_path, sample):
    reader = PdfReader(BytesIO(sample))
    kids = f"/Kids [ {reader.pages[0].indirect_reference.idnum} 0 R ]".encode()
    pages = reader.root_object.raw_get("/Pages").idnum
    raw = sample.replace(kids, f"/Kids [ {pages} 0 R ]".encode().ljust(len(kids)))
    (tmp_path / "a.pdf").write_bytes(raw)
    with pytest.raises(UnreadableDocument, match="is damaged"):
        read(tmp_path / "a.pdf")
