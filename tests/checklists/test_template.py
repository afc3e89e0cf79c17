"""The starter templates are what their tool makes, to the byte."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from corpus import STARTER

TOOL = Path(__file__).parents[2] / "tools" / "make_templates.py"


@pytest.mark.parametrize("name", ["checklist", "tender"])
def test_the_tool_makes_the_templates_that_the_pack_holds(name: str) -> None:
    spec = importlib.util.spec_from_file_location("make_templates", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    made = getattr(tool, f"{name}_template")()
    assert made == (STARTER / "templates" / f"{name}.docx").read_bytes()
