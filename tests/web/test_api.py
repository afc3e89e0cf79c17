"""The API's answers, searches, documents and paragraphs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from assistant.web.app import WebLimits, create_app
from indexer.model import Audience

from .fixed import KNOWN, TODAY, FixedAssistant


def test_an_answer_is_printed_as_the_assistant_gives_it(client: TestClient, assistant: FixedAssistant) -> None:
    response = client.post("/api/v1/ask", json={"question": KNOWN})
    assert response.status_code == 200
    assert response.json() == assistant.ask(KNOWN, Audience.STAFF, TODAY).as_json()


def test_a_question_is_asked_as_of_the_date_given(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": KNOWN, "as_of": "2026-03-01", "conversation": "c1"})
    assert response.json()["as_of"] == "2026-03-01"
    assert response.json()["statements"][0]["citations"][0]["status"] == "not yet in force"


def test_a_question_that_finds_nothing_is_still_an_answer(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "What is the moon?"})
    assert (response.status_code, response.json()["outcome"], response.json()["statements"]) == (200, "not_covered", [])


def test_a_public_door_asks_and_lists_for_the_public(assistant: FixedAssistant) -> None:
    client = TestClient(create_app(assistant, lambda: TODAY, WebLimits(audience=Audience.PUBLIC)))
    assert client.post("/api/v1/ask", json={"question": KNOWN}).json()["audience"] == "public"
    assert [d["id"] for d in client.get("/api/v1/documents").json()["documents"]] == ["cpr"]
    assert client.get("/api/v1/documents/old-report").status_code == 404


def test_a_search_gives_hits_best_first_with_their_refs(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "VCSE", "k": 2}).json()
    assert body["edition"] == "edition-1"
    assert [(hit["score"], hit["passage"]["refs"]) for hit in body["hits"]] == [(1.0, ["cpr#7.2"]), (0.9, ["cpr#fn3"])]
    assert body["hits"][0]["passage"]["url"] == "/documents/cpr#7.2"


def test_a_search_that_finds_nothing_is_an_empty_list(client: TestClient) -> None:
    assert client.get("/api/v1/search", params={"q": "zebra"}).json()["hits"] == []


def test_documents_are_listed_with_their_status_today(client: TestClient) -> None:
    body = client.get("/api/v1/documents").json()
    assert [(d["id"], d["status"], d["url"]) for d in body["documents"]] == [
        ("cpr", "in force", "/documents/cpr"),
        ("old-report", "history", "/documents/old-report"),
    ]


def test_a_documents_entry_is_printed_without_where_its_file_is(client: TestClient) -> None:
    first = client.get("/api/v1/documents").json()["documents"][0]
    assert first["in_force_from"] == "2026-04-01"
    assert (first["owner"], first["pages"], first["authority"]) == ("Head of Procurement", 4, "rules")
    assert "file" not in first


def test_a_document_is_printed_by_sections(client: TestClient) -> None:
    body = client.get("/api/v1/documents/cpr").json()
    assert [section["headings"] for section in body["sections"]] == [
        ["Bands of value"],
        ["Scope", "Exceptions"],
        ["Annex A Definitions"],
    ]
    assert body["sections"][2]["paragraphs"][0]["ref"] == "cpr#Annex A 3"


def test_a_paragraph_is_printed_with_its_place(client: TestClient, assistant: FixedAssistant) -> None:
    body = client.get("/api/v1/paragraphs/cpr%237.1").json()
    paragraph = assistant.document("cpr", Audience.STAFF).paragraphs[1]
    assert (body["ref"], body["text"], body["digest"]) == ("cpr#7.1", paragraph.text, paragraph.digest)
    assert (body["previous"], body["next"], body["within"]) == ("cpr#7", "cpr#7.2", None)
    assert (body["page"], body["headings"], body["status"]) == (1, ["Bands of value"], "in force")
    assert body["parts"][1]["cells"] == ["A", "under £10,000"]
    assert body["parts"][1]["header"] == ["Band", "Value including VAT"]


def test_a_paragraph_lists_the_paragraphs_within_it(client: TestClient) -> None:
    body = client.get("/api/v1/paragraphs/cpr/7(b)").json()
    assert [p["ref"] for p in body["sub_paragraphs"]] == ["cpr#7(b)(ii)"]
    assert client.get("/api/v1/paragraphs/cpr/7(b)(ii)").json()["within"] == "cpr#7(b)"


def test_the_first_and_last_paragraphs_have_one_neighbour(client: TestClient) -> None:
    assert client.get("/api/v1/paragraphs/cpr/7").json()["previous"] is None
    assert client.get("/api/v1/paragraphs/cpr/Annex-A-3").json()["next"] is None


@pytest.mark.parametrize("ref", ["cpr#7.2", "cpr#7(b)(ii)", "cpr#Annex A 3", "cpr#p1", "old-report#2"])
def test_every_ref_comes_back_from_its_address(client: TestClient, ref: str) -> None:
    document, _, number = ref.partition("#")
    for address in (quote(ref, safe=""), f"{document}/{quote(number)}", f"{document}/{number.replace(' ', '-')}"):
        assert client.get(f"/api/v1/paragraphs/{address}").json()["ref"] == ref


def test_a_paragraph_whose_number_is_ours_says_so(client: TestClient) -> None:
    assert client.get("/api/v1/paragraphs/cpr/p1").json()["ours"] is True
    assert client.get("/api/v1/paragraphs/cpr/7").json()["ours"] is False


def test_the_clock_is_asked_for_each_request(assistant: FixedAssistant) -> None:
    days = iter([date(2026, 3, 1), date(2026, 11, 20)])
    client = TestClient(create_app(assistant, lambda: next(days), WebLimits()))
    seen = [client.post("/api/v1/ask", json={"question": KNOWN}).json()["as_of"] for _ in range(2)]
    assert seen == ["2026-03-01", "2026-11-20"]


def test_it_is_alive_without_an_edition_and_ready_with_one(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "edition": "edition-1"}


def test_a_file_is_named_and_typed_for_a_program(client: TestClient, tmp_path: Path) -> None:
    response = client.get("/documents/cpr/original")
    assert response.content == (tmp_path / "cpr.md").read_bytes()
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
