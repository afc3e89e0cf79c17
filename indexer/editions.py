"""The editions of one home folder: which serves, which are frozen, and switching between them.

HOME/editions/<id>/     read-only once it has its name
HOME/current            the id of the edition that serves; switching is one rename
HOME/frozen/<name>      the id that a live tender froze
HOME/lock               held while building or pruning
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.durable import write_whole
from indexer.edition import Edition
from indexer.errors import AskerError, EditionError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


class Editions:
    """The editions of one home folder."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "editions"

    @property
    def pointer(self) -> Path:
        """The small file that names the edition that serves."""
        return self.home / "current"

    def current(self) -> Edition:
        """The edition that serves. Raises EditionError where there is none."""
        try:
            return self.get(self.pointer.read_text(encoding="ascii").strip())
        except FileNotFoundError as error:
            raise EditionError(f"there is no edition in {self.home} yet; run townclerk index first") from error
        except (OSError, UnicodeDecodeError) as error:
            raise EditionError(f"{self.pointer} cannot be read; run townclerk index, which writes it anew") from error

    def get(self, id_or_frozen: str) -> Edition:
        """An edition by its id, or by the name it was frozen under. Raises EditionError."""
        if _NAME.fullmatch(id_or_frozen):
            frozen = self.home / "frozen" / id_or_frozen
            id = frozen.read_text(encoding="ascii").strip() if frozen.is_file() else id_or_frozen
            if self.holds(id):
                return Edition(id, self.folder / id)
        raise EditionError(f"there is no edition '{id_or_frozen}' in {self.home}; see townclerk editions")

    def holds(self, id: str) -> bool:
        """Whether an edition of this id is there, whole."""
        return (self.folder / id / "edition.json").is_file()

    def all(self) -> tuple[Edition, ...]:
        """Every edition, oldest first."""
        folders = [folder for folder in self.folder.glob("*") if self.holds(folder.name)]
        return tuple(Edition(f.name, f) for f in sorted(folders, key=lambda folder: folder.stat().st_mtime_ns))

    def frozen(self) -> dict[str, str]:
        """The frozen names, and the id each holds."""
        names = sorted((self.home / "frozen").glob("[!.]*"))
        return {file.name: file.read_text(encoding="ascii").strip() for file in names}

    def use(self, edition: Edition) -> None:
        """Switch to an edition. Raises EditionError where the home may not be written."""
        self._write(self.pointer, edition.id)

    def freeze(self, name: str) -> Edition:
        """Keep the current edition under a name, for as long as a tender is live."""
        if not _NAME.fullmatch(name):
            raise AskerError(f"'{name}' cannot be a name; use small letters, digits and hyphens")
        edition = self.current()
        self._write(self.home / "frozen" / name, edition.id)
        return edition

    def _write(self, file: Path, id: str) -> None:
        try:
            file.parent.mkdir(exist_ok=True)
            write_whole(file, id.encode())
        except OSError as error:
            raise EditionError(f"{self.home} cannot be written ({error.strerror}); set TOWNCLERK_HOME") from error

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove the editions that nothing holds, but for the `keep` newest; returns the ids removed."""
        with self.locked():
            held = {self.current().id, *self.frozen().values(), *(e.id for e in self.all()[-keep:])}
            gone = [edition for edition in self.all() if edition.id not in held]
            for edition in gone:
                shutil.rmtree(edition.folder)
            return tuple(edition.id for edition in gone)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One build or prune at a time; a second waits."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.home / "lock").open("w")
        except OSError as error:
            raise EditionError(f"{self.home} cannot be written ({error.strerror}); set TOWNCLERK_HOME") from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
