"""What no single test of a part can see: how the whole is laid out, and that what is written about it is so."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import cli

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "corpus", "indexer", "integrations")
SOURCES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
# A name that says nothing of what is inside.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "base", "misc", "core"}
LONGEST = 400
LOGGING = {"debug", "info", "warning", "error", "exception", "critical", "log"}
WHAT_PEOPLE_ASK = {"question", "questions", "query", "queries", "q", "answer", "statement", "statements", "body"}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def commands() -> list[str]:
    return [info.name or info.callback.__name__ for info in cli.app.registered_commands if info.callback]


def test_no_file_or_folder_has_a_name_that_says_nothing():
    everything = [*SOURCES, *(ROOT / "tests").rglob("*.py")]
    parts = {(name(file), part) for file in everything for part in Path(name(file)).with_suffix("").parts}
    assert [file for file, part in sorted(parts) if part in EMPTY_NAMES] == []


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_a_file_holds_one_idea_and_is_no_longer_than_it_can_be_read(file: Path):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_a_module_says_what_it_is(file: Path):
    assert (ast.get_docstring(tree(file)) or "").strip() != ""


@pytest.mark.parametrize("file", SOURCES, ids=name)
def test_what_people_ask_goes_to_no_log(file: Path):
    assert list(logged_words(tree(file))) == []


def logged_words(module: ast.Module) -> Iterator[str]:
    """The names of what people ask that stand in a call of a logger, with their lines."""
    for call in ast.walk(module):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LOGGING):
            continue
        for given in [*call.args, *(keyword.value for keyword in call.keywords)]:
            for node in ast.walk(given):
                word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
                if word in WHAT_PEOPLE_ASK:
                    yield f"line {call.lineno}: {word}"


@pytest.mark.parametrize(
    "line",
    [
        "log.info('asked: %s', question)",
        "self._log.warning(f'{request.query} was slow')",
        "logging.error('failed', extra={'asked': asking.question})",
    ],
)
def test_a_question_in_a_log_would_be_seen(line: str):
    assert len(list(logged_words(ast.parse(line)))) == 1


def test_no_module_loads_the_training_library():
    """Torch takes seconds to load, and only a build that embeds needs it."""
    modules = [".".join(Path(name(file)).with_suffix("").parts).removesuffix(".__init__") for file in SOURCES]
    load = f"import importlib, sys\nfor name in {modules}: importlib.import_module(name)\nprint('torch' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", load], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    assert (ran.stdout, ran.stderr) == ("False\n", "")


def test_the_changelog_names_the_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    headings = re.findall(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert headings[0] == version


@pytest.mark.parametrize("command", commands())
def test_the_readme_names_every_command(command: str):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"townclerk {command}\b", readme)


def test_every_command_says_in_a_sentence_what_it_does():
    said = {
        info.callback.__name__: info.callback.__doc__ or "" for info in cli.app.registered_commands if info.callback
    }
    assert [command for command, words in said.items() if not re.match(r"[A-Z].*\.", words)] == []
