"""A small pack with rules and measures of its own, in which there is nothing to find."""

from __future__ import annotations

from pathlib import Path

from tests.packs import MANIFEST, POLICY, write_pack

# Reviewed later than the pack that other tests use, so that nothing at all is due.
ENTRIES = (
    MANIFEST.replace("review: 2026-10-01", "review: 2028-03-31")
    + """\
- id: history
  title: A report of 2018
  file: documents/history.md
  kind: report
  authority: report
  audience: public
  publisher: Testford Council
  owner: Head of Procurement
  contact: procurement@testford.example
  published: 2018-06-01
  standing: history
  binding: false
  source: Kept for the record
- id: draft
  title: A draft policy
  file: documents/draft.md
  kind: policy
  authority: policy
  audience: staff
  publisher: Testford Council
  owner: Head of Procurement
  contact: procurement@testford.example
  standing: draft
  binding: false
  source: Written by the procurement team
"""
)

WITH_MEASURES = (
    POLICY
    + """
## 4 Measures

4.1 The measures are these:

| Code | Measure | Unit | What counts | Evidence |
|---|---|---|---|---|
| J1 | New jobs | FTE years | Residents who are taken on. | staff list; first half of each postcode |
| J2 | Apprenticeships | weeks | Weeks worked. | agreement |

4.2 The units are these:

| Unit | One unit is |
|---|---|
| FTE years | one person for 52 weeks |
| weeks | one week |
"""
)

REPORT = "# {title}\n\n## 1 Findings\n\n1.1 Suppliers were asked for jobs.\n"

TABLES = """\
thresholds:
  - {type: goods-services, amount: 207720, from: 2026-01-01, until: 2027-12-31, refs: [guide#1.1]}
bands:
  - {band: A, from_value: 0, to_value: 100000, from: 2026-04-01, refs: [policy#2.3]}
  - {band: D, from_value: 100000, to_value: null, from: 2026-04-01, refs: [policy#2.3]}
weightings:
  - {band: D, least: 10, from: 2026-04-01, refs: [policy#2.1]}
vat_rate: 20
"""

CHECKLISTS = "- {name: start, title: Before you start, line: What to do first, for: [commissioner]}\n"

GROUNDS = '- {fact: weighting_least, refs: ["policy#2.1"]}\n'

RULES = """\
source: Social Value Policy
authority: policy
rules:
  - id: carry-a-weighting
    asks: Give social value its weighting.
    strength: must
    refs: ["policy#2.1"]
    in_force_from: 2026-04-01
    stage: specify
    who: commissioner
    due: before the notice
    evidence: The criterion.
    checklists: [start]
"""

MEASURES = """\
edition: open-2026
licence: Our own words
source: Our policy
themes:
  - {key: jobs, letter: J, name: Jobs, aim: good work, refs: ["policy#3.1(a)"]}
measures:
  - code: J1
    theme: jobs
    title: New jobs
    unit: FTE years
    counts: Residents who are taken on.
    evidence: [staff list, first half of each postcode]
    conflicts: [J2]
    refs: ["policy#4.1", "policy#4.2"]
  - code: J2
    theme: jobs
    title: Apprenticeships
    unit: weeks
    counts: Weeks worked.
    evidence: [agreement]
    conflicts: [J1]
    refs: ["policy#4.1"]
"""

FILES = {
    "rules/tables.yaml": TABLES,
    "rules/checklists.yaml": CHECKLISTS,
    "rules/facts.yaml": GROUNDS,
    "rules/policy.yaml": RULES,
    "measures/own.yaml": MEASURES,
    "documents/history.md": REPORT.format(title="A report of 2018"),
    "documents/draft.md": REPORT.format(title="A draft policy"),
}


def write_sound(root: Path) -> Path:
    """Write the pack."""
    write_pack(root, manifest=ENTRIES, policy=WITH_MEASURES)
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def change(pack: Path, file: str, old: str, new: str) -> None:
    """Write `new` for the one `old` of a file."""
    text = (pack / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    (pack / file).write_text(text.replace(old, new), encoding="utf-8")
