"""The small pack, opened once: nothing changes it."""

from __future__ import annotations

import pytest

from assistant.checklists.desk import Desk
from tests.checklists.small import pack


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.of(pack(tmp_path_factory.mktemp("desk") / "pack"))
