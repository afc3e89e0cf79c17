"""How many contracts a second the starter pack's rules can be put to, on one core.

    python -m benchmarks.checklists [--profiles 2000]

No two profiles are alike. Seconds are this machine's.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle, islice

from assistant.checklists import as_json, html, markdown
from assistant.checklists.desk import Desk
from assistant.rules.derived import derive
from assistant.rules.evaluate import evaluate
from assistant.rules.profile import ContractProfile, read_profile
from corpus import STARTER

TODAY = date(2026, 11, 20)
NAME = "social-value-act"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--profiles", type=int, default=2_000)
    count = arguments.parse_args().profiles
    begun = time.perf_counter()
    desk = Desk.of(STARTER)
    print(f"pack opened in {time.perf_counter() - begun:.2f} s; {len(desk.rulebook.rules)} rules")
    profiles = [read_profile(given, TODAY)[0] for given in islice(made_up(), count)]
    rules = desk.rulebook.rules_of(NAME)
    measure("facts derived", profiles, lambda p: derive(p, TODAY, desk.rulebook))
    measure(f"{NAME}: {len(rules)} rules evaluated", profiles, lambda p: evaluate(desk.rulebook, p, TODAY, rules))
    measure("every rule evaluated", profiles, lambda p: evaluate(desk.rulebook, p, TODAY))
    measure(f"{NAME}: checklist made", profiles, lambda p: desk.make(NAME, p, TODAY))
    checklists = {id(p): desk.make(NAME, p, TODAY) for p in profiles[: count // 10]}
    for label, printed in (
        ("as Markdown", lambda p: markdown.as_markdown(checklists[id(p)], desk.wording)),
        ("as HTML", lambda p: html.as_html(checklists[id(p)], desk.wording)),
        ("as JSON", lambda p: as_json.as_json(checklists[id(p)])),
        ("as Word", lambda p: desk.printed(checklists[id(p)], "docx")),
    ):
        measure(f"{NAME}: printed {label}", profiles[: count // 10], printed)


def made_up() -> Iterator[dict[str, object]]:
    """Contracts of every sort, each with a value and a start of its own; every seventh leaves out whether VAT is in."""
    sorts = cycle(
        [
            ("services", "ict"), ("services", "youth-services"), ("goods", "furniture"), ("works", "construction"),
            ("services", "domiciliary-care"), ("services", None),
        ]
    )  # fmt: skip
    for number, (category, subject) in enumerate(sorts):
        yield {
            "category": category,
            "subject": subject,
            "value": 5_000 + number * 3_037 % 6_000_000,
            "value_includes_vat": None if number % 7 == 0 else number % 2 == 0,
            "start": TODAY + timedelta(days=number % 365),
            "term_months": 12 + number % 48,
            "social_value_weighting": number % 20,
        }


def measure(label: str, profiles: list[ContractProfile], act: Callable[[ContractProfile], object]) -> None:
    for profile in profiles[:20]:
        act(profile)
    begun = time.perf_counter()
    for profile in profiles:
        act(profile)
    print(f"{label:50} {len(profiles) / (time.perf_counter() - begun):8,.0f} a second")


if __name__ == "__main__":
    main()
