"""An answer as events."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from indexer.errors import ElsewhereError

from .fixed import KNOWN, FixedAssistant

STREAM = {"Accept": "text/event-stream"}


def _events(text: str) -> list[tuple[str, dict]]:
    events = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def test_a_stream_is_the_status_then_each_statement_then_the_whole_answer(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": KNOWN}, headers=STREAM)
    whole = client.post("/api/v1/ask", json={"question": KNOWN}).json()
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert _events(response.text) == [
        ("status", {"text": "Looking through the documents."}),
        ("statement", whole["statements"][0]),
        ("answer", whole),
    ]


def test_a_stream_is_neither_kept_nor_held_back(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": KNOWN}, headers=STREAM)
    assert (response.headers["cache-control"], response.headers["x-accel-buffering"]) == ("no-store", "no")


def test_an_answer_with_no_statements_streams_none(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "What is the moon?"}, headers=STREAM)
    assert [name for name, _ in _events(response.text)] == ["status", "answer"]


def test_a_question_that_is_wrong_is_refused_before_the_stream_begins(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "a" * 301}, headers=STREAM)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(("error", "status"), [(ElsewhereError("away"), 503), (ZeroDivisionError(KNOWN), 500)])
def test_an_error_under_way_is_an_event(
    client: TestClient, assistant: FixedAssistant, caplog: pytest.LogCaptureFixture, error: Exception, status: int
) -> None:
    assistant.fails_with = error
    response = client.post("/api/v1/ask", json={"question": KNOWN}, headers=STREAM)
    name, problem = _events(response.text)[-1]
    assert (name, problem["status"]) == ("problem", status)
    assert problem["request_id"] == response.headers["x-request-id"]
    assert problem["request_id"] in caplog.text
    assert KNOWN not in caplog.text
