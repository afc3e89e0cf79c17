"""A small pack of our own, written to a folder."""

from __future__ import annotations

from pathlib import Path

PACK = """\
council: {name: Testford Council, area: the borough of Testford}
"""

MANIFEST = """\
- id: policy
  title: Social Value Policy
  file: documents/policy.md
  kind: policy
  authority: policy
  audience: public
  publisher: Testford Council
  owner: Head of Procurement
  contact: procurement@testford.example
  in_force_from: 2026-04-01
  review: 2028-03-31
  source: Adopted by Cabinet
- id: guide
  title: Officers' guide
  file: documents/guide.md
  kind: guide
  authority: guide
  audience: staff
  publisher: Testford Council
  owner: Contracts Manager
  contact: contracts@testford.example
  in_force_from: 2026-04-01
  review: 2026-10-01
  source: Written by the procurement team
- id: old-policy
  title: Social Value Policy 2019
  file: documents/old-policy.md
  kind: policy
  authority: policy
  audience: public
  publisher: Testford Council
  owner: Head of Procurement
  contact: procurement@testford.example
  in_force_from: 2019-04-01
  in_force_until: 2026-03-31
  superseded_by: policy
  source: Adopted by Cabinet in 2019
"""

POLICY = """\
# Social Value Policy

## 1 Purpose

1.1 Social value is the lasting benefit to people and places that comes with a contract.

1.2 This policy applies to every contract for services, goods and works.

## 2 Weighting

2.1 A contract of £100,000 or more must carry a social value weighting of at least 10% of the total score.

2.2 A lower weighting needs the written approval of the Head of Procurement before the notice is published.

2.3 The bands are:

| Band | Value including VAT | Weighting |
|---|---|---|
| C | £50,000 to under £100,000 | 5% |
| D | £100,000 or more | 10% |

## 3 Themes

3.1 The five themes of social value are:

(a) jobs and skills;

(b) growth of local firms;

(c) stronger communities;

(d) the environment;

(e) innovation.

3.2 Deliveries of grey squirrels are refused on Tuesdays.
"""

GUIDE = """\
# Officers' guide

## 1 Reporting

1.1 The contract manager must report on social value every six months, by form SV7.

1.2 The canary word for staff is heliotrope.
"""

OLD_POLICY = """\
# Social Value Policy 2019

## 1 Awards

1.1 An annual award called the Golden Trowel was given to the builder with the most apprentices.
"""


def write_pack(root: Path, **changed: str) -> Path:
    """Write the pack, with some files' texts changed: `policy`, `guide`, `old_policy`, `manifest`, `pack`."""
    texts = {"policy": POLICY, "guide": GUIDE, "old_policy": OLD_POLICY, "manifest": MANIFEST, "pack": PACK, **changed}
    (root / "documents").mkdir(parents=True, exist_ok=True)
    (root / "pack.yaml").write_text(texts["pack"], encoding="utf-8")
    (root / "documents.yaml").write_text(texts["manifest"], encoding="utf-8")
    for name in ("policy", "guide", "old_policy"):
        (root / "documents" / f"{name.replace('_', '-')}.md").write_text(texts[name], encoding="utf-8")
    return root
