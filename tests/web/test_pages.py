"""The pages for people."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from fastapi.testclient import TestClient
from selectolax.lexbor import LexborHTMLParser

from .fixed import HOSTILE, KNOWN, PHRASED


def _page(client: TestClient, path: str, **params: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, params=params or None).text)


def _text(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def test_the_first_page_asks_and_suggests(client: TestClient) -> None:
    page = _page(client, "/")
    form = page.css_first("form")
    assert (form.attributes["action"], form.attributes["method"]) == ("/", "get")
    assert _text(page, "label[for=q]") == "Your question"
    assert [link.text() for link in page.css(".suggestions a")] == [KNOWN, "What is social value?"]
    assert page.css_first("#answer") is None


def test_a_suggestion_asks_its_question(client: TestClient) -> None:
    href = _page(client, "/").css_first(".suggestions a").attributes["href"]
    assert parse_qs(urlsplit(href).query) == {"q": [KNOWN]}
    assert client.get(href).text.count("three written quotations") == 1


def test_an_answer_shows_its_outcome_quotation_title_number_status_and_link(client: TestClient) -> None:
    page = _page(client, "/", q=KNOWN)
    assert _text(page, ".outcome") == "From the documents:"
    assert _text(page, "blockquote").startswith("Band B needs at least three written quotations:")
    assert _text(page, "cite") == "Contract Procedure Rules"
    assert _text(page, "figcaption .facts") == "paragraph 7.2 · Rules · in force"
    assert page.css_first("figcaption a").attributes["href"] == "/documents/cpr#7.2"


def test_the_link_of_an_answer_leads_to_the_paragraph(client: TestClient) -> None:
    href = urlsplit(_page(client, "/", q=KNOWN).css_first("figcaption a").attributes["href"])
    target = next(node for node in _page(client, href.path).css("[id]") if node.id == unquote(href.fragment))
    assert "three written quotations" in target.text()


def test_an_answer_shows_notices_owner_and_date(client: TestClient) -> None:
    page = _page(client, "/", q=KNOWN)
    assert _text(page, ".notices li") == "Contract Procedure Rules was due for review."
    assert _text(page, ".owner") == "Write to Head of Procurement"
    assert page.css_first(".owner a").attributes["href"] == "mailto:procurement@council.example"
    assert _text(page, ".as-at") == "Answered from the documents as they stand on 20 November 2026."


def test_a_statement_in_the_documents_words_is_printed_once(client: TestClient) -> None:
    assert _page(client, "/", q=KNOWN).css(".statement") == []


def test_a_statement_in_other_words_stands_above_its_quotation(client: TestClient) -> None:
    page = _page(client, "/", q=PHRASED)
    assert _text(page, ".statement") == f"Three. {HOSTILE}"
    assert _text(page, "blockquote").startswith("Band B needs")


def test_a_question_without_an_answer_says_whom_to_ask_and_what_else_to_try(client: TestClient) -> None:
    page = _page(client, "/", q="What is the moon?")
    assert _text(page, ".outcome-not_covered").startswith("The documents do not answer this.")
    assert page.css(".statements") == []
    assert len(page.css(".suggestions a")) == 2


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("  ", "there is no question."),
        ("a" * 301, "the question is longer than 300 characters. Ask it in fewer words."),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_beside_the_field(
    client: TestClient, question: str, words: str
) -> None:
    response = client.get("/", params={"q": question})
    page = LexborHTMLParser(response.text)
    field = page.css_first("#q")
    assert response.status_code == 422
    assert _text(page, "#q-wrong") == f"Error: This cannot be answered here: {words}"
    assert field.attributes["aria-invalid"] == "true"
    assert "q-wrong" in field.attributes["aria-describedby"].split()
    assert field.attributes["value"] == question
    assert _text(page, "title").startswith("Error: ")


def test_a_hostile_question_is_printed_as_text(client: TestClient) -> None:
    question = f'"><img src=x onerror=alert(1)> {HOSTILE}'
    response = client.get("/", params={"q": question})
    assert LexborHTMLParser(response.text).css_first("#q").attributes["value"] == question
    assert "<img" not in response.text
    assert "<script" not in response.text


def test_the_documents_are_listed_by_authority_highest_first(client: TestClient) -> None:
    page = _page(client, "/documents")
    assert [node.text() for node in page.css("main h2")] == ["Rules", "Report"]
    assert [link.attributes["href"] for link in page.css(".documents a")] == ["/documents/cpr", "/documents/old-report"]
    assert _text(page, ".documents .facts") == "in force · the Council · 16 March 2026"


def test_every_paragraph_is_an_element_with_its_anchor_for_id(client: TestClient) -> None:
    ids = [node.id for node in _page(client, "/documents/cpr").css(".paragraph")]
    assert ids == ["7", "7.1", "7.2", "7(b)", "7(b)(ii)", "fn3", "p1", "Annex-A-3"]


def test_every_paragraph_links_to_itself(client: TestClient) -> None:
    page = _page(client, "/documents/cpr")
    links = [urlsplit(node.css_first(".number a").attributes["href"]) for node in page.css(".paragraph")]
    assert [unquote(link.fragment) for link in links] == [node.id for node in page.css(".paragraph")]
    assert {link.path for link in links} == {"/documents/cpr"}


def test_headings_stand_once_at_their_rank(client: TestClient) -> None:
    page = _page(client, "/documents/cpr")
    headings = [(node.tag, node.text()) for node in page.css("h1, .text h2, .text h3, .text h4")]
    assert headings == [
        ("h1", "Contract Procedure Rules"),
        ("h2", "Bands of value"),
        ("h2", "Scope"),
        ("h3", "Exceptions"),
        ("h2", "Annex A Definitions"),
    ]


def test_a_numbered_heading_is_the_paragraph_of_its_number(client: TestClient) -> None:
    paragraph = _page(client, "/documents/cpr").css_first(".paragraph.titled")
    assert (paragraph.id, paragraph.css_first("h2").text()) == ("7", "Bands of value")


def test_a_table_is_a_table_with_headers(client: TestClient) -> None:
    page = _page(client, "/documents/cpr")
    assert len(page.css("table")) == 1
    assert [(node.attributes["scope"], node.text()) for node in page.css("th")] == [
        ("col", "Band"),
        ("col", "Value including VAT"),
    ]
    assert [[cell.text() for cell in row.css("td")] for row in page.css("tbody tr")] == [
        ["A", "under £10,000"],
        ["B", "under £50,000"],
    ]
    assert page.css_first(".wide").attributes["aria-label"] == "Table in paragraph 7.1"


def test_a_list_is_a_list_within_its_paragraph(client: TestClient) -> None:
    page = _page(client, "/documents/cpr")
    (paragraph,) = [node for node in page.css(".paragraph") if node.css("li")]
    assert (paragraph.id, [item.text() for item in paragraph.css("ul > li")]) == (
        "7.2",
        ["one from a local supplier", "or one from a VCSE"],
    )


def test_a_sub_paragraph_stands_under_its_paragraph_with_the_end_of_its_number(client: TestClient) -> None:
    page = _page(client, "/documents/cpr")
    (node,) = page.css(".depth-1")
    link = node.css_first(".number a")
    assert (node.id, link.text(), link.attributes["aria-label"]) == ("7(b)(ii)", "(ii)", "paragraph 7(b)(ii)")


def test_hostile_document_text_is_printed_as_text(client: TestClient) -> None:
    for path in ("/documents/cpr", "/documents/old-report", "/documents"):
        response = client.get(path)
        assert "<script" not in response.text
        assert HOSTILE in LexborHTMLParser(response.text).body.text()


def test_numbers_of_ours_are_explained_where_there_are_some(client: TestClient) -> None:
    assert "Townclerk gives one" in client.get("/documents/cpr").text
    assert "Townclerk gives one" not in client.get("/documents/old-report").text


def test_a_pdfs_paragraphs_link_to_their_pages(client: TestClient) -> None:
    links = [link.attributes["href"] for link in _page(client, "/documents/old-report").css(".on-page")]
    assert links == ["/documents/old-report/original#page=1", "/documents/old-report/original#page=5"]
    assert _page(client, "/documents/cpr").css(".on-page") == []


def test_a_document_says_what_it_is(client: TestClient) -> None:
    page = _page(client, "/documents/cpr")
    facts = {
        " ".join(row.css_first("dt").text().split()): " ".join(row.css_first("dd").text().split())
        for row in page.css("dl.about > div")
    }
    assert facts == {
        "Status": "in force",
        "Authority": "Rules",
        "Published by": "the Council",
        "Owner": "Head of Procurement, procurement@council.example",
        "Published": "16 March 2026",
        "In force from": "1 April 2026",
        "Due for review": "31 March 2028",
        "Source": "Adopted by Cabinet on 16 March 2026",
    }


def test_what_a_document_replaces_is_linked_where_it_is_held(client: TestClient) -> None:
    page = _page(client, "/documents/old-report")
    (row,) = [row for row in page.css("dl.about > div") if row.css_first("dt").text() == "Replaces"]
    assert [link.attributes["href"] for link in row.css("a")] == ["/documents/cpr"]
    assert " ".join(row.css_first("dd").text().split()) == "Contract Procedure Rules, gone"
    assert "it does not bind the Council" in page.body.text()


def test_a_pdf_opens_in_the_browser(client: TestClient) -> None:
    response = client.get("/documents/old-report/original")
    assert response.content == b"%PDF-1.4 fixed"
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == 'inline; filename="old-report.pdf"'
    assert "object-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"


def test_any_other_file_is_downloaded(client: TestClient) -> None:
    response = client.get("/documents/cpr/original")
    assert response.headers["content-disposition"] == 'attachment; filename="cpr.md"'
    assert response.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")


def test_every_page_names_its_council_language_and_edition(client: TestClient) -> None:
    for path in ("/", "/documents", "/documents/cpr"):
        page = _page(client, path)
        assert page.css_first("html").attributes["lang"] == "en"
        assert _text(page, "title").endswith("– Example Council")
        assert _text(page, "footer").endswith("Edition edition-1")
        assert page.css_first("a.skip").attributes["href"] == "#main"
