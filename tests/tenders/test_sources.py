"""Every line has a source that is held, the strength of that source, and no figure from anywhere else."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from assistant.rules.said import plain
from assistant.tenders.desk import TenderDesk
from assistant.tenders.section import Line, TenderSection
from assistant.tenders.strengths import unlike
from tests.tenders.worked import NAMES, made

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_IN_WORDS = {"one": "1", "two": "2", "three": "3", "five": "5", "ten": "10", "twelve": "12"}


def numbers(text: str) -> set[str]:
    words = {figure for word, figure in _IN_WORDS.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)}
    return {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)} | words


def quoted(line: Line) -> list[str]:
    return [source.quotation for source in line.sources]


def known_numbers(desk: TenderDesk, section: TenderSection) -> set[str]:
    """The figures of the profile, of what follows from it, of the tables, and of the measures that a person set."""
    told = " ".join(fact.words for fact in (*section.profile, *section.derived))
    tables = desk.writing.desk.rulebook.tables
    figures = {plain(row.value).replace(",", "") for row in tables.figures}
    wages = {f"{row.hourly:.2f}" for row in tables.wages if row.stands(section.as_of)}
    chosen = " ".join(f"{measure.code} {measure.edition} {measure.title}" for measure in section.measures)
    marks = [measure.marks for measure in section.measures if measure.marks]
    reckoned = {plain(sum(marks, Decimal(0))), str(len(section.measures))}
    return numbers(told) | figures | wages | numbers(chosen) | reckoned


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_that_a_section_cites_is_held(desk: TenderDesk, name: str):
    section = made(desk, name)
    absent = [(line.id, source.ref) for line in section.lines() for source in line.sources if source.citation is None]
    assert absent == []
    held = {str(ref) for ref in desk.writing.desk.sources.paragraphs}
    grids = {ref for part in section.parts for grid in part.grids for ref in grid.refs}
    assert (grids | {ref for gap in section.gaps for ref in gap.refs}) - held == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_line_rests_on_something(desk: TenderDesk, name: str):
    assert [line.id for line in made(desk, name).lines() if not line.refs] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_line_is_as_strong_as_its_source_and_no_stronger(desk: TenderDesk, name: str):
    lines = made(desk, name).lines()
    unequal = {line.id: unlike(line.text, line.strength, quoted(line)) for line in lines}
    assert {id: told for id, told in unequal.items() if told} == {}


def test_the_scores_and_the_ratings_are_as_the_guides_print_them(desk: TenderDesk):
    schedule, sources = desk.writing.texts.schedule, desk.writing.desk.sources
    scores, ratings = (sources.paragraphs[refs[0]] for refs in (schedule.scores_refs, schedule.ratings_refs))
    assert [part.cells for part in scores.parts if part.kind == "row"] == [
        (plain(row.score), row.name, row.text) for row in schedule.scores
    ]
    printed = [part.cells for part in ratings.parts if part.kind == "row"][:-1]
    assert [name for _, name in printed] == [row.name for row in schedule.ratings]
    assert [numbers(share) for share, _ in printed] == [{"100"}, {"90", "100"}, {"60", "90"}, {"60"}]
    assert [plain(row.at_least) for row in schedule.ratings] == ["100", "90", "60", "0"]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_comes_from_the_contract_a_table_or_a_paragraph_cited(desk: TenderDesk, name: str):
    section = made(desk, name)
    known = known_numbers(desk, section)
    stray = {
        line.id: sorted(left)
        for line in section.lines()
        if (left := digits(line.text) - known - numbers(" ".join(quoted(line))))
    }
    assert stray == {}


def digits(text: str) -> set[str]:
    return {found.replace(",", "") for found in _NUMBER.findall(text)}


@pytest.mark.parametrize(
    ("text", "strength", "source", "told"),
    [
        ("It must be kept.", "must", "A record must be kept.", ""),
        (
            "It should be kept.",
            "should",
            "A record must be kept.",
            "is a 'should', and no paragraph it cites says should",
        ),
        ("It must be kept.", "should", "It should be kept.", "says must, which is stronger than the 'should' it is"),
        ("It may be kept.", "states", "It is kept.", "says may, which is stronger than the 'states' it is"),
        ("It is kept.", "may", "Due from 1 May 2026.", "is a 'may', and no paragraph it cites says may"),
        ("It is kept.", "states", "It is kept.", ""),
    ],
)
def test_a_strength_that_is_not_its_sources_is_told(text: str, strength: str, source: str, told: str):
    assert unlike(text, strength, [source]) == told
