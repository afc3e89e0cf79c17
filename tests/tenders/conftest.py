"""The starter pack opened for tenders, once: nothing changes it."""

from __future__ import annotations

import pytest

from assistant.tenders.desk import TenderDesk
from corpus import STARTER


@pytest.fixture(scope="session")
def desk() -> TenderDesk:
    return TenderDesk.of(STARTER)
