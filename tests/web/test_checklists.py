"""Checklists through the API."""

from __future__ import annotations

from fastapi.testclient import TestClient

HOMECARE = {"category": "services", "subject": "domiciliary-care", "value": 2_400_000, "value_includes_vat": True}


def test_every_checklist_is_listed_with_a_line(client: TestClient) -> None:
    listed = client.get("/api/v1/checklists").json()["checklists"]
    assert len(listed) == 15
    assert listed[0]["name"] == "social-value-act"
    assert all(row["line"].endswith(".") for row in listed)


def test_a_checklist_says_what_follows_from_the_facts(client: TestClient) -> None:
    response = client.post("/api/v1/checklists/social-value-act", json={"profile": HOMECARE, "as_of": "2026-11-20"})
    made = response.json()
    derived = {fact["name"]: fact["value"] for fact in made["derived"]}
    assert response.status_code == 200
    assert made["as_of"] == "2026-11-20"
    assert (derived["band"], derived["social_value_act_duty"], derived["standstill_mandatory"]) == ("E", True, False)
    assert "applies" in {item["state"] for item in made["items"]}


def test_the_same_facts_on_the_same_date_give_the_same_bytes(client: TestClient) -> None:
    asked = {"profile": HOMECARE, "as_of": "2026-11-20"}
    first, second = (client.post("/api/v1/checklists/equality", json=asked).content for _ in range(2))
    assert first == second


def test_a_fact_that_cannot_be_is_named_by_its_pointer(client: TestClient) -> None:
    response = client.post("/api/v1/checklists/equality", json={"profile": {"valu": 5, "start": "soon"}})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    errors = {error["pointer"]: error["detail"] for error in response.json()["errors"]}
    assert set(errors) == {"/profile/valu", "/profile/start"}
    assert "value" in errors["/profile/valu"]


def test_a_checklist_there_is_not_is_404_and_names_those_there_are(client: TestClient) -> None:
    response = client.post("/api/v1/checklists/parking", json={"profile": {}})
    assert response.status_code == 404
    assert "social-value-act" in response.json()["detail"]
