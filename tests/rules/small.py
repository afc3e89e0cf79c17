"""A small rulebook of our own, written to a folder as a pack has it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.rules.profile import ContractProfile, read_profile
from assistant.rules.rulebook import Rulebook
from assistant.rules.rulebook_shapes import load_rulebook

TODAY = date(2026, 11, 20)

TABLES = """\
thresholds:
  - {type: goods-services, amount: 214904, from: 2024-01-01, until: 2025-12-31, refs: [law#5.1]}
  - {type: goods-services, amount: 207720, from: 2026-01-01, until: 2027-12-31, refs: [law#2.1]}
  - {type: works, amount: 5193000, from: 2024-01-01, until: 2027-12-31, refs: [law#2.2]}
  - {type: light-touch, amount: 663540, from: 2024-01-01, until: 2027-12-31, refs: [law#2.3]}
  - {type: concession, amount: 5193000, from: 2024-01-01, until: 2027-12-31, refs: [law#2.4]}
  - {type: light-touch-concession, amount: 5372609, from: 2024-01-01, until: 2027-12-31, refs: [law#2.5]}
bands:
  - {band: A, from_value: 0, to_value: 10000, from: 2026-04-01, until: null, refs: [rules#8.1]}
  - {band: B, from_value: 10000, to_value: 50000, from: 2026-04-01, until: null, refs: [rules#8.1]}
  - {band: C, from_value: 50000, to_value: 100000, from: 2026-04-01, until: null, refs: [rules#8.1]}
  - {band: D, from_value: 100000, to_value: threshold, from: 2026-04-01, until: null, refs: [rules#8.1]}
  - {band: E, from_value: threshold, to_value: null, from: 2026-04-01, until: null, refs: [rules#8.1]}
routes:
  - {band: C, route: three quotations, from: 2026-04-01, until: null, refs: [rules#8.4]}
  - {band: framework-call-off, route: "a call-off by the framework's own rules", from: 2026-04-01, refs: [rules#13.2]}
approvals:
  - {band: C, approval: Service Director, from: 2026-04-01, until: null, refs: [rules#9.3]}
  - {band: E, approval: Procurement Board, from: 2026-04-01, until: null, refs: [rules#9.5]}
  - {band: E, approval: Procurement Board and Cabinet, at_least_value: 500000, from: 2026-04-01, refs: [rules#9.5]}
weightings:
  - {band: A, least: 0, from: 2026-04-01, until: null, refs: [policy#6.3]}
  - {band: B, least: 0, from: 2026-04-01, until: null, refs: [policy#6.4]}
  - {band: C, least: 5, from: 2026-04-01, until: null, refs: [policy#6.5]}
  - {band: D, least: 10, from: 2026-04-01, until: null, refs: [policy#6.6]}
  - {band: E, least: 10, from: 2026-04-01, until: null, refs: [policy#6.7]}
  - {band: E, least: 15, at_least_value: 5000000, from: 2026-04-01, until: null, refs: [policy#6.7]}
measures_limits:
  - {band: A, most: 0, employment_and_skills_required: false, from: 2026-04-01, refs: [policy#8.1]}
  - {band: B, most: 0, employment_and_skills_required: false, from: 2026-04-01, refs: [policy#8.1]}
  - {band: C, most: 2, employment_and_skills_required: false, from: 2026-04-01, refs: [policy#8.1]}
  - {band: D, most: 4, employment_and_skills_required: true, from: 2026-04-01, refs: [policy#8.1]}
  - {band: E, most: 6, employment_and_skills_required: true, from: 2026-04-01, refs: [policy#8.1]}
vat_rate: 20
figures:
  - {name: kpi_value, value: 5000000, unit: £, from: 2025-02-24, until: null, refs: [law#10.1]}
  - {name: standstill_working_days, value: 8, unit: working days, from: 2025-02-24, refs: [law#8.1]}
  - {name: local_reservation, value: 1, from: 2026-02-04, until: null, refs: [law#4.1]}
  - {name: decision_report_value, value: 100000, unit: £, from: 2026-04-01, until: null, refs: [policy#15.1]}
"""

CHECKLISTS = """\
- {name: start, title: Before you start, line: What to do first, for: [commissioner]}
- {name: later, title: Later on, line: What to do then, for: [contract manager]}
"""

SUBJECTS = """\
- {name: youth-services, title: Youth services, light_touch: true}
- {name: domiciliary-care, title: Care at home, light_touch: true, homecare: true}
- {name: construction, title: Construction, construction: true}
- {name: ict, title: Computing}
"""

ACT = """\
source: The Act
authority: legislation
rules:
  - id: consider
    asks: Consider social value.
    when: {fact: social_value_act_duty, is: true}
    strength: must
    refs: [law#6.1]
    in_force_from: 2013-01-31
    stage: plan
    who: commissioner
    due: before the notice
    days: {before: notice, working: 1}
    evidence: A dated note.
    checklists: [start]
"""

POLICY = """\
source: The policy
authority: policy
rules:
  - id: plan
    asks: Ask for a delivery plan.
    when:
      all:
        - {fact: band, one_of: [D, E]}
        - not: {fact: category, is: goods}
    strength: should
    refs: [policy#13.1]
    in_force_from: 2026-04-01
    in_force_until: 2028-03-31
    stage: manage
    who: contract manager
    due: within 20 working days of the start
    days: {after: start, working: 20}
    evidence: The plan.
    checklists: [start, later]
    note: It is the supplier's plan.
  - id: record
    asks: Keep a record.
    strength: must
    refs: [policy#1.1]
    stage: plan
    who: commissioner
    due: at once
    evidence: The record.
    checklists: [start]
"""

FILES = {
    "tables.yaml": TABLES, "checklists.yaml": CHECKLISTS, "subjects.yaml": SUBJECTS, "act.yaml": ACT,
    "policy.yaml": POLICY,
}  # fmt: skip


def write(folder: Path, **changed: str) -> Path:
    """The small rulebook in a folder, with files changed or added by their names without the ending."""
    folder.mkdir(exist_ok=True)
    for name, text in {**FILES, **{f"{name}.yaml": text for name, text in changed.items()}}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def small(folder: Path, **changed: str) -> Rulebook:
    """The small rulebook, loaded."""
    return load_rulebook(write(folder, **changed))


def profile(**given: object) -> ContractProfile:
    """A profile read as one from outside is."""
    return read_profile(given, TODAY)[0]


def rule(id: str, **fields: str) -> str:
    """One rule as YAML, with fields changed or added."""
    whole = {
        "id": id, "asks": f"Do {id}.", "strength": "must", "refs": "[policy#1.1]", "stage": "plan",
        "who": "commissioner", "due": "in time", "evidence": "A note.", "checklists": "[start]", **fields,
    }  # fmt: skip
    first, *rest = (f"{name}: {value}" for name, value in whole.items())
    return "\n".join([f"  - {first}", *(f"    {line}" for line in rest)]) + "\n"


def source(*rules: str, authority: str = "policy") -> str:
    """A file of rules as YAML."""
    return f"source: A source of {authority}\nauthority: {authority}\nrules:\n{''.join(rules)}"
