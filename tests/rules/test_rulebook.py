"""A rulebook that does not hold together is refused by file, entry, field and line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.rules.conditions import ALWAYS, All, Comparison, Not
from assistant.rules.rulebook import Days, Rulebook
from assistant.rules.rulebook_shapes import load_rulebook
from indexer.errors import NotFound, PackError
from indexer.model import Authority, Ref
from tests.rules.small import ACT, CHECKLISTS, POLICY, SUBJECTS, TABLES, rule, small, source, write


def _refusal(folder: Path, **changed: str) -> str:
    with pytest.raises(PackError) as refusal:
        load_rulebook(write(folder, **changed))
    return str(refusal.value).removeprefix(f"{folder}/")


def test_a_rule_is_read_whole(book: Rulebook) -> None:
    plan = next(rule for rule in book.rules if rule.id == "plan")
    assert plan.when == All((Comparison("band", "one_of", ("D", "E")), Not(Comparison("category", "is", "goods"))))
    assert plan.refs == (Ref("policy", "13.1"),)
    assert plan.days == Days("start", 20, working=True)
    assert (plan.source, plan.authority, plan.strength) == ("The policy", Authority.POLICY, "should")
    assert (plan.in_force_from, plan.in_force_until) == (date(2026, 4, 1), date(2028, 3, 31))


def test_days_before_are_counted_back(book: Rulebook) -> None:
    assert next(rule for rule in book.rules if rule.id == "consider").days == Days("notice", -1, working=True)


def test_a_rule_without_a_condition_always_holds(book: Rulebook) -> None:
    assert next(rule for rule in book.rules if rule.id == "record").when == ALWAYS


def test_a_rule_is_in_force_from_its_first_day_to_its_last(book: Rulebook) -> None:
    plan = next(rule for rule in book.rules if rule.id == "plan")
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2028, 3, 31), date(2028, 4, 1)]
    assert [plan.in_force(day) for day in days] == [False, True, True, False]


def test_a_checklist_has_its_rules_by_stage_and_then_by_authority(book: Rulebook) -> None:
    assert [rule.id for rule in book.rules_of("start")] == ["consider", "record", "plan"]
    assert [rule.id for rule in book.rules_of("later")] == ["plan"]


def test_a_checklist_that_is_not_there_is_refused_with_those_that_are(book: Rulebook) -> None:
    with pytest.raises(NotFound) as refusal:
        book.rules_of("end")
    assert str(refusal.value) == "there is no checklist 'end'; there are start, later"


def test_refs_that_are_not_held_are_named_with_what_gives_them(book: Rulebook) -> None:
    held = {ref for _, ref in book.addresses()} - {Ref("policy", "13.1"), Ref("law", "2.1")}
    assert book.missing(held) == (("plan", Ref("policy", "13.1")), ("thresholds", Ref("law", "2.1")))


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    first, second = small(tmp_path / "a"), small(tmp_path / "b")
    other = small(tmp_path / "c", policy=POLICY.replace("Keep a record.", "Keep a good record."))
    assert first.digest == second.digest != other.digest


def test_the_id_of_two_rules_is_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "rules", second=source(rule("plan"))) == (
        "second.yaml: plan: is also the id of a rule in policy.yaml; give one another"
    )


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        (
            "is: true",
            "is: yes please",
            "act.yaml: consider, when, line 6: social_value_act_duty is true or false, not 'yes please'",
        ),
        (
            "social_value_act_duty",
            "social_value_duty",
            "act.yaml: consider, when, line 6: there is no fact 'social_value_duty'; "
            "did you mean social_value_act_duty?",
        ),
        ("must", "shall", "act.yaml: consider, strength, line 7: input should be 'must', 'should' or 'may'"),
        ("    stage: plan\n", "", "act.yaml: consider, stage, line 4: field required"),
        ("stage: plan", "phase: plan", "act.yaml: consider, stage, line 4: field required"),
        ("[law#6.1]", "[law 6.1]", None),
        ("[law#6.1]", "[]", None),
        (
            "{before: notice, working: 1}",
            "{before: notice}",
            "act.yaml: consider, days, line 13: days is {before or after: start, notice, award or end, "
            "working or calendar: a number}",
        ),
        (
            "checklists: [start]",
            "checklists: [strat]",
            "act.yaml: consider: belongs to no checklist 'strat'; did you mean start?",
        ),
        ("authority: legislation", "authority: law", None),
        ("2013-01-31", "2013-02-31", None),
    ],
)
def test_a_rule_that_cannot_be_is_refused_by_its_line(tmp_path: Path, old: str, new: str, refusal: str | None) -> None:
    said = _refusal(tmp_path / "rules", act=ACT.replace(old, new, 1))
    assert said.startswith("act.yaml: ")
    if refusal:
        assert said == refusal


def test_a_field_nobody_knows_is_refused(tmp_path: Path) -> None:
    said = _refusal(tmp_path / "rules", act=ACT + "    urgency: high\n")
    assert said == "act.yaml: consider, urgency, line 16: extra inputs are not permitted"


def test_a_ref_that_is_no_address_is_refused(tmp_path: Path) -> None:
    said = _refusal(tmp_path / "rules", act=ACT.replace("law#6.1", "law 6.1"))
    assert said == ("act.yaml: consider, refs.0, line 8: 'law 6.1' is not a paragraph's address; write it like cpr#7.2")


def test_a_subject_that_the_pack_does_not_list_is_refused_in_a_condition(tmp_path: Path) -> None:
    extra = source(rule("one", when="{fact: subject, one_of: [ict, youth-service]}"))
    assert _refusal(tmp_path / "rules", extra=extra) == (
        "extra.yaml: one: there is no subject 'youth-service'; did you mean youth-services?"
    )


def test_a_rule_file_that_is_not_yaml_is_refused_by_its_line(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "rules", act="source: [\n").startswith("act.yaml: line 2: is not YAML")


def test_two_checklists_of_one_name_are_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "rules", checklists=CHECKLISTS + CHECKLISTS) == "checklists.yaml: start: is here twice"


def test_two_subjects_of_one_name_are_refused(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "rules", subjects=SUBJECTS + SUBJECTS) == (
        "subjects.yaml: youth-services: is here twice"
    )


def test_what_a_derived_fact_rests_on_may_be_given(tmp_path: Path) -> None:
    book = small(tmp_path / "rules", facts="- {fact: band, refs: [rules#6.1], confirmed: false}\n")
    assert (book.grounds["band"].refs, book.grounds["band"].confirmed) == ((Ref("rules", "6.1"),), False)


def test_the_grounds_of_a_fact_that_is_not_derived_are_refused(tmp_path: Path) -> None:
    said = _refusal(tmp_path / "rules", facts="- {fact: bands, refs: [rules#6.1]}\n")
    assert said == "facts.yaml: bands: is no derived fact; did you mean band?"


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        (
            "until: 2025-12-31",
            "until: 2025-11-30",
            "tables.yaml: thresholds: goods-services: nothing stands from 2025-12-01 until 2025-12-31",
        ),
        (
            "until: 2025-12-31",
            "until: 2026-01-01",
            "tables.yaml: thresholds: goods-services: the row from 2024-01-01 (until 2026-01-01) overlaps "
            "the row from 2026-01-01",
        ),
        (
            "until: 2025-12-31",
            "until: null",
            "tables.yaml: thresholds: goods-services: the row from 2024-01-01 (until no end) overlaps "
            "the row from 2026-01-01",
        ),
        (
            "{band: B, from_value: 10000, to_value: 50000",
            "{band: B, from_value: 10000, to_value: 40000",
            "tables.yaml: bands: on 2026-04-01 band C does not begin where band B ends",
        ),
        (
            "{band: A, from_value: 0,",
            "{band: A, from_value: 1,",
            "tables.yaml: bands: on 2026-04-01 band A does not begin at 0",
        ),
        (
            "from_value: threshold, to_value: null",
            "from_value: threshold, to_value: 9000000",
            "tables.yaml: bands: on 2026-04-01 band E has an end",
        ),
        ("amount: 214904", "amount: lots", None),
        ("amount: 214904", "amount: -1", None),
        ("type: works", "type: work", None),
    ],
)
def test_tables_with_a_gap_or_an_overlap_are_refused(tmp_path: Path, old: str, new: str, refusal: str | None) -> None:
    said = _refusal(tmp_path / "rules", tables=TABLES.replace(old, new, 1))
    assert said == refusal if refusal else said.startswith("tables.yaml: entry ")


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("vat_rate: 20\n", "20"),
        ("vat_rate: {percent: 17.5, note: the old rate}\n", "17.5"),
        ("vat_rate:\n  - {percent: 20, from: 2011-01-04, until: 2030-12-31, refs: [law#1.1]}\n", "20"),
    ],
)
def test_the_rate_of_vat_may_be_a_number_or_a_series(tmp_path: Path, rate: str, expected: str) -> None:
    book = small(tmp_path / "rules", tables=TABLES.replace("vat_rate: 20\n", rate))
    found = book.tables.vat_rate(date(2026, 11, 20))
    assert found is not None
    assert found.value == Decimal(expected)


def test_a_threshold_can_be_tried_out_without_a_new_table(book: Rulebook) -> None:
    tried = book.tables.with_threshold("goods-services", Decimal(200000), date(2026, 7, 1))
    days = (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1), date(2029, 1, 1))
    found = [tried.threshold("goods-services", day) for day in days]
    assert [row.amount if row else None for row in found] == [214904, 207720, 200000, 200000]
