"""A command run as a person runs it, in this process: what it printed, and how it ended."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import cli


@dataclass(frozen=True)
class Ran:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, all of which must be JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("TOWNCLERK_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `townclerk` with arguments; every path may be given as one."""

    def ran(*arguments: str | Path) -> Ran:
        monkeypatch.setattr("sys.argv", ["townclerk", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return ran


@pytest.fixture
def asked(run: Run, testford: tuple[Path, Path]) -> Run:
    """Runs a command that answers from the small pack, as on 20 November 2026."""
    pack, home = testford
    return lambda *arguments: run(*arguments, "--pack", pack, "--home", home, "--as-of", "2026-11-20")


@pytest.fixture
def home(testford: tuple[Path, Path], tmp_path: Path) -> Path:
    """A home that a test may change: the editions are linked, since nothing ever changes one."""
    shutil.copytree(testford[1], tmp_path / "home", copy_function=_link)
    return tmp_path / "home"


def _link(source: str, target: str) -> None:
    if Path(source).parent.name in ("home", "frozen") or Path(source).name in ("current", "lock"):
        shutil.copy2(source, target)
    else:
        os.link(source, target)
