"""What `townclerk editions` does: list, freeze, use, prune."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from indexer.editions import Editions

KEEP = 2


Action = Literal["list", "freeze", "use", "prune"]


def shelve(home: Path, action: Action, name: str) -> dict[str, Any]:
    """Do one action on the editions of a home; the result has `lines` to print. Raises AskerError for a wrong name."""
    editions = Editions(home)
    match action:
        case "list":
            return _listed(editions)
        case "freeze":
            edition = editions.freeze(name)
            return {"lines": [f"Frozen: {name} holds edition {edition.id}."], "edition": edition.id}
        case "use":
            editions.use(edition := editions.get(name))
            return {"lines": [f"Edition {edition.id} serves."], "edition": edition.id}
        case "prune":
            gone = editions.prune(KEEP)
            return {"lines": [f"Removed: {', '.join(gone) or 'nothing'}."], "removed": list(gone)}


def _listed(editions: Editions) -> dict[str, Any]:
    current = editions.current().id if editions.pointer.exists() else ""
    names = editions.frozen()
    rows = [
        {
            "id": edition.id,
            "current": edition.id == current,
            "frozen_as": [name for name, id in names.items() if id == edition.id],
            **edition.facts(),
        }
        for edition in editions.all()
    ]
    return {
        "editions": rows,
        "lines": [_line(row) for row in rows] or ["There is no edition yet; run townclerk index."],
    }


def _line(row: dict[str, Any]) -> str:
    marks = (["serves"] if row["current"] else []) + [f"frozen as {name}" for name in row["frozen_as"]]
    held = f"{row['documents']} documents, {row['passages']} passages"
    return f"{row['id']}  {held}{'  ' if marks else ''}{', '.join(marks)}"
