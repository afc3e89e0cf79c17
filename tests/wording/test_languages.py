"""The starter pack says everything in each of its languages, and a pack speaks the one it names."""

from __future__ import annotations

import shutil
import string
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.answer import Answer, Outcome
from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from assistant.wording import Wording, load_wording
from corpus import STARTER
from indexer.manifest import load_pack_file
from indexer.model import Audience

TODAY = date(2026, 11, 20)
LANGUAGES = load_pack_file(STARTER / "pack.yaml").languages
ENGLISH = load_wording(STARTER / "wording", "en")


def said_in(language: str) -> Wording:
    """The sentences of a language, without what it says of its own translation."""
    wording = load_wording(STARTER / "wording", language)
    return Wording(language, {key: text for key, text in wording.sentences.items() if not key.startswith("about.")})


def test_the_starter_pack_speaks_english_and_welsh():
    assert LANGUAGES == ("en", "cy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_a_sentence_for_every_key_of_the_english_and_no_others(language: str):
    held, wanted = said_in(language).sentences.keys(), ENGLISH.sentences.keys()
    assert (sorted(wanted - held), sorted(held - wanted)) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_same_facts_in_every_language(language: str):
    own = said_in(language)
    differing = {
        key: (sorted(own.fields(key)), sorted(ENGLISH.fields(key)))
        for key in own.sentences
        if key in ENGLISH.sentences and own.fields(key) != ENGLISH.fields(key)
    }
    assert differing == {}


def test_the_welsh_says_first_that_a_translator_must_check_it():
    first = (STARTER / "wording" / "cy.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert "translator" in first
    assert "rhaid i gyfieithydd" in load_wording(STARTER / "wording", "cy").say("about.translation")


def test_no_welsh_sentence_of_words_was_left_in_english():
    welsh = said_in("cy").sentences
    same = [key for key, text in welsh.items() if ENGLISH.sentences.get(key) == text]
    in_words = [key for key in same if any(word[1].strip(" :.,->") for word in _literals(welsh[key]))]
    assert in_words == ["page.navigation", "facts.choice.micro"]


def _literals(sentence: str) -> list[tuple[str, str]]:
    return [(field or "", literal) for literal, field, _, _ in string.Formatter().parse(sentence)]


@pytest.fixture
def welsh(testford: tuple[Path, Path], tmp_path: Path) -> Answer:
    """What a pack in Welsh says to a question that its documents do not answer."""
    pack = tmp_path / "pack"
    shutil.copytree(testford[0], pack)
    (pack / "pack.yaml").write_text(
        "council: {name: Cyngor Testford, area: bwrdeistref Testford}\nlanguage: cy\nlanguages: [cy, en]\n",
        encoding="utf-8",
    )
    assistant = make_assistant(load_settings(pack=pack, home=testford[1]))
    return assistant.ask("What is the weather in Crewe today?", Audience.STAFF, TODAY)


def test_a_pack_in_welsh_says_in_welsh_that_its_documents_do_not_answer(welsh: Answer):
    assert welsh.outcome is Outcome.NOT_COVERED
    assert welsh.message.startswith("Nid yw'r dogfennau'n ateb hyn. Yr agosaf yw ")
    assert welsh.message.endswith(f"; holwch: {welsh.owner}, {welsh.contact}.")


def test_a_pack_in_welsh_refuses_an_empty_question_in_welsh(testford: tuple[Path, Path], tmp_path: Path):
    pack = tmp_path / "pack"
    shutil.copytree(testford[0], pack)
    (pack / "pack.yaml").write_text("council: {name: T, area: T}\nlanguage: cy\nlanguages: [cy]\n", encoding="utf-8")
    answer = make_assistant(load_settings(pack=pack, home=testford[1])).ask(" ", Audience.STAFF, TODAY)
    assert answer.outcome is Outcome.REFUSED
    assert answer.message == "Ni ellir ateb hyn yma: nid oes cwestiwn."


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_words_in_every_language(language: str, outcome: Outcome):
    words = load_wording(STARTER / "wording", language).sentences[f"outcome.{outcome.value}"]
    assert words.strip(" .:{}") != ""
