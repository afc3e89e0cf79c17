"""Renews the kept sections of the worked contracts, and the lawyer's reading list: python -m tests.tenders.renew"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checklists.markdown import escaped
from assistant.tenders.desk import TenderDesk
from corpus import STARTER
from tests.tenders.worked import GOLDEN, NAMES, golden


def reading_list(desk: TenderDesk) -> str:
    """Every clause that a contract could have, unfilled, with its strength and its sources."""
    return "\n".join(_lines(desk)) + "\n"


def _lines(desk: TenderDesk) -> Iterator[str]:
    yield "# Reading list: every clause, its strength and its sources"
    for clause in desk.writing.texts.clauses:
        yield f"\n## {clause.title}\n"
        for line in clause.lines:
            tests = ", ".join(dict.fromkeys(test.fact for test in line.when.tests())) or "nothing"
            refs = ", ".join(map(str, line.refs))
            yield f"- **{line.id}** ({line.strength}): {escaped(line.text)} Turns on: {escaped(tests)}. Rests on: {refs}."


def main() -> None:
    desk = TenderDesk.of(STARTER)
    for name in NAMES:
        (GOLDEN / f"{name}.md").write_text(golden(desk, name), encoding="utf-8")
    (GOLDEN / "reading-list.md").write_text(reading_list(desk), encoding="utf-8")


if __name__ == "__main__":
    main()
