"""A checklist printed: the same bytes each time, nothing given becomes markup, every item with its source."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from assistant.checklists import as_json, html, markdown, word
from assistant.checklists.command import FORMATS
from assistant.checklists.desk import Desk
from corpus import STARTER
from indexer.errors import PackError
from tests.checklists.small import LATER_RULES, made, pack
from tests.rules.small import POLICY, TODAY, profile

TEMPLATE = STARTER / "templates" / "checklist.docx"


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_checklist_is_the_same_bytes(desk: Desk, tmp_path: Path, format: str) -> None:
    again = Desk.of(pack(tmp_path / "pack"))
    assert desk.printed(made(desk), format) == again.printed(made(again), format)


def test_markdown_has_a_box_to_tick_for_each_item_that_is_asked(desk: Desk) -> None:
    text = markdown.as_markdown(made(desk, category="goods"), desk.wording)
    assert [line for line in text.splitlines() if line.startswith("- [ ]")] == ["- [ ] **Must**: Keep a record."]
    assert text.count("## What does not apply") == 1


def test_markdown_gives_an_item_its_lines_and_its_source_in_words(desk: Desk) -> None:
    text = markdown.as_markdown(made(desk), desk.wording)
    begins = text.index("- [ ] **Should**: Ask for a delivery plan.")
    assert text[begins:] == (
        "- [ ] **Should**: Ask for a delivery plan.\n"
        "  - Who: contract manager\n"
        "  - When: within 20 working days of the start (by 29 April 2027)\n"
        "  - Evidence: The plan.\n"
        "  - Why: Value band: E. £250,000 is at or above the threshold of £207,720 on 1 April 2027, the start given. "
        "Category: services.\n"
        "  - Note: It is the supplier's plan.\n"
        "  - Source: The policy, paragraph 13.1: The supplier should give a plan within 20 working days of the "
        "start.\n"
        "  - Rule: plan\n"
    )


def test_what_is_to_be_confirmed_and_what_is_overruled_is_said_in_every_print(tmp_path: Path) -> None:
    settled = POLICY.replace("    note:", "    settles: {topic: plans, wanted: yes}\n    note:")
    desk = Desk.of(pack(tmp_path / "pack", policy=settled, later=LATER_RULES))
    checklist = made(desk, subject="youth-services")
    document = Document(io.BytesIO(word.as_word(checklist, desk.wording, TEMPLATE)))
    cells = "\n".join(row.cells[1].text for table in document.tables[2:] for row in table.rows)
    for text in (markdown.as_markdown(checklist, desk.wording), html.as_html(checklist, desk.wording), cells):
        assert text.count("To be confirmed before it is relied on.") >= 1
        assert text.count("It gives way to The rules, which has the higher authority.") == 1


@pytest.mark.parametrize("title", ["# no", "a | b\n- c", "<script>alert(1)</script>", "[x](http://y)", "`x` **y** \\"])
def test_nothing_given_becomes_markup_in_markdown(desk: Desk, title: str) -> None:
    plain = markdown.as_markdown(made(desk, title="Plain"), desk.wording).splitlines()
    odd = markdown.as_markdown(made(desk, title=title), desk.wording).splitlines()
    changed = [line for line, was in zip(odd, plain, strict=True) if line != was]
    assert len(changed) == 1
    assert changed[0].startswith("| Title | ")
    assert "<" not in changed[0].replace(r"\<", "")


class _Tags(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _ in attrs)]))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_has_one_heading_row_headers_and_a_real_box_for_each_item(desk: Desk) -> None:
    page = html.as_html(made(desk), desk.wording)
    tags = _Tags(page).tags
    assert (tags.count("h1"), tags.count("input type"), tags.count("label")) == (1, 3, 3)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<th scope="col">Fact</th>' in page
    assert '<a href="/documents/law#6.1">The law, paragraph 6.1</a>' in page


def test_nothing_given_becomes_markup_in_html(desk: Desk) -> None:
    plain = _Tags(html.as_html(made(desk, title="x"), desk.wording))
    odd = _Tags(html.as_html(made(desk, title='<script>alert("x")</script>'), desk.wording))
    assert odd.tags == plain.tags
    assert '<script>alert("x")</script>' in odd.text


def test_html_stands_inside_another_page_without_its_own_head(desk: Desk) -> None:
    assert html.part(made(desk), desk.wording).startswith("<h1>Before you start</h1>\n<p>What to do first</p>\n")


def test_json_has_numbers_as_numbers_and_what_is_not_known_as_null(desk: Desk) -> None:
    data = json.loads(as_json.as_json(made(desk, value="£250,000.50")))
    derived = {line["name"]: line["value"] for line in data["derived"]}
    assert (derived["value_with_vat"], derived["threshold"], derived["weighting_met"]) == (250000.5, 207720, None)
    assert data["as_of"] == "2026-11-20"
    assert data["items"][0]["sources"][0]["citation"]["ref"] == {"document": "law", "paragraph": "6.1"}


def test_the_published_schema_is_that_of_the_program() -> None:
    published = Path(as_json.__file__).with_name("checklist.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == as_json.schema()


def test_the_schema_has_every_field_that_is_printed(desk: Desk) -> None:
    schema, data = as_json.schema(), as_json.as_data(made(desk))
    assert set(schema["properties"]) == set(data)
    assert set(schema["$defs"]["Item"]["properties"]) == set(data["items"][0])
    assert set(schema["$defs"]["FactLine"]["properties"]) == set(data["derived"][0])


def _word(desk: Desk, as_of: date = TODAY) -> bytes:
    return word.as_word(made(desk, as_of), desk.wording, TEMPLATE)


def test_word_has_each_items_source_as_a_comment_dated_by_the_checklist(desk: Desk) -> None:
    document = Document(io.BytesIO(_word(desk, date(2026, 6, 1))))
    comments = [(comment.author, comment.timestamp, comment.text) for comment in document.comments]
    dated = datetime(2026, 6, 1, tzinfo=UTC)
    assert comments[0] == (
        "Townclerk",
        dated,
        "The law, paragraph 6.1: The Council must consider two things: how it might improve well-being; "
        "how it might act to secure that: in the process;",
    )
    assert comments[1] == ("Townclerk", dated, "The policy, paragraph 1.1: A record must be kept.")
    assert len(comments) == 3


def test_word_tables_repeat_their_header_rows_and_break_no_row(desk: Desk) -> None:
    document = Document(io.BytesIO(_word(desk)))
    assert len(document.tables) == 4
    for table in document.tables:
        heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_word_has_a_box_to_tick_for_each_item(desk: Desk) -> None:
    document = Document(io.BytesIO(_word(desk)))
    boxes = [row.cells[0].text for table in document.tables[2:] for row in table.rows[1:]]
    assert boxes == ["☐", "☐", "☐"]


def test_word_headings_are_headings_and_the_language_is_british_english(desk: Desk) -> None:
    document = Document(io.BytesIO(_word(desk)))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["The contract", "What follows", "Plan", "Manage"]
    assert document.core_properties.language == "en-GB"
    languages = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert {language.get(qn("w:val")) for language in languages} == {"en-GB"}


def test_word_files_carry_no_clock(desk: Desk) -> None:
    with zipfile.ZipFile(io.BytesIO(_word(desk))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-11-20T00:00:00Z" in file.read("docProps/core.xml")


def test_a_template_without_the_styles_is_refused(desk: Desk, tmp_path: Path) -> None:
    Document().save(str(tmp_path / "bare.docx"))
    with pytest.raises(PackError, match="has no style Checklist Table"):
        word.as_word(made(desk), desk.wording, tmp_path / "bare.docx")


def test_a_template_that_is_no_word_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"not a zip")
    with pytest.raises(PackError, match="cannot be opened as a Word file"):
        word.as_word(made(desk), desk.wording, tmp_path / "bad.docx")


def test_a_template_that_is_missing_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be opened as a Word file"):
        word.as_word(made(desk), desk.wording, tmp_path / "none.docx")


def test_a_checklist_on_which_nothing_applies_says_so(desk: Desk) -> None:
    checklist = desk.make("later", profile(category="goods"), TODAY)
    said = "Nothing on this checklist applies to the contract."
    assert said in markdown.as_markdown(checklist, desk.wording)
    assert said in html.as_html(checklist, desk.wording)
    document = Document(io.BytesIO(word.as_word(checklist, desk.wording, TEMPLATE)))
    assert said in [paragraph.text for paragraph in document.paragraphs]
