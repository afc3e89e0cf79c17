"""Settings: read once, typed, refused when wrong. Each is TOWNCLERK_<NAME> in the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus import STARTER
from indexer.errors import OperatorError
from indexer.manifest import fault_in_words
from indexer.model import Audience


class Settings(BaseSettings):
    """Every setting, with its default and one sentence."""

    model_config = SettingsConfigDict(env_prefix="TOWNCLERK_", env_ignore_empty=True, frozen=True, extra="ignore")

    home: Path = Field(Path("townclerk-home"), description="Folder of the editions and the database.")
    pack: Path = Field(STARTER, description="Folder of the council's pack; the starter pack until it is set.")
    model: Path | None = Field(
        None,
        description="Folder of another sentence-transformers model; unset, all-MiniLM-L6-v2 as installed.",
    )
    host: str = Field("127.0.0.1", description="Address to serve on; the pages have no sign-in, so keep to loopback.")
    port: int = Field(8000, ge=1, le=65535, description="Port to serve on.")
    audience: Audience = Field(Audience.STAFF, description="Whose edition the pages and /api/v1 serve.")
    question_characters: int = Field(300, ge=20, le=10_000, description="Longest question taken, in characters.")
    body_bytes: int = Field(20_000, ge=1_000, description="Largest request body taken, in bytes.")


def load_settings(**given: object) -> Settings:
    """The settings, with what a command was given in front. Raises OperatorError naming the setting."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise OperatorError(f"setting TOWNCLERK_{str(first['loc'][0]).upper()}: {fault_in_words(first)}") from error
