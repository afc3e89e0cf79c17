"""The API's account of itself."""

from __future__ import annotations

import json

from fastapi.testclient import TestClient

ROUTES = {
    "/api/v1/ask": {"post"},
    "/api/v1/checklists": {"get"},
    "/api/v1/checklists/{name}": {"post"},
    "/api/v1/tenders": {"post"},
    "/api/v1/search": {"get"},
    "/api/v1/documents": {"get"},
    "/api/v1/documents/{id}": {"get"},
    "/api/v1/paragraphs/{ref}": {"get"},
    "/api/v1/values": {"post"},
    "/healthz": {"get"},
    "/readyz": {"get"},
    "/metrics": {"get"},
}


def test_the_account_lists_the_api_and_nothing_else(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {path: set(operations) for path, operations in paths.items()} == ROUTES


def test_every_error_is_told_as_problem_json(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    contents = {
        tuple(response["content"])
        for operations in paths.values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status >= "400"
    }
    assert contents == {("application/problem+json",)}


def test_every_success_names_its_shape_or_its_media_type(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    told = {
        path: operation["responses"]["200"]["content"]
        for path, operations in paths.items()
        for operation in operations.values()
    }
    shapes = {
        path: content["application/json"]["schema"]["$ref"] for path, content in told.items() if path != "/metrics"
    }
    assert {path: ref.rsplit("/", 1)[1] for path, ref in shapes.items()} == {
        "/api/v1/ask": "Answer",
        "/api/v1/checklists": "Checklists",
        "/api/v1/checklists/{name}": "Checklist",
        "/api/v1/tenders": "TenderSection",
        "/api/v1/search": "Hits",
        "/api/v1/documents": "Documents",
        "/api/v1/documents/{id}": "DocumentText",
        "/api/v1/paragraphs/{ref}": "Paragraph",
        "/api/v1/values": "Valuation",
        "/healthz": "Health",
        "/readyz": "Readiness",
    }
    assert set(told["/api/v1/ask"]) == {"application/json", "text/event-stream"}
    assert set(told["/metrics"]) == {"text/plain"}


def test_a_question_takes_no_field_that_is_not_told(client: TestClient) -> None:
    question = client.get("/openapi.json").json()["components"]["schemas"]["Question"]
    assert question["additionalProperties"] is False
    assert set(question["properties"]) == {"question", "as_of", "conversation"}


def test_the_account_names_nothing_of_fastapis_own_errors(client: TestClient) -> None:
    assert "HTTPValidationError" not in json.dumps(client.get("/openapi.json").json())


def test_the_account_is_the_same_when_asked_again(client: TestClient) -> None:
    assert client.get("/openapi.json").text == client.get("/openapi.json").text
