"""Every error is problem+json for a program and a page for a person."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.app import WebLimits, create_app
from indexer.errors import EditionError, ElsewhereError, Refused
from indexer.model import Audience

from .fixed import KNOWN, TODAY, FixedAssistant

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def _faults(response) -> list[tuple[str, str]]:
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    return [(fault["place"], fault["pointer"]) for fault in response.json()["errors"]]


def test_an_unknown_document_is_404_in_words(client: TestClient) -> None:
    response = client.get("/api/v1/documents/none")
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no document 'none'.",
        "request_id": response.headers["x-request-id"],
        "errors": [],
    }


def test_an_unknown_paragraph_is_404(client: TestClient) -> None:
    assert client.get("/api/v1/paragraphs/cpr%2399").status_code == 404


def test_what_is_refused_is_422_with_the_reason(client: TestClient, assistant: FixedAssistant) -> None:
    assistant.fails_with = Refused("That is not done here.")
    response = client.post("/api/v1/ask", json={"question": KNOWN})
    assert (response.status_code, response.json()["detail"]) == (422, "That is not done here.")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/question"),
        ({"question": 3}, "/question"),
        ({"question": "a" * 301}, "/question"),
        ({"question": KNOWN, "as_of": "tomorrow"}, "/as_of"),
        ({"question": KNOWN, "as_of": 0}, "/as_of"),
        ({"question": KNOWN, "a/b~c": 1}, "/a~1b~0c"),
        ({"question": KNOWN, "conversation": "c" * 81}, "/conversation"),
        ([], ""),
    ],
)
def test_a_field_that_is_wrong_is_named_by_pointer(client: TestClient, body: object, pointer: str) -> None:
    assert _faults(client.post("/api/v1/ask", json=body)) == [("body", pointer)]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ('{"question": ', ""),
        ('{"question": "\\ud800"}', "/question"),
        ('{"question": "Why?", "\\ud800": 1}', ""),
        ('{"question": NaN}', "/question"),
    ],
)
def test_a_body_that_is_no_good_json_is_told_where(client: TestClient, body: str, pointer: str) -> None:
    response = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert _faults(response) == [("body", pointer)]


def test_a_body_nested_beyond_reading_is_400(client: TestClient) -> None:
    response = client.post("/api/v1/ask", content="[" * 19_000, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.headers["content-type"]) == (400, "application/problem+json")


def test_a_question_too_long_is_told_the_limit(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "a" * 301})
    assert (
        response.json()["errors"][0]["detail"] == "the question is longer than 300 characters. Ask it in fewer words."
    )


def test_the_longest_question_allowed_is_taken(client: TestClient) -> None:
    assert client.post("/api/v1/ask", json={"question": "a" * 300}).status_code == 200


@pytest.mark.parametrize(
    ("query", "pointer"), [("", "/q"), ("q=", "/q"), ("q=a&k=0", "/k"), ("q=a&k=51", "/k"), ("q=" + "a" * 301, "/q")]
)
def test_a_query_that_is_wrong_is_named_by_pointer(client: TestClient, query: str, pointer: str) -> None:
    assert _faults(client.get(f"/api/v1/search?{query}")) == [("query", pointer)]


def test_a_ref_without_a_paragraph_is_told_how_to_write_one(client: TestClient) -> None:
    response = client.get("/api/v1/paragraphs/cpr")
    assert _faults(response) == [("path", "/ref")]
    assert response.json()["errors"][0]["detail"] == "'cpr' is not a paragraph's address; write it like cpr#7.2"


@pytest.mark.parametrize("error", [EditionError("no edition in /srv/home"), ElsewhereError("the model is away")])
def test_what_the_asker_cannot_mend_is_503_and_logged(
    client: TestClient, assistant: FixedAssistant, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    assistant.fails_with = error
    response = client.post("/api/v1/ask", json={"question": KNOWN})
    request_id = response.headers["x-request-id"]
    assert response.status_code == 503
    assert response.json()["detail"] == f"Townclerk cannot answer just now. The reason has been logged as {request_id}."
    assert f"{request_id}: {error}" in caplog.messages


def test_it_is_not_ready_without_an_edition_though_alive(client: TestClient, assistant: FixedAssistant) -> None:
    assistant.fails_with = EditionError("no edition")
    assert (client.get("/readyz").status_code, client.get("/healthz").status_code) == (503, 200)


def test_a_bug_is_500_with_its_traceback_in_the_log_and_never_the_question(
    client: TestClient, assistant: FixedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.fails_with = ZeroDivisionError(f"while answering {KNOWN}")
    response = client.post("/api/v1/ask", json={"question": KNOWN})
    request_id = response.headers["x-request-id"]
    assert response.status_code == 500
    assert response.json()["detail"] == f"Something went wrong here. It has been logged as {request_id}."
    assert f"{request_id}: a bug" in caplog.text
    assert "fixed.py" in caplog.text
    assert "builtins.ZeroDivisionError" in caplog.text
    assert KNOWN not in caplog.text


def test_a_bug_is_logged_with_what_caused_it(
    client: TestClient, assistant: FixedAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    error = RuntimeError("second")
    error.__cause__ = KeyError("first")
    assistant.fails_with = error
    client.get("/api/v1/documents")
    assert caplog.text.index("builtins.KeyError") < caplog.text.index("builtins.RuntimeError")


def test_an_unknown_path_is_404(client: TestClient) -> None:
    response = client.get("/nowhere")
    assert response.headers["content-type"] == "application/problem+json"
    assert (response.json()["status"], response.json()["detail"]) == (404, "There is no page here.")


def test_a_wrong_method_is_405_and_told_the_right_one(client: TestClient) -> None:
    response = client.get("/api/v1/ask")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["detail"] == "This address takes POST."


def test_a_body_too_large_is_413(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "a" * 20_000})
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"] == "What was sent is longer than 20,000 bytes."
    assert response.headers["x-request-id"] == response.json()["request_id"]


def test_a_body_too_large_is_413_where_its_length_is_not_declared(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        yield from [b"a" * 1000] * 21

    assert client.post("/api/v1/ask", content=chunks()).status_code == 413


def test_a_body_just_within_the_limit_is_taken(assistant: FixedAssistant) -> None:
    body = b'{"question": "Why?"}'
    for limit, status in ((len(body), 200), (len(body) - 1, 413)):
        client = TestClient(create_app(assistant, lambda: TODAY, WebLimits(300, limit, Audience.STAFF)))
        response = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
        assert response.status_code == status


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/documents/none", 404)])
def test_a_browser_gets_a_page(client: TestClient, path: str, status: int) -> None:
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert "<h1>There is no" in response.text


def test_the_api_answers_a_browser_as_it_answers_a_program(client: TestClient) -> None:
    response = client.get("/api/v1/documents/none", headers=BROWSER)
    assert response.headers["content-type"] == "application/problem+json"


class NoEdition(FixedAssistant):
    """An assistant that has nothing to serve, nor an edition to name."""

    @property
    def edition(self) -> str:
        raise EditionError("no edition")

    @edition.setter
    def edition(self, _: str) -> None:
        pass


def test_a_browser_gets_a_page_where_there_is_no_edition_to_name(assistant: FixedAssistant, tmp_path) -> None:
    client = TestClient(create_app(NoEdition(tmp_path, assistant.wording), lambda: TODAY, WebLimits()))
    response = client.get("/", headers=BROWSER)
    assert response.status_code == 503
    assert "<h1>Townclerk cannot answer just now." in response.text


def test_a_hostile_path_is_escaped_on_its_page(client: TestClient) -> None:
    response = client.get("/documents/%3Cscript%3E", headers=BROWSER)
    assert "There is no document &#39;&lt;script&gt;&#39;." in response.text
    assert "<script>" not in response.text


def test_an_app_has_a_door_of_its_own(app: FastAPI, tmp_path, assistant: FixedAssistant) -> None:
    other = create_app(assistant, lambda: TODAY, WebLimits())
    TestClient(other).post("/api/v1/ask", json={"question": KNOWN})
    assert 'outcome="answered"} 0.0' in TestClient(app).get("/metrics").text
