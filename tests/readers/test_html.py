"""HTML: headings, markers as printed, tables, definitions, footnotes; what is hidden left out; hostile pages survived."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import UnreadableDocument
from indexer.readers.blocks import Block, Reading
from indexer.readers.html import read


def page(tmp_path: Path, source: str | bytes) -> Path:
    path = tmp_path / "a.html"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return path


def blocks(tmp_path: Path, source: str | bytes) -> tuple[Block, ...]:
    return read(page(tmp_path, source)).blocks


def texts(tmp_path: Path, source: str | bytes) -> list[str]:
    return [block.text for block in blocks(tmp_path, source)]


def doubts(tmp_path: Path, source: str | bytes) -> tuple[str, ...]:
    return read(page(tmp_path, source)).pages[0].doubts


# text


def test_headings_keep_their_rank(tmp_path):
    assert blocks(tmp_path, "<h1>Policy</h1><h2>1 Purpose</h2><p>Text.</p>") == (
        Block("heading", "Policy", level=1),
        Block("heading", "1 Purpose", level=2),
        Block("text", "Text."),
    )


def test_white_space_is_folded_and_entities_decoded(tmp_path):
    source = "<p>Pay\n   &pound;10,000&nbsp;or   <b>more</b> &amp; <i>re</i>port &sect;&#8239;3</p>"
    assert texts(tmp_path, source) == ["Pay £10,000 or more & report § 3"]


def test_text_in_no_paragraph_is_read(tmp_path):
    assert texts(tmp_path, "<div>One<div>two</div>three</div>four") == ["One", "two", "three", "four"]


def test_one_line_break_is_a_space_and_two_begin_a_paragraph(tmp_path):
    assert texts(tmp_path, "<p>The Town Hall<br>High Street<br><br>Open daily") == [
        "The Town Hall High Street",
        "Open daily",
    ]


def test_a_quotation_is_read(tmp_path):
    assert texts(tmp_path, "<blockquote><p>Quoted.</p></blockquote><p>He said <q>no</q>.") == [
        "Quoted.",
        "He said “no”.",
    ]


def test_raised_figures_stay_raised(tmp_path):
    assert texts(tmp_path, "<p>40 m<sup>2</sup> of CO<sub>2</sub> on the 1<sup>st</sup></p>") == [
        "40 m² of CO2 on the 1st"
    ]


# lists


def items(tmp_path: Path, source: str) -> list[tuple[str, str, int]]:
    return [(block.marker, block.text, block.level) for block in blocks(tmp_path, source) if block.kind == "item"]


def test_items_have_their_marker_and_depth(tmp_path):
    source = "<ol><li>one<ul><li>inner<li>more</ul><li>two</ol>"
    assert items(tmp_path, source) == [("1.", "one", 0), ("•", "inner", 1), ("•", "more", 1), ("2.", "two", 0)]


@pytest.mark.parametrize(
    ("attributes", "markers"),
    [
        ('type="a"', ["(a)", "(b)"]),
        ('type="i" start="4"', ["(iv)", "(v)"]),
        ('type="A"', ["(A)", "(B)"]),
        ('start="7"', ["7.", "8."]),
        ("reversed", ["2.", "1."]),
        ('style="list-style-type: lower-roman"', ["(i)", "(ii)"]),
        ('style="list-style: upper-alpha inside"', ["(A)", "(B)"]),
        ('style="list-style: none"', ["", ""]),
        ('start="x"', ["1.", "2."]),
        ('type="a" start="0"', ["0.", "(a)"]),
    ],
)
def test_a_list_counts_as_it_says(tmp_path, attributes, markers):
    assert [marker for marker, _, _ in items(tmp_path, f"<ol {attributes}><li>x<li>y</ol>")] == markers


def test_an_item_may_say_its_own_number(tmp_path):
    assert items(tmp_path, '<ol><li value="5">x<li>y</ol>') == [("5.", "x", 0), ("6.", "y", 0)]


def test_a_number_printed_in_the_item_takes_the_place_of_the_lists(tmp_path):
    assert items(tmp_path, "<ol><li>4.1 First rule.<li>4.2 Second rule.</ol>") == [
        ("", "4.1 First rule.", 0),
        ("", "4.2 Second rule.", 0),
    ]


def test_a_second_paragraph_of_an_item_is_text(tmp_path):
    assert blocks(tmp_path, "<ol><li><p>one</p><p>more</p></ol>") == (
        Block("item", "one", marker="1."),
        Block("text", "more"),
    )


def test_a_heading_in_a_numbered_list_keeps_its_number(tmp_path):
    assert blocks(tmp_path, "<ol><li><h2>Purpose</h2><p>Text.</ol>")[0] == Block("heading", "1. Purpose", level=2)


# tables and definitions


def test_a_row_has_its_cells_and_the_tables_header(tmp_path):
    source = "<table><tr><th>Band<th>Value<tr><td>A<td>under <b>£10,000</b><tr><td>B<td>more</table>"
    assert blocks(tmp_path, source) == (
        Block("row", "", cells=("A", "under £10,000"), header=("Band", "Value")),
        Block("row", "", cells=("B", "more"), header=("Band", "Value")),
    )


def test_a_table_head_without_th_is_a_header(tmp_path):
    long = "What the supplier must send to the Council. Every year:"
    source = f"<table><thead><tr><td>Band<td>{long}</thead><tbody><tr><td>A<td>nothing</tbody></table>"
    assert blocks(tmp_path, source) == (Block("row", "", cells=("A", "nothing"), header=("Band", long)),)


def test_a_cell_over_several_columns_or_rows_has_its_text_once(tmp_path):
    source = (
        "<table><tr><th>Band<th>Value<th>Route<tr><td rowspan=2>A<td>x<td>one<tr><td colspan=2>both"
        "<tr><td>B<td>y<td>two</table>"
    )
    assert [block.cells for block in blocks(tmp_path, source)] == [
        ("A", "x", "one"),
        ("", "both", ""),
        ("B", "y", "two"),
    ]


def test_a_caption_and_a_title_row_stand_before_the_rows(tmp_path):
    source = "<table><caption>Table 1</caption><tr><th colspan=2>All bands<tr><th>Band<th>Value<tr><td>A<td>x</table>"
    assert blocks(tmp_path, source) == (
        Block("text", "Table 1"),
        Block("text", "All bands"),
        Block("row", "", cells=("A", "x"), header=("Band", "Value")),
    )


def test_a_table_that_only_lays_out_the_page_is_text(tmp_path):
    source = "<table><tr><td><h2>Purpose</h2><p>Text.</td><td>Side</td></tr></table>"
    assert [(block.kind, block.text) for block in blocks(tmp_path, source)] == [
        ("heading", "Purpose"),
        ("text", "Text."),
        ("text", "Side"),
    ]


def test_a_table_inside_a_layout_table_keeps_its_rows(tmp_path):
    source = "<table role=presentation><tr><td><table><tr><th>a<th>b<tr><td>1<td>2</table></table>"
    assert blocks(tmp_path, source) == (Block("row", "", cells=("1", "2"), header=("a", "b")),)


def test_a_list_in_a_cell_keeps_its_markers(tmp_path):
    source = "<table><tr><th>Who<th>What<tr><td>Supplier<td><ul><li>a plan<li>a report</ul></table>"
    assert blocks(tmp_path, source)[0].cells == ("Supplier", "• a plan • a report")


def test_a_term_and_its_meaning_are_a_row(tmp_path):
    source = "<dl><dt>SME<dd>a small firm<dt>VCSE<dt>charity<dd>a voluntary body<dt>alone</dl>"
    assert [(block.text, block.cells) for block in blocks(tmp_path, source)] == [
        ("", ("SME", "a small firm")),
        ("", ("VCSE; charity", "a voluntary body")),
        ("alone", ()),
    ]


# footnotes


NOTES = """<p>One<sup><a href="#fn2">1</a></sup> and two.</p><p>Next<a href="#fn1" role="doc-noteref">2</a>.</p>
<section class="footnotes"><ol><li id="fn1">The Act of 2012. <a href="#r1" class="footnote-backref">↩</a></li>
<li id="fn2"><p>As amended.</p></li><li id="fn3">Never used.</li></ol></section>"""


def test_a_footnote_follows_the_block_that_refers_to_it(tmp_path):
    assert [(block.kind, block.text) for block in blocks(tmp_path, NOTES)] == [
        ("text", "One and two."),
        ("note", "2 As amended."),
        ("text", "Next."),
        ("note", "1 The Act of 2012."),
        ("note", "3 Never used."),
    ]


def test_a_footnote_in_an_aside_is_read(tmp_path):
    source = '<p>One<a href="#n">*</a>.</p><aside role="doc-footnote" id="n">* With VAT.</aside>'
    assert texts(tmp_path, source) == ["One.", "* With VAT."]


# what is left out


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript", "select", "button", "svg", "iframe"])
def test_what_is_no_text_is_left_out_without_a_doubt(tmp_path, tag):
    reading = read(page(tmp_path, f"<p>Text.</p><{tag}>var words = 'none of it';</{tag}><p>More.</p>"))
    assert [block.text for block in reading.blocks] == ["Text.", "More."]
    assert reading.pages[0].doubts == ()


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden>Secret</div>",
        '<p aria-hidden="true">Secret</p>',
        '<p style="color:red; DISPLAY : none">Secret</p>',
        '<p style="visibility:hidden">Secret</p>',
        "<aside>Secret</aside>",
        "<footer><p>Secret</p></footer>",
        "<header><p>Secret</p></header>",
        "<div hidden><b>Sec</b><script>x()</script>ret</div>",
    ],
)
def test_hidden_and_side_text_is_left_out_and_counted(tmp_path, hidden):
    reading = read(page(tmp_path, f"<p>Text.</p>{hidden}<p>More.</p>"))
    assert [block.text for block in reading.blocks] == ["Text.", "More."]
    assert reading.pages[0].doubts == ("6 characters in hidden or side parts of the page were left out",)


def test_a_menu_is_left_out_without_a_doubt(tmp_path):
    source = "<nav><ul><li><a href=/>Home</a></ul></nav><header>Council</header><p>Text.</p><footer>Contact us</footer>"
    reading = read(page(tmp_path, source))
    assert [block.text for block in reading.blocks] == ["Text."]
    assert reading.pages[0].doubts == ()


def test_the_header_of_an_article_belongs_to_it(tmp_path):
    assert texts(tmp_path, "<main><header><h1>Policy</h1></header><p>Text.</main>") == ["Policy", "Text."]


# letters


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>£5 café".encode(), "£5 café"),
        ("\ufeff<p>£5".encode(), "£5"),
        ("\ufeff<p>£5".encode("utf-16-le"), "£5"),
        ("\ufeff<p>£5".encode("utf-16-be"), "£5"),
        ('<meta charset="windows-1252"><p>“£5”'.encode("cp1252"), "“£5”"),
        ('<meta charset="iso-8859-1"><p>“£5”'.encode("cp1252"), "“£5”"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Да'.encode("cp1251"), "Да"),
        ('<meta charset="utf-16"><p>£5'.encode(), "£5"),
        ('<meta charset="rot13"><p>£5'.encode(), "£5"),
        ('<meta charset="no-such-set"><p>£5'.encode(), "£5"),
    ],
)
def test_the_character_set_is_found(tmp_path, raw, text):
    reading = read(page(tmp_path, raw))
    assert [block.text for block in reading.blocks] == [text]
    assert reading.pages[0].doubts == ()


def test_a_page_in_the_windows_set_that_does_not_say_so_is_read_with_a_doubt(tmp_path):
    reading = read(page(tmp_path, "<p>“£5”".encode("cp1252")))
    assert reading.blocks == (Block("text", "“£5”"),)
    assert reading.pages[0].doubts == ("does not say its character set: read as Windows text",)


def test_letters_that_are_not_in_the_set_a_page_names_are_counted(tmp_path):
    source = b'<meta charset="utf-8"><p>caf\xe9 and more'
    assert doubts(tmp_path, source) == ("letters that could not be read as utf-8: 1; save the page as UTF-8",)


# what cannot be read


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"%PDF-1.7\x00\x01", "is not a web page"),
        (b"<html><body></body></html>", "has no text"),
        (b"<p hidden>Secret", "has no text"),
        (b"<div>" * 50_000 + b"x", "is not a page that a browser could show"),
        (b"<p " + b" ".join(b"a%d=1" % n for n in range(12_000)) + b">x", "is not a page that a browser could show"),
    ],
)
def test_what_is_no_page_is_refused(tmp_path, raw, why):
    with pytest.raises(UnreadableDocument, match=why):
        read(page(tmp_path, raw))


def test_a_page_larger_than_20_mb_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="is larger than 20 MB; split it into parts"):
        read(page(tmp_path, b"<p>" + b"x" * 20_000_000))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        read(tmp_path / "none.html")


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 10_000 + "x",
        "<b>" * 10_000 + "x",
        "<table><tr><td>" * 3_000 + "x",
        "<b><i><p></b></i>" * 3_000 + "x",
        "<p title='" + "y " * 1_000_000 + "'>x",
        "<p>" * 50_000 + "x",
        "x<!--" + "<div>" * 10_000,
        "x<a href='" * 500,
        "<table>" * 2_000 + "x",
    ],
    ids=["deep", "bold", "tables", "misnested", "attribute", "unclosed", "comment", "quotes", "table"],
)
def test_hostile_markup_is_read(tmp_path, source):
    assert "x" in texts(tmp_path, source)[0]


# fuzz


def reads_or_refuses(path: Path) -> None:
    """Anything but a Reading or an UnreadableDocument is a bug of ours, and fails the test that calls this."""
    with suppress(UnreadableDocument):
        assert isinstance(read(path), Reading)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(tmp_path, raw):
    reads_or_refuses(page(tmp_path, raw))


TOKENS = [*"<>/='\"&; x", "<p>", "</p>", "<table>", "</table>", "<tr>", "<td colspan=9>", "<th rowspan=3>", "</td>", "<li>",
          "<ol type=a>", "</ol>", "<ul>", "<dl>", "<dt>", "<dd>", "</dd>", "</dl>", "<h1>", "</h1>", "<br>", "<div hidden>",
          "</div>", "<aside>", "<sup>", "<a href='#n'>", "</a>", "<li id=n role=doc-endnote>", "<header>", "<main>", "<q>",
          "<script>", "</script>", "<select>", "<option>", "<template>", "<svg>", "<!--", "-->", "&#0;", "&#xd800;",
          "<form>", "<body>", "<frameset>", "<plaintext>", "<meta charset=utf-7>", "é", "\x0b", "\x1f"]  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(TOKENS), max_size=60))
def test_any_heap_of_tags_is_read_or_refused(tmp_path, tokens):
    reads_or_refuses(page(tmp_path, "".join(tokens)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_page_is_read_or_refused(tmp_path, data):
    raw = bytearray(NOTES.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    reads_or_refuses(page(tmp_path, bytes(raw)))
