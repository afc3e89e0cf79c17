"""Where in a YAML file an entry stands, found only when something is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml


def line_of(path: Path, steps: Sequence[str | int]) -> int:
    """The line, from 1, of the deepest of `steps` that the file holds."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    line = node.start_mark.line if node else 0
    for step in steps:
        key, node = _within(node, step)
        if node is None or key is None:
            break
        line = key.start_mark.line
    return line + 1


def _within(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, yaml.Node | None]:
    """The node that names a step, and the node it leads to."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None, None
