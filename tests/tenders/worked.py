"""The six worked contracts, and others like them, as the facts that make their sections."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from assistant.tenders.command import profile_of
from assistant.tenders.desk import TenderDesk
from assistant.tenders.section import TenderSection

TODAY = date(2026, 11, 20)
GOLDEN = Path(__file__).parents[1] / "golden"
PROFILES = tuple(sorted((GOLDEN / "profiles").glob("*.yaml")))
NAMES = tuple(path.stem for path in PROFILES)


def facts(name: str, **changed: Any) -> dict[str, Any]:
    """The facts of a worked contract, some of them changed; one that is None is left out."""
    given = {**profile_of(GOLDEN / "profiles" / f"{name}.yaml"), **changed}
    return {fact: value for fact, value in given.items() if value is not None}


def made(desk: TenderDesk, name: str, **changed: Any) -> TenderSection:
    return desk.made_from(facts(name, **changed), TODAY)


def undated(section: TenderSection) -> TenderSection:
    """The section without the digests of what it was made from, which any edit of the pack changes."""
    return replace(section, pack="rules", words="texts", edition="documents")


def golden(desk: TenderDesk, name: str) -> str:
    """The Markdown that is kept of a worked contract."""
    return desk.printed(undated(made(desk, name)), "md").decode()


def ids(section: TenderSection, part: str) -> list[str]:
    found = section.part(part)
    return [line.id for line in found.every_line()] if found else []
