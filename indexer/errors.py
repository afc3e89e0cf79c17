"""Every error Townclerk raises on purpose, sorted by who can put it right.

TownclerkError
├── AskerError            the person asking can mend it: a 4xx, exit 1, plain words
│   ├── NotFound          the thing named is not in the edition
│   └── Refused           understood, and not done
├── OperatorError         the person running Townclerk can mend it: names the file and the entry
│   ├── PackError         the pack: a manifest, a document, a rule, a wording file
│   ├── UnreadableDocument  one document that cannot be read; the others are
│   └── EditionError      no edition yet, or one that fails verification
└── ElsewhereError        another machine let us down: exit 3, a 503
"""

from __future__ import annotations

from pathlib import Path


class TownclerkError(Exception):
    """Root of the tree; its text is one plain line for a person."""


class AskerError(TownclerkError):
    """The person asking can mend it."""


class NotFound(AskerError):
    """What was asked for is not held."""


class Refused(AskerError):
    """Understood, and deliberately not done."""


class OperatorError(TownclerkError):
    """The person running Townclerk can mend it."""


class PackError(OperatorError):
    """A pack does not hold together. Names the file, and the entry where there is one."""

    def __init__(self, file: Path | str, problem: str, entry: str = "") -> None:
        self.file, self.entry, self.problem = str(file), entry, problem
        where = f"{self.file}: {entry}" if entry else self.file
        super().__init__(f"{where}: {problem}")


class UnreadableDocument(OperatorError):
    """One document cannot be read; says why in words the librarian can act on."""

    def __init__(self, file: Path | str, why: str) -> None:
        self.file, self.why = str(file), why
        super().__init__(f"{self.file}: {why}")


class EditionError(OperatorError):
    """There is no edition to answer from, or one failed verification."""


class ElsewhereError(TownclerkError):
    """A machine we depend on did not answer as it should."""
