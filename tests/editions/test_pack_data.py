"""The rules a pack has are part of the edition built from it, and the public half has none that rest on staff alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from corpus import STARTER
from indexer.build import already_built, build
from indexer.editions import Editions
from indexer.errors import NotFound
from indexer.model import Audience
from indexer.pack import open_pack, read_pack
from indexer.pack_data import copy_data, data_digest
from tests.kit import onnx_kit
from tests.packs import write_pack

RULES = """\
source: The Council's own rules
authority: rules
rules:
- {id: shown, asks: Keep a record., strength: must, refs: ["policy#1.1", "guide#1.1"]}
- {id: hidden, asks: Say heliotrope., strength: must, refs: ["guide#1.2"]}
"""


def test_a_rule_that_rests_on_staff_documents_alone_is_not_in_the_public_half(tmp_path: Path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(RULES, encoding="utf-8")
    copy_data(tmp_path, tmp_path / "public", {"guide"})
    copy_data(tmp_path, tmp_path / "staff", ())
    assert "heliotrope" not in (tmp_path / "public" / "rules" / "own.yaml").read_text(encoding="utf-8")
    assert "shown" in (tmp_path / "public" / "rules" / "own.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "staff" / "rules" / "own.yaml").read_text(encoding="utf-8") == RULES


def test_a_changed_rule_makes_another_edition(tmp_path: Path, encoder: Path):
    pack = write_pack(tmp_path / "pack")
    (pack / "rules").mkdir()
    (pack / "rules" / "own.yaml").write_text(RULES, encoding="utf-8")
    before = data_digest(pack)
    (pack / "rules" / "own.yaml").write_text(RULES.replace("Keep a record", "Keep two records"), encoding="utf-8")
    assert data_digest(pack) != before


def test_an_edition_that_was_broken_is_built_again_and_stays_mended(tmp_path: Path, encoder: Path):
    pack, editions = write_pack(tmp_path / "pack"), Editions(tmp_path / "home")
    kit = onnx_kit(encoder)
    first = build(editions, read_pack(open_pack(pack), lambda _: None), kit).edition
    (first.folder / "staff" / "vectors.faiss").write_bytes(b"broken")
    assert already_built(editions, open_pack(pack), kit.model) is None
    second = build(editions, read_pack(open_pack(pack), lambda _: None), kit).edition
    again = already_built(editions, open_pack(pack), kit.model)
    assert again is not None
    assert again.edition == second
    assert editions.current().id == f"{first.id}-2"


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Assistant:
    """An assistant over the starter pack's rules and a few of its documents."""
    pack = tmp_path_factory.mktemp("pack") / "pack"
    write_pack(pack)
    for folder in ("rules", "templates", "wording"):
        (pack / folder).symlink_to(STARTER / folder)
    home = tmp_path_factory.mktemp("home")
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    return make_assistant(load_settings(pack=pack, home=home))


def test_checklists_answer_by_the_rules_the_edition_was_built_with(starter: Assistant):
    made = starter.checklist("equality", {"category": "services"}, Audience.STAFF, date(2026, 11, 20))
    assert made.items
    with pytest.raises(NotFound, match="there is no checklist 'parking'"):
        starter.checklist("parking", {}, Audience.STAFF, date(2026, 11, 20))
