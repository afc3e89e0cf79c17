"""Every pair of colours that meet has the contrast that WCAG 2.2 AA asks: 4.5 for text, 3 for edges and focus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assistant.web

CSS = (Path(assistant.web.__file__).parent / "static" / "townclerk.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root {([^}]*)}", CSS)[:2]
)

TEXT = [
    *((ink, ground) for ground in ("ground", "raised", "mark") for ink in ("ink", "quiet", "link", "warn")),
    ("wrong", "ground"),
    ("accent-ink", "accent"),
    ("band-ink", "band"),
]
EDGES = [
    ("edge", "ground"),
    ("edge", "raised"),
    ("accent", "ground"),
    ("focus", "ground"),
    ("focus", "raised"),
    ("wrong", "raised"),
]


def _light(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_wcag_has_it() -> None:
    assert round(_contrast("#000000", "#ffffff"), 6) == 21
    assert round(_contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_told_from_its_ground(scheme: dict[str, str]) -> None:
    assert {pair for pair in TEXT if _contrast(scheme[pair[0]], scheme[pair[1]]) < 4.5} == set()


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_focus_are_told_from_their_ground(scheme: dict[str, str]) -> None:
    assert {pair for pair in EDGES if _contrast(scheme[pair[0]], scheme[pair[1]]) < 3} == set()


def test_no_rule_names_a_colour_of_its_own() -> None:
    rules = re.sub(r":root {[^}]*}", "", CSS).split("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == []
