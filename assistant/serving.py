"""Serves the pages and the API, and says where."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import uvicorn

from assistant.bootstrap import make_assistant
from assistant.settings import Settings
from assistant.web.app import WebLimits, create_app


def serve_forever(settings: Settings, today: Callable[[], date]) -> None:
    """Serve until stopped. Raises OperatorError before the first request where there is nothing to serve."""
    assistant = make_assistant(settings)
    assistant.ready(settings.audience)
    limits = WebLimits(settings.question_characters, settings.body_bytes, settings.audience)
    example = next(iter(assistant.about.suggestions), "What is social value?")
    address = f"http://{settings.host}:{settings.port}"
    sys.stderr.write(f"Townclerk serves edition {assistant.edition} on {address}\nTry: {address}/?q={quote(example)}\n")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    # The access log is the app's own: uvicorn's would write the question, which stands in the address.
    uvicorn.run(
        create_app(assistant, today, limits),
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_config=None,
    )
