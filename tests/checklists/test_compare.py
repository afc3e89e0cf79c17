"""What a new date, threshold, pack or contract adds to a checklist, drops from it, or alters on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.checklists.compare import FactChange, FieldChange, as_data, as_markdown, compare
from assistant.checklists.desk import Desk
from tests.checklists.small import LAW, made, pack
from tests.rules.small import POLICY


def test_a_new_date_drops_what_is_no_longer_in_force(desk: Desk) -> None:
    found = compare(made(desk), made(desk, date(2028, 4, 1)), desk.wording)
    assert ([item.rule for item in found.added], [item.rule for item in found.dropped]) == ([], ["plan"])


def test_a_higher_value_adds_what_it_brings(desk: Desk) -> None:
    found = compare(made(desk, value=60000), made(desk, value=120000), desk.wording)
    assert [item.rule for item in found.added] == ["plan"]
    assert FactChange("band", "Value band", "C", "D") in found.facts


def test_a_fact_not_given_any_more_alters_the_state(desk: Desk) -> None:
    found = compare(made(desk), made(desk, value=None), desk.wording)
    changes = {change.rule: change.changes for change in found.altered}
    assert changes == {
        "consider": (FieldChange("state", "applies", "waits for a fact"),),
        "plan": (FieldChange("state", "applies", "waits for a fact"),),
    }
    assert FactChange("value", "Value over the whole term", "£250,000", "not known") in found.facts


def test_a_new_pack_alters_what_is_asked(desk: Desk, tmp_path: Path) -> None:
    other = Desk.of(pack(tmp_path / "pack", policy=POLICY.replace("strength: should", "strength: must")))
    found = compare(made(desk), made(other), desk.wording)
    assert [(change.rule, change.changes) for change in found.altered] == [
        ("plan", (FieldChange("strength", "Should", "Must"),))
    ]
    assert found.before != found.after


def test_new_words_of_a_source_are_seen(desk: Desk, tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    (folder / "documents" / "law.md").write_text(LAW.replace("two things", "these things"), encoding="utf-8")
    found = compare(made(desk), made(Desk.of(folder)), desk.wording)
    assert [(change.rule, [field.field for field in change.changes]) for change in found.altered] == [
        ("consider", ["quotations"])
    ]


def test_nothing_changes_from_a_checklist_to_itself(desk: Desk) -> None:
    found = compare(made(desk), made(desk), desk.wording)
    assert as_markdown(found, desk.wording) == (
        "# Before you start: what changes\n\n"
        f"- From: as at 20 November 2026, rules {desk.rulebook.digest[:12]}\n"
        f"- To: as at 20 November 2026, rules {desk.rulebook.digest[:12]}\n\n"
        "Nothing changes.\n"
    )


def test_a_comparison_is_printed_under_what_it_adds_drops_and_alters(desk: Desk) -> None:
    found = compare(made(desk, value=60000, lots=True), made(desk, value=120000), desk.wording)
    text = as_markdown(found, desk.wording)
    assert "## Added\n\n- Ask for a delivery plan. (plan)\n" in text
    assert "- Divided into lots: yes -> not known\n" in text
    assert [item["rule"] for item in as_data(found)["added"]] == ["plan"]
