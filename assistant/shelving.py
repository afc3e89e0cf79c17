"""What `townclerk editions` does: list, freeze, use, prune."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indexer.editions import Editions
from indexer.errors import AskerError

KEEP = 2


def shelve(home: Path, action: str, name: str) -> dict[str, Any]:
    """Do one action on the editions of a home; the result has `lines` to print. Raises AskerError for a wrong one."""
    editions = Editions(home)
    match action:
        case "list":
            return _listed(editions)
        case "freeze" if name:
            return {"lines": [f"Frozen: {name} holds edition {editions.freeze(name).id}."]}
        case "use" if name:
            editions.use(edition := editions.get(name))
            return {"lines": [f"Edition {edition.id} serves."]}
        case "prune":
            gone = editions.prune(KEEP)
            return {"lines": [f"{len(gone)} editions removed."], "removed": list(gone)}
        case "freeze" | "use":
            raise AskerError(f"give a name: townclerk editions {action} NAME")
        case _:
            raise AskerError(f"'{action}' is no action; use list, freeze, use or prune")


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
