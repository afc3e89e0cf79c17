"""What `townclerk checklist` prints and writes, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.checklists.command import run
from assistant.checklists.desk import Desk
from indexer.errors import AskerError
from tests.checklists.small import pack
from tests.rules.small import TABLES, TODAY

PROFILE = """\
title: Computers
category: services
subject: ict
value: £250k
value_includes_vat: yes
start: 2027-04-01
"""


@pytest.fixture
def at(tmp_path: Path) -> Path:
    (tmp_path / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    pack(tmp_path / "pack")
    return tmp_path


def _run(at: Path, name: str = "start", format: str = "md", **options: object) -> str:
    chosen = {"profile_file": at / "profile.yaml", "output": None, "compare": None, **options}
    return run(name, as_of=TODAY, format=format, pack=at / "pack", **chosen)  # type: ignore[arg-type]


def test_without_a_name_it_lists_the_checklists(at: Path) -> None:
    assert _run(at, "") == "start\n    What to do first\nlater\n    What to do then\n"
    assert [row["name"] for row in json.loads(_run(at, "", "json"))] == ["start", "later"]


def test_it_prints_a_checklist_in_each_format_for_a_terminal(at: Path) -> None:
    assert _run(at).startswith("# Before you start\n")
    assert _run(at, format="html").startswith("<!DOCTYPE html>\n")
    assert json.loads(_run(at, format="json"))["name"] == "start"


def test_it_writes_a_word_file_and_says_where(at: Path) -> None:
    assert _run(at, format="docx", output=at / "out.docx") == f"{at / 'out.docx'}\n"
    assert (at / "out.docx").read_bytes()[:2] == b"PK"


def test_it_prints_the_same_bytes_twice(at: Path) -> None:
    assert _run(at, format="json") == _run(at, format="json")


@pytest.mark.parametrize(
    ("other", "dropped"), [("2028-04-01", ["plan"]), ("goods-services=£300k", ["consider"]), ("2026-11-20", [])]
)
def test_it_compares_with_a_date_or_a_threshold(at: Path, other: str, dropped: list[str]) -> None:
    found = json.loads(_run(at, format="json", compare=other))
    assert [item["rule"] for item in found["dropped"]] == dropped


def test_it_compares_with_another_profile(at: Path) -> None:
    (at / "other.yaml").write_text(PROFILE.replace("£250k", "£60k"), encoding="utf-8")
    found = json.loads(_run(at, format="json", compare=str(at / "other.yaml")))
    assert [item["rule"] for item in found["dropped"]] == ["consider", "plan"]


def test_it_compares_with_another_pack(at: Path) -> None:
    pack(at / "second", tables=TABLES.replace("amount: 207720", "amount: 260000"))
    found = json.loads(_run(at, format="json", compare=str(at / "second")))
    assert [item["rule"] for item in found["dropped"]] == ["consider"]
    assert {"name": "band", "label": "Value band", "before": "E", "after": "D"} in found["facts"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"name": "end"}, "there is no checklist 'end'; there are start, later"),
        ({"profile_file": None}, "give the facts of the contract: --profile FILE.yaml"),
        ({"format": "pdf"}, "'pdf' is none of the formats here: md, json, docx, html"),
        ({"format": "docx"}, "a Word file is not for a terminal; give -o FILE.docx"),
        ({"format": "html", "compare": "2027-01-01"}, "'html' is none of the formats here: md, json"),
        (
            {"compare": "soon"},
            "'soon' is nothing to compare with; give a date, a pack's folder, a profile's file, or a threshold like "
            "goods-services=200000",
        ),
        (
            {"compare": "works=lots"},
            "the threshold 'lots' is not an amount; write it like 90000, £90,000, £90k or £2.4m",
        ),
    ],
)
def test_what_it_cannot_do_is_refused_in_plain_words(at: Path, options: dict[str, object], why: str) -> None:
    with pytest.raises(AskerError) as refusal:
        _run(at, **options)  # type: ignore[arg-type]
    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("valu: 3\n", "valu is not a fact of a contract; did you mean value?"),
        ("- value\n", "is a profile, with a line for each fact, like value: 90000; this is not one"),
        ("value: [\n", "is not YAML"),
    ],
)
def test_a_profile_that_cannot_be_read_is_refused(at: Path, text: str, why: str) -> None:
    (at / "profile.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AskerError, match=why.replace("?", r"\?")):
        _run(at)


def test_a_profile_that_is_missing_is_refused(at: Path) -> None:
    with pytest.raises(AskerError, match=r"none\.yaml: is missing"):
        _run(at, profile_file=at / "none.yaml")


def test_a_file_that_cannot_be_written_is_refused(at: Path) -> None:
    with pytest.raises(AskerError, match="cannot be written: No such file or directory"):
        _run(at, output=at / "none" / "out.md")


def test_a_pack_without_wording_speaks_with_the_starters(at: Path) -> None:
    assert Desk.of(at / "pack").wording.language == "en"
