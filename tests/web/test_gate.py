"""What every response carries, and what the log holds."""

from __future__ import annotations

import logging
import re

import pytest
from fastapi.testclient import TestClient

from .fixed import KNOWN, PHRASED

PAGES = ["/", f"/?q={KNOWN}", "/?q=", "/documents", "/documents/cpr", "/documents/old-report"]
OTHERS = ["/api/v1/documents", "/nowhere", "/documents/none", "/healthz", "/openapi.json"]
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_every_response_carries_the_policy_and_a_request_id(client: TestClient, path: str, accept: str) -> None:
    headers = client.get(path, headers={"Accept": accept}).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_a_script_or_a_style_of_its_own(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert re.findall(r"<script|<style|\sstyle=|\son\w+=|javascript:", text, re.IGNORECASE) == []


def test_a_style_sheet_is_kept_and_asked_after(client: TestClient) -> None:
    first = client.get("/static/townclerk.css")
    assert (first.headers["cache-control"], first.headers["content-security-policy"]) == ("no-cache", POLICY)
    again = client.get("/static/townclerk.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_two_requests_have_two_ids(client: TestClient) -> None:
    assert client.get("/").headers["x-request-id"] != client.get("/").headers["x-request-id"]


@pytest.mark.parametrize("path", [*PAGES, "/documents/cpr/original", "/static/townclerk.css", "/nowhere", "/healthz"])
def test_head_is_get_without_its_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["content-length"] == str(len(got.content))
    assert head.headers["content-type"] == got.headers["content-type"]


def test_head_where_only_post_is_taken_is_405(client: TestClient) -> None:
    assert client.head("/api/v1/ask").status_code == 405


def test_the_log_has_a_line_a_request_without_its_query(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "assistant.web")
    response = client.get("/", params={"q": KNOWN})
    (line,) = [record.message for record in caplog.records if record.name == "assistant.web.gate"]
    assert re.fullmatch(rf"GET / 200 \d+ms {response.headers['x-request-id']}", line)


def test_no_question_is_logged_by_any_way_of_asking(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "assistant")
    client.get("/", params={"q": KNOWN})
    client.get("/", params={"q": KNOWN * 20})
    client.get("/api/v1/search", params={"q": KNOWN})
    client.post("/api/v1/ask", json={"question": KNOWN})
    client.post("/api/v1/ask", json={"question": KNOWN * 20})
    client.post("/api/v1/ask", json={"question": PHRASED}, headers={"Accept": "text/event-stream"})
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("assistant")]
    assert len(ours) == 6
    assert not [line for line in ours if "quotations" in line]


def test_a_path_cannot_forge_a_line_of_the_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "assistant.web")
    client.get("/a%0AGET%20/b")
    (line,) = [record.message for record in caplog.records if record.name == "assistant.web.gate"]
    assert line.startswith("GET /a%0AGET%20/b 404 ")
