"""A pack's data besides its documents (rules, templates, tender texts), kept with the edition that was built from it.

A frozen edition then answers by the rules it was frozen with. The public half leaves out every rule that rests on
staff documents alone, so that what only staff may read is not in it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from indexer.manifest import load_yaml

FOLDERS = ("rules", "templates", "tenders")
_RULES = "rules"


def files_of(root: Path) -> Iterator[Path]:
    """The files of a pack's data, in a fixed order."""
    for name in FOLDERS:
        yield from sorted(file for file in (root / name).rglob("*") if file.is_file())


def data_digest(root: Path) -> str:
    """sha256 of the names and contents of a pack's data."""
    digest = hashlib.sha256()
    for file in files_of(root):
        digest.update(f"{file.relative_to(root).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def copy_data(root: Path, folder: Path, hidden: Collection[str]) -> None:
    """Copy a pack's data into a half of an edition, without the rules that rest on `hidden` documents alone."""
    for file in files_of(root):
        target = folder / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        if hidden and file.parent == root / _RULES and file.suffix == ".yaml":
            _copy_rules(file, target, hidden)
        else:
            shutil.copyfile(file, target)


def _copy_rules(file: Path, target: Path, hidden: Collection[str]) -> None:
    held = load_yaml(file)
    if not isinstance(held, dict) or not isinstance(held.get(_RULES), list):
        shutil.copyfile(file, target)
        return
    shown = [rule for rule in held[_RULES] if not _rests_on(rule, hidden)]
    if shown:
        text = yaml.safe_dump({**held, _RULES: shown}, allow_unicode=True, sort_keys=False)
        target.write_text(text, encoding="utf-8")


def _rests_on(rule: object, hidden: Collection[str]) -> bool:
    """Whether every paragraph that a rule cites is in one of these documents."""
    refs = rule.get("refs", ()) if isinstance(rule, dict) else ()
    return bool(refs) and all(str(ref).partition("#")[0] in hidden for ref in refs)
