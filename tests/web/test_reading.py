"""How a document is laid out for reading."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.reading import Heading, Item, contents, laid_out
from assistant.web.render import address
from indexer.model import Audience, Authority, Document, Entry, Paragraph, Part, Ref, Section

_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="#"), min_size=1, max_size=8)
_PATHS = st.lists(_WORDS, max_size=7).map(tuple)


def _document(*paragraphs: Paragraph) -> Document:
    entry = Entry("d", "D", "d.md", "guide", Authority.GUIDE, Audience.PUBLIC)
    return Document(entry, tuple(Section(p.headings, (p,)) for p in paragraphs))


def _paragraph(number: str, headings: tuple[str, ...], *parts: Part, within: str = "") -> Paragraph:
    return Paragraph(
        Ref("d", number), parts or (Part("text", "Words."),), headings, within=Ref("d", within) if within else None
    )


@given(st.lists(_PATHS, max_size=8))
def test_the_headings_that_open_rebuild_every_path(paths: list[tuple[str, ...]]) -> None:
    document = _document(*(_paragraph(str(i), path) for i, path in enumerate(paths)))
    standing: tuple[str, ...] = ()
    for laid, path in zip(laid_out(document), paths, strict=True):
        kept = len(path) - len(laid.opens)
        assert standing[:kept] == path[:kept]
        standing = path[:kept] + tuple(heading.text for heading in laid.opens)
        assert standing == path


@given(_WORDS, _WORDS)
def test_an_address_names_its_document_and_anchor_whatever_they_hold(document: str, number: str) -> None:
    ref = Ref(document, number)
    parts = urlsplit(address(ref))
    assert (parts.query, unquote(parts.fragment)) == ("", ref.anchor)
    assert unquote(parts.path.removeprefix("/documents/")) == document


def test_an_address_is_the_refs_own_for_the_numbers_documents_print() -> None:
    for number in ("7.2", "7(b)(ii)", "Annex A 3", "4.1~2", "p7"):
        assert address(Ref("cpr", number)) == Ref("cpr", number).url


def test_headings_lower_than_six_stay_six() -> None:
    (laid,) = laid_out(_document(_paragraph("1", ("a", "b", "c", "d", "e", "f"))))
    assert [heading.level for heading in laid.opens] == [2, 3, 4, 5, 6, 6]


def test_a_table_ends_where_its_header_changes() -> None:
    rows = [Part("row", "x", cells=("x",), header=(name,)) for name in ("A", "A", "B")]
    (laid,) = laid_out(_document(_paragraph("1", (), *rows)))
    assert [(run.header, len(run.parts)) for run in laid.runs] == [(("A",), 2), (("B",), 1)]


def test_items_are_nested_as_they_were_printed() -> None:
    parts = [Part("item", text, depth=depth) for text, depth in (("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 0))]
    (laid,) = laid_out(_document(_paragraph("1", (), *parts)))
    assert laid.runs[0].items == (Item("a", (Item("b", (Item("c", ()),)), Item("d", ()))), Item("e", ()))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12))
def test_nesting_loses_no_item_and_keeps_their_order(depths: list[int]) -> None:
    parts = [Part("item", str(i), depth=depth) for i, depth in enumerate(depths)]
    (laid,) = laid_out(_document(_paragraph("1", (), *parts)))

    def texts(items: tuple[Item, ...]) -> list[str]:
        return [text for item in items for text in (item.text, *texts(item.below))]

    assert texts(laid.runs[0].items) == [part.text for part in parts]


def test_text_between_two_lists_parts_them() -> None:
    parts = [Part("item", "a"), Part("text", "and"), Part("item", "b"), Part("text", "c"), Part("text", "d")]
    (laid,) = laid_out(_document(_paragraph("1", (), *parts)))
    assert [(run.kind, len(run.parts)) for run in laid.runs] == [
        ("item", 1),
        ("text", 1),
        ("item", 1),
        ("text", 1),
        ("text", 1),
    ]


def test_a_paragraph_within_one_within_another_is_two_deep() -> None:
    laid = laid_out(
        _document(_paragraph("7", ()), _paragraph("7(b)", (), within="7"), _paragraph("7(b)(ii)", (), within="7(b)"))
    )
    assert [(it.depth, it.label) for it in laid] == [(0, "7"), (1, "(b)"), (2, "(ii)")]


def test_a_subheading_that_is_not_the_sections_stays_where_it_was_printed() -> None:
    (laid,) = laid_out(_document(_paragraph("1", ("Section",), Part("subheading", "Aside"), Part("text", "Words."))))
    assert (laid.opens, laid.title) == ((Heading(2, "Section"),), None)
    assert [run.kind for run in laid.runs] == ["subheading", "text"]
    assert laid.below == 3


def test_the_contents_are_the_outermost_headings() -> None:
    laid = laid_out(
        _document(
            _paragraph("1", ("One",), Part("subheading", "One")),
            _paragraph("1.1", ("One", "Inner")),
            _paragraph("2", ("Two",)),
        )
    )
    assert contents(laid) == ((Ref("d", "1"), "One"), (Ref("d", "2"), "Two"))
