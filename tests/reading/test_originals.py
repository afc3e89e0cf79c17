"""The five originals: the hardest plain text we know."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.model import Document, Paragraph
from indexer.pack import open_pack, read_document

SEFTON = "sefton-ethical-business-practices-report"
PLAN = "sefton-social-value-action-plan"
CHESHIRE = "cheshire-east-social-value-policy-report"
LEICESTER = "leicester-social-value-charter-update"
TOWER = "tower-hamlets-social-value-act-report"

NUMBERS = {
    SEFTON: (
        "1.0 1.1 1.2 1.3 2.0 2.1 2.2 3.0 3.1 4.0 4.1 4.2 4.3 4.4 4.5 5.0 5.1 5.2 5.3 6.0 6.1 6.2 7.0 7.1 7.2 7.3 8.0 8.1 8.2 8.3 "
        "9.0 10.0 10.1 10.2 10.3 10.4 10.5 10.6 10.7 11.0 11.1 11.2 11.3 11.4 11.5 11.6 11.7 11.8 11.9 11.10 11.11 11.12 "
        "11.13 11.14 11.15 11.16 11.17 11.18 11.19 12"
    ),
    CHESHIRE: (
        "1 1.1 1.2 1.3 1.4 2 2.1 2.2 3 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 3.9 4 4.1 5 5.1 5.2 5.3 5.4 5.5 5.6 5.7 5.8 5.9 5.10 "
        "6 6.1 6.1.1 6.2 6.2.1 6.2.2 6.2.3 6.3 6.3.1 6.3.2 6.4 6.4.1 6.5 6.5.1 6.5.2 6.6 6.6.1 6.7 6.7.1 6.8 6.8.1 6.9 6.9.1 "
        "6.10 6.10.1 7 7.1 8 8.1 8.2 8.3 8.4 9 9.1 9.2 9.3 9.4 9.5 10 10.1"
    ),
    LEICESTER: "1 1.1 2.1 2 3 4 4(a) 4(b) 5",
    TOWER: (
        "1 1.1 1.2 1.3 1.4 2 2.1 3 3.1 3.2 3.3 3.4 3.5 4 4.1 5 5.1 5.2 5.3 5.4 5.5 6 6.1 7 7.1 8 8.1 9 9.1 10 10.1 11 11.1"
    ),
    PLAN: "fn1",
}


@pytest.fixture(scope="session")
def read(originals: Path) -> dict[str, Document]:
    pack = open_pack(originals)
    documents = [read_document(pack.path(entry), entry)[0] for entry in pack.entries]
    return {document.entry.id: document for document in documents if document}


def paragraph(document: Document, number: str) -> Paragraph:
    return next(p for p in document.paragraphs if p.ref.paragraph == number)


def lines(document: Document, number: str, kind: str) -> list[str]:
    return [part.text for part in paragraph(document, number).parts if part.kind == kind]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_the_document_prints_comes_out_once_and_in_its_order(read: dict[str, Document], name: str):
    printed = [p.ref.paragraph for p in read[name].paragraphs if not p.ours]
    assert printed == NUMBERS[name].split()


def test_a_list_that_crosses_a_page_stays_with_its_paragraph(read: dict[str, Document]):
    survey = paragraph(read[CHESHIRE], "5.8")
    assert "longer-term ambition as we develop our existing processes" in survey.text
    assert lines(read[CHESHIRE], "5.8", "item") == [
        "The level of spend with our top suppliers;",
        "Level of spend is with our local suppliers;",
        "Level of spend with SMEs or VCFSE organisations;",
        "The re-spend of suppliers back into the local economy in terms of employees and their supply chain;",
        "Number of jobs/employment opportunities created;",
        "Number of jobs/employment opportunities created for 'hard to reach' individuals;",
        "Number of apprenticeships;",
        "Number of voluntary and community hours contributed by suppliers;",
    ]


def test_a_table_of_two_years_comes_out_by_row_and_column(read: dict[str, Document]):
    rows = [part for p in read[PLAN].paragraphs for part in p.parts if part.kind == "row"]
    existing = next(row for row in rows if "Social Value from existing providers" in row.text)
    assert len(rows) == 9
    assert existing.text == (
        "Go beyond compliance with the Act – Principle: Social Value from existing providers; "
        "Yr2: Work with providers procured prior to Action Plan; Further work on TOMs1"
    )


def test_recommendations_under_a_paragraph_are_items_of_it(read: dict[str, Document]):
    items = lines(read[TOWER], "3.1", "item")
    assert [item[:17] for item in items] == [f"Recommendation {n}:" for n in range(1, 6)]
    assert items[4].endswith("aware of the opportunities and impact of social value delivery in Tower Hamlets.")


def test_a_table_of_meetings_has_its_dates_under_their_header(read: dict[str, Document]):
    assert lines(read[SEFTON], "1.3", "row")[2] == (
        "Date: 15.01.19; Activity: Statements on Ethical Business/Investment Practices"
    )


def test_lists_without_numbers_keep_their_lead_in(read: dict[str, Document]):
    needs = paragraph(read[LEICESTER], "5")
    texts = [part.text for part in needs.parts]
    lead = next(i for i, text in enumerate(texts) if text.endswith("focussing on Leicester's particular needs, e.g.:"))
    assert texts[lead + 1] == "re-skilling to address employment trends in the City;"
    assert texts[lead + 2] == "targeting benefit towards particularly disadvantaged groups, such as care leavers;"


def test_numbered_recommendations_before_the_first_heading_are_a_list_not_paragraphs(
    read: dict[str, Document],
):
    summary = next(p for p in read[TOWER].paragraphs if p.text.startswith("Recommendations:"))
    assert summary.ours
    assert [part.kind for part in summary.parts] == ["text", "text", "item", "item"]


def test_a_contents_list_is_not_read_as_paragraphs(read: dict[str, Document]):
    assert not any("Working Group Meeting – 20 November 2018\t" in p.text for p in read[SEFTON].paragraphs)
    assert paragraph(read[SEFTON], "12").parts[0].text == "ACKNOWLEDGEMENTS AND THANKS"
