"""A small pack with rules, and checklists made from it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.checklists.checklist import Checklist
from assistant.checklists.desk import Desk
from tests.rules.small import TODAY, profile, write

LAW = """\
# The law

## 2 Thresholds

2.1 The threshold is £207,720 including VAT.

## 6 The duty

6.1 The Council must consider two things:

(a) how it might improve *well-being*;

(b) how it might act to secure that:

(i) in the process;

6.2 Nothing else.
"""

POLICY = """\
# The policy

## 1 Records

1.1 A record must be kept.

## 13 Plans

13.1 The supplier should give a plan within 20 working days of the start.
"""

ENTRY = """\
- id: {id}
  title: The {id}
  file: documents/{id}.md
  kind: policy
  authority: policy
  audience: public
  publisher: Testford Council
  owner: Head of Procurement
  contact: procurement@testford.example
  in_force_from: 2026-04-01
  review: 2028-03-31
  source: Adopted by Cabinet
"""

LATER_RULES = """\
source: The rules
authority: rules
rules:
  - id: no-plan
    asks: Ask for no plan.
    when: {fact: category, is: services}
    strength: must
    refs: [policy#1.1]
    stage: manage
    who: contract manager
    due: never
    evidence: None.
    checklists: [start]
    settles: {topic: plans, wanted: no}
"""


def pack(folder: Path, **changed: str) -> Path:
    """A pack in a folder; its rules are the small ones, with files changed or added."""
    (folder / "documents").mkdir(parents=True)
    (folder / "pack.yaml").write_text("council: {name: Testford Council, area: Testford}\n", encoding="utf-8")
    manifest = "".join(ENTRY.format(id=id) for id in ("law", "policy"))
    (folder / "documents.yaml").write_text(manifest, encoding="utf-8")
    for id, text in (("law", LAW), ("policy", POLICY)):
        (folder / "documents" / f"{id}.md").write_text(text, encoding="utf-8")
    write(folder / "rules", **changed)
    return folder


def made(desk: Desk, as_of: date = TODAY, **given: object) -> Checklist:
    """The small checklist of a contract."""
    whole = {
        "title": "Computers & *care*", "category": "services", "subject": "ict", "value": 250000,
        "value_includes_vat": True, "start": "2027-04-01", **given,
    }  # fmt: skip
    return desk.make("start", profile(**whole), as_of)
