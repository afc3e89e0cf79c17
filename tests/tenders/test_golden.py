"""The sections of six worked contracts, as they were read and kept.

To renew them after a change that is meant: python -m tests.tenders.renew, then read the difference before it is kept.
"""

from __future__ import annotations

import pytest

from assistant.tenders.desk import TenderDesk
from corpus import STARTER
from tests.tenders.renew import reading_list
from tests.tenders.worked import GOLDEN, NAMES, golden, made


def test_there_are_six_worked_contracts():
    assert NAMES == ("call-off", "grounds-maintenance", "homecare", "ict", "school", "youth-services")


@pytest.mark.parametrize("name", NAMES)
def test_a_worked_section_is_what_was_kept_of_it(desk: TenderDesk, name: str):
    kept = (GOLDEN / f"{name}.md").read_text(encoding="utf-8")
    assert golden(desk, name) == kept, "if this is meant, renew: python -m tests.tenders.renew"


def test_the_lawyers_reading_list_is_what_was_kept_of_it(desk: TenderDesk):
    kept = (GOLDEN / "reading-list.md").read_text(encoding="utf-8")
    assert reading_list(desk) == kept, "if this is meant, renew: python -m tests.tenders.renew"


@pytest.mark.parametrize("format", ["md", "html", "json", "docx"])
def test_a_section_made_again_is_the_same_bytes(desk: TenderDesk, format: str):
    again = TenderDesk.of(STARTER)
    assert desk.printed(made(desk, "homecare"), format) == again.printed(made(again, "homecare"), format)
