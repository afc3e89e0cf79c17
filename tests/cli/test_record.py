"""The record of a checklist, kept from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from assistant.cli import app


def test_a_record_says_who_made_it_of_what_rules_and_documents(tmp_path: Path):
    profile, record = tmp_path / "profile.yaml", tmp_path / "record.json"
    profile.write_text("category: services\nvalue: 90000\nvalue_includes_vat: true\n", encoding="utf-8")
    asked = ["checklist", "equality", "--profile", str(profile), "--as-of", "2026-11-20"]
    ran = CliRunner().invoke(app, [*asked, "--record", str(record), "--by", "A. Officer"])
    kept = json.loads(record.read_text(encoding="utf-8"))
    assert ran.exit_code == 0
    assert (kept["made_by"], kept["as_of"]) == ("A. Officer", "2026-11-20")
    assert kept["digest"].startswith("sha256:")
    assert kept["pack"]
    assert kept["edition"]


def test_a_record_by_nobody_is_not_kept(tmp_path: Path):
    profile, record = tmp_path / "profile.yaml", tmp_path / "record.json"
    profile.write_text("category: services\n", encoding="utf-8")
    ran = CliRunner().invoke(app, ["checklist", "equality", "--profile", str(profile), "--record", str(record)])
    assert str(ran.exception) == "say who makes the record: --by NAME"
    assert not record.exists()
