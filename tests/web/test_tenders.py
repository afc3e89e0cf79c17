"""Tender sections through the API."""

from __future__ import annotations

from fastapi.testclient import TestClient

HOMECARE = {
    "category": "services", "subject": "domiciliary-care", "value": 2_400_000, "value_includes_vat": True,
    "regime": "light-touch", "term_months": 36,
}  # fmt: skip


def test_a_section_has_its_parts_its_measures_and_its_gaps(client: TestClient) -> None:
    response = client.post("/api/v1/tenders", json={"profile": HOMECARE, "as_of": "2026-11-20"})
    made = response.json()
    assert response.status_code == 200
    assert made["parts"][0]["id"] == "purpose"
    assert 1 <= len(made["measures"]) <= 6
    assert made["approval"] is None
    assert {gap["kind"] for gap in made["gaps"]} >= {"choice", "measure", "fact"}


def test_the_same_facts_on_the_same_date_give_the_same_section(client: TestClient) -> None:
    asked = {"profile": HOMECARE, "as_of": "2026-11-20"}
    first, second = (client.post("/api/v1/tenders", json=asked).content for _ in range(2))
    assert first == second


def test_a_fact_that_cannot_be_is_named_by_its_pointer(client: TestClient) -> None:
    response = client.post("/api/v1/tenders", json={"profile": {"valu": 5}})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/profile/valu"]
