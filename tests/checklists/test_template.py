"""The starter template is what its tool makes, to the byte."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from corpus import STARTER

TOOL = Path(__file__).parents[2] / "tools" / "make_templates.py"


def test_the_tool_makes_the_template_that_the_pack_holds() -> None:
    spec = importlib.util.spec_from_file_location("make_templates", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.checklist_template() == (STARTER / "templates" / "checklist.docx").read_bytes()
