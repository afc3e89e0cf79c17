"""The record of a checklist: who made it, when, from what, and how each item stood."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.checklists.desk import Desk
from assistant.checklists.record import record_of
from tests.checklists.small import made

WHEN = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)


def test_a_record_has_who_when_and_what_from(desk: Desk) -> None:
    data = record_of(made(desk), "A. Clerk", WHEN).as_data()
    assert (data["checklist"], data["made_by"], data["made_at"]) == ("start", "A. Clerk", "2026-11-20T14:30:00Z")
    assert (data["pack"], data["edition"]) == (desk.rulebook.digest, desk.sources.edition)
    assert [(item["rule"], item["state"]) for item in data["items"]] == [
        ("consider", "applies"),
        ("record", "applies"),
        ("plan", "applies"),
    ]


def test_a_record_keeps_the_digest_of_each_paragraph_shown(desk: Desk) -> None:
    paragraphs = {str(ref): paragraph.digest for ref, paragraph in desk.sources.paragraphs.items()}
    items = {item.rule: item.digests for item in record_of(made(desk), "A. Clerk", WHEN).items}
    assert items["plan"] == (paragraphs["policy#13.1"],)


def test_its_digest_is_that_of_the_checklist_and_of_nothing_else(desk: Desk) -> None:
    first, second = record_of(made(desk), "A. Clerk", WHEN), record_of(made(desk), "B. Clerk", WHEN)
    other = record_of(made(desk, value=1000), "A. Clerk", WHEN)
    assert first.digest == second.digest != other.digest
