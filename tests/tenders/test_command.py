"""`townclerk tender`: prints a section, writes one, and says plainly what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.rules.profile import ProfileRefused
from assistant.tenders.command import run
from corpus import STARTER
from indexer.errors import AskerError
from tests.tenders.worked import GOLDEN, TODAY

PROFILE = GOLDEN / "profiles" / "youth-services.yaml"


def test_a_section_is_printed_as_markdown():
    assert run(PROFILE, TODAY, "md", None, STARTER).startswith("# Social value section: Detached youth work\n")


@pytest.mark.parametrize(("format", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("html", b"<!DOC")])
def test_a_section_is_written_to_a_file(tmp_path: Path, format: str, begins: bytes):
    file = tmp_path / f"section.{format}"
    assert run(PROFILE, TODAY, format, file, STARTER) == f"{file}\n"
    assert file.read_bytes().startswith(begins)


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_file_is_not_printed_to_a_terminal(format: str):
    with pytest.raises(AskerError, match=f"give -o FILE.{format}"):
        run(PROFILE, TODAY, format, None, STARTER)


def test_a_format_there_is_not_is_told():
    with pytest.raises(AskerError, match="'pdf' is none of the formats here: md, json, docx, xlsx, html"):
        run(PROFILE, TODAY, "pdf", None, STARTER)


def test_a_fact_that_cannot_be_is_named(tmp_path: Path):
    (tmp_path / "p.yaml").write_text("valu: 5\n", encoding="utf-8")
    with pytest.raises(ProfileRefused, match="valu"):
        run(tmp_path / "p.yaml", TODAY, "md", None, STARTER)


def test_a_file_that_is_no_profile_is_told(tmp_path: Path):
    (tmp_path / "p.yaml").write_text("- 5\n", encoding="utf-8")
    with pytest.raises(AskerError, match="is a profile, with a line for each fact"):
        run(tmp_path / "p.yaml", TODAY, "md", None, STARTER)
