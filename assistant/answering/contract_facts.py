"""Reads the facts of a contract that a question gives, and which derived fact it asks for, by the pack's phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.rules.values import read_money
from indexer.errors import PackError
from indexer.manifest import load_yaml

_AMOUNT = re.compile(
    r"£\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|bn|thousand|million|billion)?\b|(?<![\w$€£.,])\d[\d,]*(?:\.\d+)?(?:k|m|bn)\b",
    re.IGNORECASE,
)

# "Over £5m" is where a rule begins, not what a contract is worth.
_BOUND = re.compile(
    r"\b(?:over|above|under|below|than|to|from|exceeds?|exceeding|least|most|beyond)\s+(?:gbp\s*)?£?\s?\d",
    re.IGNORECASE,
)


class ValueWords(BaseModel):
    """`wording/values.yaml`: the phrases by which people name facts, categories, subjects and regimes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asked: dict[str, list[str]]
    category: dict[str, list[str]]
    subject: dict[str, list[str]]
    category_of_subject: dict[str, list[str]]
    regime: dict[str, list[str]]
    with_vat: list[str]
    without_vat: list[str]


@dataclass(frozen=True)
class ContractQuestion:
    """A question about one contract: the derived fact it asks for, and the facts it gives."""

    asked: str
    facts: Mapping[str, object]


def load_value_words(folder: Path) -> ValueWords:
    """Read `values.yaml` of a wording folder. Raises PackError naming what is to be mended."""
    path = folder / "values.yaml"
    try:
        return ValueWords.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise PackError(path, first["msg"], ".".join(map(str, first["loc"]))) from error


def contract_question(text: str, words: ValueWords) -> ContractQuestion | None:
    """The question as one about a contract: None unless it gives exactly one value and asks for a derived fact."""
    amounts = _AMOUNT.findall(text)
    spoken = f" {re.sub(r'[^a-z0-9£%-]+', ' ', text.casefold())} "
    asked = _named(spoken, words.asked)
    value = _money(amounts[0]) if len(amounts) == 1 else None
    if not asked or value is None or _BOUND.search(text):
        return None
    return ContractQuestion(asked, {"value": value, **_kind(spoken, words), **_vat(spoken, words)})


def _money(text: str) -> Decimal | None:
    try:
        return read_money(text)
    except ValueError:
        return None


def _kind(spoken: str, words: ValueWords) -> dict[str, object]:
    """The category, subject and regime that a question names."""
    subject = _named(spoken, words.subject)
    by_subject = next((category for category, of in words.category_of_subject.items() if subject in of), "")
    found = {
        "category": _named(spoken, words.category) or by_subject,
        "subject": subject,
        "regime": _named(spoken, words.regime),
    }
    return {name: value for name, value in found.items() if value}


def _vat(spoken: str, words: ValueWords) -> dict[str, object]:
    if _says(spoken, words.with_vat):
        return {"value_includes_vat": True}
    return {"value_includes_vat": False} if _says(spoken, words.without_vat) else {}


def _named(spoken: str, phrases: Mapping[str, Sequence[str]]) -> str:
    """The name whose longest phrase is in the text, or an empty string."""
    found = [(len(phrase), name) for name, said in phrases.items() for phrase in said if f" {phrase} " in spoken]
    return max(found)[1] if found else ""


def _says(spoken: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in spoken for phrase in phrases)
