"""A checklist as JSON, by a schema that is published beside it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.checklists.checklist import Checklist

_URI = "https://json-schema.org/draft/2020-12/schema"


@cache
def _adapter() -> TypeAdapter[Checklist]:
    return TypeAdapter(Checklist)


def as_data(checklist: Checklist) -> dict[str, Any]:
    """The checklist as plain data for JSON: dates as text, amounts as numbers, a fact not known as null."""
    data: dict[str, Any] = _adapter().dump_python(checklist, mode="json")
    return data


def as_json(checklist: Checklist) -> str:
    """The checklist as JSON text."""
    return json.dumps(as_data(checklist), ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema of a checklist as it is printed."""
    return {"$schema": _URI, **_adapter().json_schema(mode="serialization")}
