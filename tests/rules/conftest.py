"""The small rulebook, loaded once: nothing changes it."""

from __future__ import annotations

import pytest

from assistant.rules.rulebook import Rulebook
from assistant.rules.rulebook_shapes import load_rulebook
from corpus import STARTER
from tests.rules.small import small


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return small(tmp_path_factory.mktemp("book") / "rules")


@pytest.fixture(scope="session")
def starter() -> Rulebook:
    return load_rulebook(STARTER / "rules")
