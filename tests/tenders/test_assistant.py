"""The assistant makes sections over the edition that serves, whatever documents it has."""

from __future__ import annotations

from datetime import date

from assistant.assistant import Assistant
from indexer.model import Audience
from tests.tenders.worked import TODAY, facts


def test_a_pack_without_texts_of_its_own_speaks_with_the_starters(assistant: Assistant):
    section = assistant.tender_section(facts("homecare"), Audience.STAFF, TODAY)
    assert section.council == assistant.about.council.name
    assert section.parts[0].id == "purpose"
    assert all(source.citation is None for line in section.lines() for source in line.sources)


def test_what_was_asked_for_one_date_does_not_stay_for_another(assistant: Assistant):
    first = assistant.tender_section(facts("youth-services"), Audience.STAFF, TODAY)
    later = assistant.tender_section(facts("youth-services"), Audience.STAFF, date(2027, 1, 4))
    assert (first.as_of, later.as_of) == (TODAY, date(2027, 1, 4))
    assert first == assistant.tender_section(facts("youth-services"), Audience.STAFF, TODAY)
