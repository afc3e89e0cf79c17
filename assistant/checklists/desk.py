"""Everything checklists are made from: the rules, the paragraphs they cite, the wording and the Word template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.checklists import as_json, html, markdown, word
from assistant.checklists.checklist import Checklist, Sources, make_checklist
from assistant.rules.profile import ContractProfile, read_profile
from assistant.rules.rulebook import Rulebook
from assistant.rules.rulebook_shapes import load_rulebook
from assistant.wording import Wording, load_wording
from corpus import STARTER
from indexer.pack import open_pack, pack_digest, read_pack


@dataclass(frozen=True)
class Desk:
    """A pack opened for making checklists."""

    rulebook: Rulebook
    sources: Sources
    wording: Wording
    template: Path

    @classmethod
    def of(cls, pack: Path) -> Desk:
        """Open a pack and read its documents; what it has none of is the starter pack's. Raises PackError."""
        opened = open_pack(pack)
        read = read_pack(opened, lambda _: None)
        wording = load_wording(own(pack, "wording"), opened.about.language)
        return cls.over(pack, Sources.of(read.documents, pack_digest(opened)), wording)

    @classmethod
    def over(cls, pack: Path, sources: Sources, wording: Wording) -> Desk:
        """The same over paragraphs that are held already. Raises PackError."""
        return cls(load_rulebook(own(pack, "rules")), sources, wording, own(pack, "templates") / "checklist.docx")

    def make(self, name: str, profile: ContractProfile, as_of: date) -> Checklist:
        """A checklist for one contract on one date. Raises NotFound for a name there is none of."""
        return make_checklist(name, profile, as_of, self.rulebook, self.sources, self.wording)

    def made_from(self, name: str, facts: Mapping[str, object], as_of: date) -> Checklist:
        """The same from facts as they were given. Raises ProfileRefused naming each fact to mend."""
        return self.make(name, read_profile(facts, as_of)[0], as_of)

    def printed(self, checklist: Checklist, format: str) -> bytes:
        """A checklist as the bytes of a file: md, html, docx or json."""
        match format:
            case "md":
                return markdown.as_markdown(checklist, self.wording).encode()
            case "html":
                return html.as_html(checklist, self.wording).encode()
            case "docx":
                return word.as_word(checklist, self.wording, self.template)
            case _:
                return as_json.as_json(checklist).encode()


def own(pack: Path, folder: str) -> Path:
    """A folder of the pack, or the starter pack's where it has none of its own."""
    return pack / folder if (pack / folder).is_dir() else STARTER / folder
