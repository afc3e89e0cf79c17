"""The pages say nothing that is not in the wording."""

from __future__ import annotations

import re
from pathlib import Path

import assistant.web
from assistant.wording import load_wording
from corpus import STARTER
from indexer.model import Authority, Status

WEB = Path(assistant.web.__file__).parent
WORDING = load_wording(STARTER / "wording", "en")


def _asked_for() -> set[str]:
    sources = [*WEB.glob("*.py"), *WEB.glob("templates/*.html")]
    texts = [source.read_text(encoding="utf-8") for source in sources]
    said = {key for text in texts for key in re.findall(r'say\(\s*"([\w.]+)"\s*[,)]', text)}
    facts = {f"page.{key}" for text in texts for key in re.findall(r'{{ (?:fact|other)\("(\w+)"', text)}
    return said | facts


def test_every_sentence_the_pages_say_is_in_the_wording() -> None:
    assert _asked_for() - set(WORDING.sentences) == set()
    assert len(_asked_for()) > 40


def test_every_status_and_authority_has_its_words() -> None:
    keys = {f"page.status.{status.name.lower()}" for status in Status}
    keys |= {f"page.authority.{authority.name.lower()}" for authority in Authority}
    assert keys - set(WORDING.sentences) == set()


def test_no_template_has_words_of_its_own() -> None:
    for template in WEB.glob("templates/*.html"):
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", " ", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{2,}", text) == [], template.name
