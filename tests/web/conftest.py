"""The app over the fixed assistant, and a client for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.web.app import WebLimits, create_app
from assistant.wording import load_wording
from corpus import STARTER

from .fixed import TODAY, FixedAssistant


@pytest.fixture
def assistant(tmp_path: Path) -> FixedAssistant:
    return FixedAssistant(tmp_path, load_wording(STARTER / "wording", "en"))


@pytest.fixture
def app(assistant: FixedAssistant) -> FastAPI:
    return create_app(assistant, lambda: TODAY, WebLimits())


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app)
