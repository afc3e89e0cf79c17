"""The texts of a pack are refused where they do not hold together, and the check proves what they rest on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.checking_tenders import check_tenders
from assistant.tenders.text_shapes import load_texts
from corpus import STARTER
from indexer.errors import PackError
from indexer.pack import ReadPack, open_pack, read_pack
from tests.tenders.worked import TODAY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(STARTER / "tenders", tmp_path / "tenders")
    return tmp_path / "tenders"


@pytest.fixture(scope="module")
def read() -> ReadPack:
    return read_pack(open_pack(STARTER), lambda _: None)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("clauses.yaml", "{plan_days}", "{plan_day}", r"plan-give.*wants \{plan_day\}.*did you mean plan_days\?"),
        ("parts.yaml", "id: purpose-band-a", "id: purpose-band-b", "purpose-band-b.*is also an id"),
        ("parts.yaml", "strength: states", "strength: shall", "strength"),
        ("questions.yaml", "fact: band, is: B", "fact: bund, is: B", "there is no fact 'bund'"),
        ("clauses.yaml", "refs: [sv-policy#6.4]", "refs: []", "refs"),
        ("schedule.yaml", "at_least: 90", "at_least: many", "at_least"),
        ("proposals.yaml", "band: C", "bond: C", "band, line 88: field required"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_entry(folder: Path, file: str, old: str, new: str, told: str):
    edit(folder / file, old, new)
    with pytest.raises(PackError, match=told) as refused:
        load_texts(folder)
    assert file in str(refused.value)


def test_the_starter_texts_are_sound(read: ReadPack):
    assert list(check_tenders(read, TODAY)) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("clauses.yaml", "refs: [sv-policy#14.4]", "refs: [sv-policy#99.4]", "remedies-payment: cites sv-policy#99.4"),
        ("clauses.yaml", "strength: should", "strength: may", "says should, which is stronger than the 'may' it is"),
        ("proposals.yaml", "domiciliary-care: [J10,", "domiciliary-care: [J99,", "J99: is no measure"),
    ],
)
def test_what_does_not_rest_on_its_source_is_a_fault(tmp_path: Path, file: str, old: str, new: str, told: str):
    shutil.copytree(STARTER, tmp_path / "pack")
    edit(tmp_path / "pack" / "tenders" / file, old, new)
    found = [finding.text for finding in check_tenders(read_pack(open_pack(tmp_path / "pack"), lambda _: None), TODAY)]
    assert any(told in text for text in found)
