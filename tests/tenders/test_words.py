"""The wording has every sentence that tenders say, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import assistant.tenders
from assistant.wording import load_wording
from corpus import STARTER

SENTENCES = {key for key in load_wording(STARTER / "wording", "en").sentences if key.startswith("tender.")}
# Groups whose sentence is chosen by a word of the section.
CHOSEN = ("tender.strength.", "tender.column.", "tender.kind.", "tender.grid.")


def _named() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in Path(assistant.tenders.__file__ or "").parent.glob("*.py")]
    return {key for text in texts for key in re.findall(r"""["'](tender\.[a-z_.]+[a-z])["']""", text)} - {"tender.docx"}


def test_every_sentence_named_in_the_code_is_in_the_wording():
    assert _named() - SENTENCES == set()
    assert len(_named()) > 40


def test_no_sentence_of_the_wording_is_left_unsaid():
    chosen = {key for key in SENTENCES if key.startswith(CHOSEN)}
    by_name = {"tender.portal", "tender.contact", "tender.contract", "tender.follows"}
    examples = {f"tender.example.{name}" for name in ("offers", "marks", "totals")}
    assert SENTENCES - _named() - chosen - by_name - examples == set()
