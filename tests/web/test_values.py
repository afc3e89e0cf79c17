"""Commitments valued through the API."""

from __future__ import annotations

from fastapi.testclient import TestClient

JOBS = {"code": "J1", "quantity": 12.5, "unit": "FTE years", "attribution": 50, "years": 2, "activity": "Homes"}


def test_commitments_come_back_in_their_units(client: TestClient) -> None:
    response = client.post("/api/v1/values", json={"commitments": [JOBS], "contract_value": 90000})
    made = response.json()
    assert response.status_code == 200
    assert (made["total"], made["contract_value"], made["valued"]) == (None, 90000.0, [])
    (one,) = made["in_units"]
    assert (one["row"], one["code"], one["counted"], one["years"], one["from"]) == (1, "J1", 6.25, 2.0, None)


def test_a_rate_that_was_asked_for_comes_back_with_its_source(client: TestClient) -> None:
    made = client.post("/api/v1/values", json={"commitments": [JOBS], "discount": True}).json()
    assert (made["discount"]["percent"], made["discount"]["confirmed"]) == (3.5, False)


def test_every_mistake_is_named_by_its_pointer(client: TestClient) -> None:
    wrong = [JOBS, {"measure": "J99", "quantity": -1, "unit": "hours", "a/b": 1}, "J1"]
    response = client.post("/api/v1/values", json={"commitments": wrong})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    errors = {error["pointer"]: error["detail"] for error in response.json()["errors"]}
    assert set(errors) == {"/commitments/1/code", "/commitments/1/quantity", "/commitments/1/a~1b", "/commitments/2"}
    assert errors["/commitments/1/code"] == "there is no measure 'J99'; did you mean J9?"


def test_nothing_promised_is_named_as_such(client: TestClient) -> None:
    response = client.post("/api/v1/values", json={"commitments": []})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/commitments"]


def test_a_contract_value_that_is_none_is_refused(client: TestClient) -> None:
    for value, status in (("£90k", 200), ("lots", 422), (0, 422), (True, 422)):
        response = client.post("/api/v1/values", json={"commitments": [JOBS], "contract_value": value})
        assert response.status_code == status


def test_a_field_there_is_not_is_refused(client: TestClient) -> None:
    response = client.post("/api/v1/values", json={"commitments": [JOBS], "currency": "EUR"})
    assert [error["pointer"] for error in response.json()["errors"]] == ["/currency"]


def test_a_number_that_json_cannot_hold_is_refused(client: TestClient) -> None:
    body = b'{"commitments": [{"code": "J1", "quantity": NaN, "unit": "FTE years"}]}'
    response = client.post("/api/v1/values", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422
