"""Another council's history is asked only where the question names that council."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.answering.answer import Outcome
from assistant.assistant import Assistant
from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from indexer.build import build
from indexer.editions import Editions
from indexer.model import Audience
from indexer.pack import open_pack, read_pack
from tests.kit import onnx_kit
from tests.packs import MANIFEST, OLD_POLICY, write_pack

HISTORY = MANIFEST.replace(
    "  publisher: Testford Council\n  owner: Head of Procurement\n  contact: procurement@testford.example\n"
    "  in_force_from: 2019-04-01\n  in_force_until: 2026-03-31\n  superseded_by: policy\n",
    "  publisher: Barton Borough Council\n  owner: Head of Procurement\n  contact: procurement@testford.example\n"
    "  standing: history\n  published: 2019-04-01\n",
)


@pytest.fixture(scope="module")
def beside_barton(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> Assistant:
    pack = write_pack(tmp_path_factory.mktemp("pack"), manifest=HISTORY, old_policy=OLD_POLICY)
    home = tmp_path_factory.mktemp("home")
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    return make_assistant(load_settings(pack=pack, home=home))


def test_history_answers_a_question_that_names_its_council_and_says_what_it_is(beside_barton: Assistant):
    answer = beside_barton.ask("What was Barton's Golden Trowel award?", Audience.STAFF, date(2026, 11, 20))
    assert answer.outcome is Outcome.SUPERSEDED
    assert str(answer.statements[0].citations[0].ref) == "old-policy#1.1"
    assert [notice.kind for notice in answer.notices] == ["history"]


def test_history_does_not_answer_for_this_council(beside_barton: Assistant):
    answer = beside_barton.ask("What was the Golden Trowel award?", Audience.STAFF, date(2026, 11, 20))
    assert answer.outcome is Outcome.NOT_COVERED
