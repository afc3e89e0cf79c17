"""One thing found wrong or doubtful in a pack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.errors import PackError


@dataclass(frozen=True)
class Finding:
    """One thing found: a fault must be mended, a warning looked at. `file` is as seen from the pack's folder."""

    severity: Literal["fault", "warning"]
    file: str
    text: str


def fault_in(root: Path, error: PackError) -> Finding:
    """The fault that kept part of the pack at `root` from loading."""
    file = Path(error.file)
    name = str(file.relative_to(root)) if root in file.parents else str(file)
    return Finding("fault", name, f"{error.entry}: {error.problem}" if error.entry else error.problem)
