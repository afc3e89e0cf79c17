"""What several tests stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.bootstrap import make_assistant
from assistant.settings import load_settings
from indexer.build import build
from indexer.editions import Editions
from indexer.pack import open_pack, read_pack
from tests.kit import exported, onnx_kit
from tests.packs import write_pack

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def originals() -> Path:
    """Five real council documents, where this machine has them."""
    folder = SHARED / "originals"
    if not folder.is_dir():
        pytest.skip("the five original documents are not on this machine")
    return folder


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The question encoder, exported once."""
    return exported(tmp_path_factory.mktemp("encoder"))


@pytest.fixture(scope="session")
def testford(tmp_path_factory: pytest.TempPathFactory, encoder: Path) -> tuple[Path, Path]:
    """The small pack and a home with an edition of it. Not to be changed; write another to change one."""
    pack = write_pack(tmp_path_factory.mktemp("pack"))
    home = tmp_path_factory.mktemp("home")
    build(Editions(home), read_pack(open_pack(pack), lambda _: None), onnx_kit(encoder))
    return pack, home


@pytest.fixture(scope="session")
def assistant(testford: tuple[Path, Path]) -> Assistant:
    """An assistant of the small pack."""
    pack, home = testford
    return make_assistant(load_settings(pack=pack, home=home))
