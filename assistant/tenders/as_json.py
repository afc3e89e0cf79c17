"""A tender section as JSON, by the schema that the API publishes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from assistant.tenders.section import TenderSection


@cache
def _adapter() -> TypeAdapter[TenderSection]:
    return TypeAdapter(TenderSection)


def as_data(section: TenderSection) -> dict[str, Any]:
    """The section as plain data for JSON: dates as text, amounts as numbers, what is not known as null."""
    data: dict[str, Any] = _adapter().dump_python(section, mode="json")
    return data


def as_json(section: TenderSection) -> str:
    """The section as JSON text."""
    return json.dumps(as_data(section), ensure_ascii=False, indent=1) + "\n"
