"""A checklist: every rule of its name once, with its state, its reason, and its source word for word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.checklists.checklist import Item, make_checklist
from assistant.checklists.desk import Desk
from assistant.rules.evaluate import State
from indexer.errors import NotFound
from tests.checklists.small import LATER_RULES, made, pack
from tests.rules.small import POLICY, TODAY, profile


def _item(items: tuple[Item, ...], rule: str) -> Item:
    return next(item for item in items if item.rule == rule)


def test_items_stand_by_stage_and_then_by_authority(desk: Desk) -> None:
    checklist = made(desk)
    assert [(item.stage, item.authority.value, item.rule) for item in checklist.items] == [
        ("plan", "legislation", "consider"),
        ("plan", "policy", "record"),
        ("manage", "policy", "plan"),
    ]


def test_an_item_says_why_it_applies_with_the_figures_used(desk: Desk) -> None:
    assert _item(made(desk).items, "consider").why == (
        "Duty under the Social Value Act: yes. Mainly services, and £250,000 is at or above £207,720, the threshold "
        "for ordinary services on 1 April 2027, the start given.",
    )


def test_an_item_without_a_condition_applies_to_every_contract(desk: Desk) -> None:
    assert _item(made(desk).items, "record").why == ("It applies to every contract.",)


def test_an_item_that_does_not_apply_says_which_fact_decided(desk: Desk) -> None:
    item = _item(made(desk, category="goods").items, "plan")
    assert (item.state, item.why) == (State.DOES_NOT_APPLY, ("Category: goods.",))


def test_an_item_that_is_not_in_force_says_from_when_it_is(desk: Desk) -> None:
    item = _item(made(desk, date(2026, 3, 31)).items, "plan")
    assert (item.state, item.why) == (State.DOES_NOT_APPLY, ("It is not in force until 1 April 2026.",))


def test_an_item_that_is_no_longer_in_force_says_until_when_it_was(desk: Desk) -> None:
    assert _item(made(desk, date(2028, 4, 1)).items, "plan").why == ("It was in force until 31 March 2028.",)


def test_an_item_waits_for_the_facts_that_nobody_gave(desk: Desk) -> None:
    checklist = desk.make("start", profile(category="services", subject="ict"), TODAY)
    item = _item(checklist.items, "consider")
    assert (item.state, item.waits_on) == (State.WAITS, ("value", "value_includes_vat"))
    assert item.why == ("Whether it applies turns on: Value over the whole term, Whether the value includes VAT.",)
    assert [(wanted.name, wanted.items) for wanted in checklist.wanted] == [("value", 2), ("value_includes_vat", 2)]


def test_a_source_is_quoted_word_for_word_with_its_sub_paragraphs(desk: Desk) -> None:
    source, *_ = _item(made(desk).items, "consider").sources
    assert source.citation is not None
    assert source.citation.quotation == desk.sources.paragraphs[source.citation.ref].text
    assert source.citation.digest == desk.sources.paragraphs[source.citation.ref].digest
    assert [str(part.ref) for part in source.parts] == ["law#6.1(a)", "law#6.1(b)", "law#6.1(b)(i)"]


def test_a_source_that_is_not_held_keeps_its_address(tmp_path: Path) -> None:
    desk = Desk.of(pack(tmp_path / "pack", policy=POLICY.replace("policy#1.1", "policy#9.9")))
    source, *_ = _item(made(desk).items, "record").sources
    assert (source.ref, source.citation, source.quotation) == ("policy#9.9", None, "")


def test_a_date_due_stands_beside_its_words(desk: Desk) -> None:
    item = _item(made(desk).items, "plan")
    assert (item.due, item.due_on) == ("within 20 working days of the start", date(2027, 4, 29))


def test_an_item_resting_on_what_is_to_be_confirmed_says_so(desk: Desk) -> None:
    assert _item(made(desk).items, "consider").confirmed
    assert not _item(made(desk, subject="youth-services").items, "consider").confirmed


def test_an_item_overruled_names_the_rule_that_goes_first(tmp_path: Path) -> None:
    settled = POLICY.replace("    note:", "    settles: {topic: plans, wanted: yes}\n    note:")
    desk = Desk.of(pack(tmp_path / "pack", policy=settled, later=LATER_RULES))
    overruled = _item(made(desk).items, "plan").overruled_by
    assert overruled is not None
    assert (overruled.rule, overruled.why) == (
        "no-plan",
        "It gives way to The rules, which has the higher authority.",
    )


def test_the_facts_given_and_those_that_follow_are_listed(desk: Desk) -> None:
    checklist = made(desk)
    given = {line.name: line.words for line in checklist.profile}
    assert given == {
        "title": "Computers & *care*",
        "category": "services",
        "subject": "Computing",
        "value": "£250,000",
        "value_includes_vat": "yes",
        "start": "1 April 2027",
    }
    threshold = next(line for line in checklist.derived if line.name == "threshold")
    assert (threshold.words, threshold.refs) == ("£207,720", ("law#2.1",))


def test_a_checklist_whose_rules_test_nothing_derived_lists_nothing_derived(tmp_path: Path) -> None:
    later = POLICY.replace("{fact: band, one_of: [D, E]}", "{fact: lots, is: true}")
    desk = Desk.of(pack(tmp_path / "pack", policy=later))
    assert desk.make("later", profile(category="goods"), TODAY).derived == ()


def test_warnings_about_the_profile_are_on_it(desk: Desk) -> None:
    assert made(desk, start="2024-04-01").remarks == (
        "The start, 1 April 2024, is more than a year before 20 November 2026. Check it; the rules then may have "
        "been others.",
    )


def test_it_says_what_it_was_made_from(desk: Desk) -> None:
    checklist = made(desk)
    assert (checklist.pack, checklist.edition) == (desk.rulebook.digest, desk.sources.edition)


def test_the_same_arguments_make_the_same_checklist(desk: Desk) -> None:
    assert made(desk) == made(desk)


def test_a_checklist_of_another_name_is_refused(desk: Desk) -> None:
    with pytest.raises(NotFound, match="there is no checklist 'end'; there are start, later"):
        make_checklist("end", profile(), TODAY, desk.rulebook, desk.sources, desk.wording)
