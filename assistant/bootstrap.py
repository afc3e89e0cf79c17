"""Joins the parts, once; everything else is handed what it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.contract_facts import load_value_words
from assistant.answering.synonyms import load_synonyms
from assistant.assistant import Assistant, Vocabulary
from assistant.settings import Settings
from assistant.wording import load_wording, wording_folder
from corpus import STARTER
from indexer.build import Built, Kit, already_built, build
from indexer.editions import Editions
from indexer.pack import open_pack, read_pack
from indexer.weights import model_files


def make_assistant(settings: Settings) -> Assistant:
    """The assistant of a home and its pack. Raises PackError; the edition is opened when first asked."""
    pack = open_pack(settings.pack)
    folder = wording_folder(settings.pack)
    wording = load_wording(folder, pack.about.language).over(load_wording(STARTER / "wording", "en"))
    return Assistant(
        Editions(settings.home),
        pack,
        wording,
        Vocabulary(load_synonyms(folder), load_value_words(folder)),
        settings.question_characters,
    )


def build_edition(settings: Settings, progress: Callable[[str, int, int], None], *, full: bool) -> Built:
    """Read the pack and build its edition; where the same one is there already, switch to it."""
    pack = open_pack(settings.pack)
    editions = Editions(settings.home)
    model = model_files(settings.model)
    if not full and (built := already_built(editions, pack, model)):
        return built
    done = 0

    def read_one(_: str) -> None:
        nonlocal done
        done += 1
        progress("reading", done, len(pack.entries))

    read = read_pack(pack, read_one)
    return build(editions, read, replace(make_kit(settings, progress), anew=full))


def make_kit(settings: Settings, progress: Callable[[str, int, int], None]) -> Kit:
    """What a build is given; loads the bulk encoder."""
    # The bulk encoder brings torch, which takes seconds to load: only a build pays for it.
    from indexer.embedding import PassageEncoder  # noqa: PLC0415
    from indexer.export import export_question_model  # noqa: PLC0415

    model = model_files(settings.model)
    encoder = PassageEncoder(model)
    return Kit(model, encoder.encode, lambda folder: export_question_model(model, folder, encoder), progress)
