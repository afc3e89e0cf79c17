"""What is counted."""

from __future__ import annotations

from fastapi.testclient import TestClient

from assistant.answering.answer import Outcome

from .fixed import KNOWN, FixedAssistant


def test_questions_are_counted_by_outcome_from_the_page_and_the_api(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": KNOWN})
    client.get("/", params={"q": KNOWN})
    client.get("/", params={"q": "What is the moon?"})
    text = client.get("/metrics").text
    assert 'townclerk_questions_total{outcome="answered"} 2.0' in text
    assert 'townclerk_questions_total{outcome="not_covered"} 1.0' in text
    assert "townclerk_answer_seconds_count 3.0" in text


def test_every_outcome_has_a_row_before_the_first_question(client: TestClient) -> None:
    text = client.get("/metrics").text
    rows = [line for line in text.splitlines() if line.startswith("townclerk_questions_total{")]
    assert rows == [f'townclerk_questions_total{{outcome="{outcome.value}"}} 0.0' for outcome in Outcome]


def test_a_question_that_fails_is_counted_as_a_failure(client: TestClient, assistant: FixedAssistant) -> None:
    assistant.fails_with = ZeroDivisionError()
    client.post("/api/v1/ask", json={"question": KNOWN})
    assert "townclerk_question_failures_total 1.0" in client.get("/metrics").text


def test_no_question_is_in_the_figures(client: TestClient) -> None:
    client.post("/api/v1/ask", json={"question": KNOWN})
    text = client.get("/metrics").text
    assert "quotations" not in text


def test_the_figures_are_typed_as_prometheus_reads_them(client: TestClient) -> None:
    assert client.get("/metrics").headers["content-type"].startswith("text/plain; version=")
