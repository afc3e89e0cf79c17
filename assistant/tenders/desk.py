"""Everything a tender section is made from: the rules and paragraphs, the pack's texts of tenders, its measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.checklists.desk import Desk, own
from assistant.measures.catalogue import Catalogue
from assistant.measures.catalogue_shapes import MEASURES, load_catalogue
from assistant.rules.profile import read_profile
from assistant.tenders import as_json, html, markdown, word
from assistant.tenders.make import Writing, make_section
from assistant.tenders.section import TenderSection
from assistant.tenders.text_shapes import TENDERS, load_texts
from assistant.tenders.workbook import bidder_workbook
from corpus import STARTER
from indexer.manifest import Council
from indexer.pack import open_pack

_TEMPLATE = "tender.docx"


@dataclass(frozen=True)
class TenderDesk:
    """A pack opened for making tender sections."""

    writing: Writing
    catalogue: Catalogue
    template: Path

    @classmethod
    def of(cls, pack: Path) -> TenderDesk:
        """Open a pack and read its documents; what it has none of is the starter pack's. Raises PackError."""
        return cls.over(pack, Desk.of(pack), open_pack(pack).about.council)

    @classmethod
    def over(cls, pack: Path, desk: Desk, council: Council) -> TenderDesk:
        """The same over a desk that is open already. Raises PackError."""
        template = own(pack, "templates") / _TEMPLATE
        writing = Writing(desk, load_texts(own(pack, TENDERS)), council)
        # A pack made before there were tenders has templates, and not this one.
        chosen = template if template.exists() else STARTER / "templates" / _TEMPLATE
        return cls(writing, load_catalogue(own(pack, MEASURES)), chosen)

    def made_from(self, facts: Mapping[str, object], as_of: date) -> TenderSection:
        """A section from facts as they were given. Raises ProfileRefused naming each fact to mend."""
        return make_section(read_profile(facts, as_of)[0], as_of, self.writing, self.catalogue)

    def printed(self, section: TenderSection, format: str) -> bytes:
        """A section as the bytes of a file: md, html, docx, xlsx or json."""
        wording = self.writing.desk.wording
        match format:
            case "md":
                return markdown.as_markdown(section, wording).encode()
            case "html":
                return html.as_html(section, wording).encode()
            case "docx":
                return word.as_word(section, wording, self.template)
            case "xlsx":
                return self._workbook(section)
            case _:
                return as_json.as_json(section).encode()

    def _workbook(self, section: TenderSection) -> bytes:
        """The workbook that a bidder fills in, of the measures chosen. Raises Refused where there is none."""
        catalogue = self.catalogue.public()
        chosen = {(measure.edition, measure.code) for measure in section.measures}
        held = {(measure.edition, measure.code): measure for measure in catalogue.measures}
        themes = {key: theme.name for key, theme in catalogue.themes.items()}
        measures = [held[one] for one in held if one in chosen]
        return bidder_workbook(measures, self.writing.desk.wording, section.title, section.council, themes)
