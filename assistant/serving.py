"""Serves the pages and the API, and says where."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import uvicorn

from assistant.bootstrap import make_assistant
from assistant.settings import Settings
from assistant.web.app import WebLimits, create_app
from indexer.errors import OperatorError


def serve_forever(settings: Settings, today: Callable[[], date]) -> None:
    """Serve until stopped. Raises OperatorError before the first request where there is nothing to serve."""
    assistant = make_assistant(settings)
    assistant.ready(settings.audience)
    limits = WebLimits(settings.question_characters, settings.body_bytes, settings.audience)
    example = next(iter(assistant.about.suggestions), "What is social value?")
    address = f"http://{settings.host}:{settings.port}"
    bound = _bind(settings)
    sys.stderr.write(f"Townclerk serves edition {assistant.edition} on {address}\nTry: {address}/?q={quote(example)}\n")
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s %(message)s", level=logging.INFO)
    # The access log is the app's own: uvicorn's would write the question, which stands in the address.
    app = create_app(assistant, today, limits)
    config = uvicorn.Config(app, access_log=False, server_header=False, log_config=None)
    uvicorn.Server(config).run(sockets=[bound])


def _bind(settings: Settings) -> socket.socket:
    """The address, taken before anything is said of it. Raises OperatorError where it is not to be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise OperatorError(f"{where} cannot be served on ({error.strerror}); give another --port") from error
