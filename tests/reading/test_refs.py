from __future__ import annotations

import pytest

from indexer.model import Ref


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("cpr#7.2", "/documents/cpr#7.2"),
        ("sv-policy#4.1(b)", "/documents/sv-policy#4.1(b)"),
        ("plan#Annex A 3", "/documents/plan#Annex-A-3"),
        ("My Policy 100%#5", "/documents/My%20Policy%20100%25#5"),
    ],
)
def test_a_ref_is_read_back_as_it_is_printed_and_has_a_url(text: str, url: str):
    assert str(Ref.parse(text)) == text
    assert Ref.parse(text).url == url


@pytest.mark.parametrize("text", ["", "cpr", "#7.2", "cpr#", " # "])
def test_half_an_address_is_refused(text: str):
    with pytest.raises(ValueError, match="paragraph's address"):
        Ref.parse(text)
