"""A section printed: nothing given becomes markup, and every line keeps its source."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from assistant.tenders.desk import TenderDesk
from assistant.tenders.word import CLAUSE
from indexer.errors import Refused
from tests.tenders.worked import made

HOSTILE = "<script>alert('x')</script> | *Parks* {brace}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:  # noqa: ARG002 - the shape of the parser
        self.seen.append(tag)


def test_nothing_that_was_given_becomes_markup(desk: TenderDesk):
    section = made(desk, "homecare", title=HOSTILE, local_area="{weighting} & <b>")
    page, tags = desk.printed(section, "html").decode(), _Tags()
    tags.feed(page)
    assert {"script", "b"} & set(tags.seen) == set()
    assert "{weighting} &amp; &lt;b&gt;" in page
    assert r"\<script>alert('x')\</script> \| \*Parks\* {brace}" in desk.printed(section, "md").decode()


def test_the_page_has_one_h1_its_language_and_a_header_on_every_table(desk: TenderDesk):
    page = desk.printed(made(desk, "ict"), "html").decode()
    assert '<html lang="en-GB">' in page
    assert page.count("<h1>") == 1
    assert page.count("<table>") == page.count("<thead>") == page.count("<caption>")


def test_word_has_a_comment_with_its_sources_for_every_line(desk: TenderDesk):
    section = made(desk, "homecare")
    document = Document(io.BytesIO(desk.printed(section, "docx")))
    comments = list(document.comments)
    assert len(comments) == len(section.lines())
    assert all(comment.timestamp == datetime(2026, 11, 20, tzinfo=UTC) for comment in comments)
    first = comments[0].text
    assert first.startswith("States. Value band: E.")
    assert "Social Value Policy, paragraph 2.1: Social value is the lasting benefit" in first


def test_word_has_numbered_clauses_headings_and_british_english(desk: TenderDesk):
    section = made(desk, "youth-services")
    document = Document(io.BytesIO(desk.printed(section, "docx")))
    clauses = [p.text.split("\t")[0] for p in document.paragraphs if p.style.name == CLAUSE]
    assert clauses == [line.number for line in section.lines()]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:2] == ["1 Purpose and legal basis", "2 Weighting"]
    assert document.paragraphs[1].text == document.sections[0].header.paragraphs[0].text == "Draft, not checked."
    assert document.core_properties.language == "en-GB"
    assert all(row._tr.find(qn("w:trPr")) is not None for table in document.tables for row in table.rows)


def test_json_says_all_that_the_section_holds(desk: TenderDesk):
    section = made(desk, "school")
    data = json.loads(desk.printed(section, "json"))
    assert [part["id"] for part in data["parts"]] == [part.id for part in section.parts]
    assert data["measures"][1]["target"] == 208
    assert (data["as_of"], data["approval"]) == ("2026-11-20", None)


def test_the_workbook_has_the_measures_of_the_section(desk: TenderDesk):
    section = made(desk, "ict")
    book = load_workbook(io.BytesIO(desk.printed(section, "xlsx")))
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert all(any(measure.code in text for text in said) for measure in section.measures)


def test_a_contract_without_measures_has_no_workbook(desk: TenderDesk):
    with pytest.raises(Refused, match="at least one measure"):
        desk.printed(made(desk, "grounds-maintenance"), "xlsx")
