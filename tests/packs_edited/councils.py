"""Two councils whose numbers are not those of the starter pack, as edits to a copy of it.

Bradford: social value is mandatory from £100,000, with at most six measures, at least one of them on employment and
skills (bradford.gov.uk, social value bid evaluation guidance). It prints no weighting beside that, so the 10% of
the starter pack stays. South Ribble: a contract over £100,000 carries at least 15% (southribble.gov.uk, social value
policy, section 6); its exceptions for consultancy and IT are no numbers, and are left out here.

A PDF cannot be edited, so the Contract Procedure Rules go into the pack as the Markdown they were printed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant import cli

SOURCES = Path(__file__).parents[2] / "corpus" / "sources"
POLICY, RULES, TABLES = "documents/sv-policy.md", "documents/cpr.md", "rules/tables.yaml"
UNDER_THRESHOLD = "contracts of £100,000 to under the threshold that applies"
AT_THRESHOLD = "contracts at or above the threshold that applies"


@dataclass(frozen=True)
class Edit:
    """`new` for every `old` of a file, which must be there `times` times."""

    file: str
    old: str
    new: str
    times: int = 1


@dataclass(frozen=True)
class Council:
    """A council, and its edits to the starter pack."""

    name: str
    edits: tuple[Edit, ...]


BRADFORD = Council(
    "City of Bradford Metropolitan District Council",
    (
        Edit(TABLES, "{band: C, least: 5,", "{band: C, least: 0,"),
        Edit(TABLES, "{band: C, most: 2,", "{band: C, most: 0,"),
        Edit(TABLES, "{band: D, most: 4,", "{band: D, most: 6,"),
        Edit(POLICY, "under £100,000 | 5% |", "under £100,000 | none: may be asked about, not scored |"),
        Edit(
            POLICY,
            "social value must carry at least 5% of the total score. A services",
            "suppliers may be asked about social value, but the answer must not be scored. A services",
        ),
        Edit(
            POLICY,
            f"for {UNDER_THRESHOLD}, social value must carry",
            f"for {UNDER_THRESHOLD}, social value is mandatory and must carry",
        ),
        Edit(
            POLICY, "no more than two in Band C, four in Band D and six in Band E", "no more than six in Bands D and E"
        ),
        Edit(RULES, "under £100,000 | 5% |", "under £100,000 | none: may be asked about, not scored |"),
        Edit(
            RULES,
            "In Band C social value must carry at least 5% of the total score, and in Band D at least 10%.",
            "In Band C social value must not be scored. In Band D it must carry at least 10% of the total score.",
        ),
        Edit(
            RULES,
            "no more than two social value measures in Band C, four in Band D and six in Band E",
            "no more than six social value measures in Bands D and E, and none is scored below £100,000",
        ),
    ),
)

SOUTH_RIBBLE = Council(
    "South Ribble Borough Council",
    (
        # Over £100,000 begins a penny above it.
        Edit(TABLES, "{band: C, from_value: 50000, to_value: 100000,", "{band: C, from_value: 50000, to_value: 100000.01,"),
        Edit(TABLES, "{band: D, from_value: 100000,", "{band: D, from_value: 100000.01,"),
        Edit(TABLES, "{band: D, least: 10,", "{band: D, least: 15,"),
        Edit(TABLES, "{band: E, least: 10,", "{band: E, least: 15,"),
        Edit(
            TABLES,
            "  - {band: E, least: 15, at_least_value: 5000000, from: 2026-04-01, until: null, refs: [sv-policy#6.7, cpr#17.5]}\n",
            "",
        ),
        Edit(POLICY, "| D | £100,000 to under the threshold that applies | 10% |", "| D | over £100,000 to under the threshold that applies | 15% |"),
        Edit(POLICY, "| E | at or above the threshold that applies | 10% |\n| E | at or above the threshold that applies, and £5,000,000 or more | 15% |", "| E | at or above the threshold that applies | 15% |"),
        Edit(
            POLICY,
            f"for {UNDER_THRESHOLD}, social value must carry at least 10% of the total score",
            "for contracts over £100,000 and under the threshold that applies, social value must carry at least 15% of the total score",
        ),
        Edit(
            POLICY,
            f"for {AT_THRESHOLD}, social value must carry at least 10% of the total score, and at least 15% where the value of the contract is £5,000,000 or more",
            f"for {AT_THRESHOLD}, social value must carry at least 15% of the total score",
        ),
        Edit(RULES, "| D | £100,000 to under the threshold that applies | 10% |", "| D | over £100,000 to under the threshold that applies | 15% |"),
        Edit(RULES, "| E | at or above the threshold that applies | 10% |\n| E | at or above the threshold that applies, and £5,000,000 or more | 15% |", "| E | at or above the threshold that applies | 15% |"),
        Edit(RULES, "5% of the total score, and in Band D at least 10%.", "5% of the total score, and in Band D at least 15%."),
        Edit(
            RULES,
            "In Band E social value must carry at least 10% of the total score, and at least 15% where the value is £5,000,000 or more.",
            "In Band E social value must carry at least 15% of the total score.",
        ),
    ),
)  # fmt: skip


def make(council: Council, folder: Path) -> Path:
    """The council's pack: the starter pack as `townclerk init` copies it, edited."""
    cli.init(folder)
    (folder / "documents" / "cpr.pdf").unlink()
    (folder / RULES).write_text((SOURCES / "cpr.md").read_text(encoding="utf-8"), encoding="utf-8")
    edit(folder, Edit("documents.yaml", "documents/cpr.pdf", RULES))
    edit(folder, Edit("pack.yaml", "Fairmere Borough Council", council.name))
    for one in council.edits:
        edit(folder, one)
    return folder


def edit(folder: Path, one: Edit) -> None:
    """Make one edit. Raises AssertionError where the file does not say what is to be edited."""
    text = (folder / one.file).read_text(encoding="utf-8")
    assert text.count(one.old) == one.times, (one.file, one.old, text.count(one.old))
    (folder / one.file).write_text(text.replace(one.old, one.new), encoding="utf-8")
