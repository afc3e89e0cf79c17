"""Measures retrieval on a public question set in BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv."""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from assistant.asking import read_jsonl
from assistant.bootstrap import make_kit
from assistant.measures_of_ranking import mrr, ndcg, recall
from assistant.settings import Settings
from indexer.build import build
from indexer.edition import Edition
from indexer.editions import Editions
from indexer.embedding import open_questions
from indexer.errors import AskerError
from indexer.manifest import Council, PackFile
from indexer.model import Audience, Authority, Document, Entry, Paragraph, Part, Ref, Section
from indexer.pack import Pack, ReadPack
from indexer.search import search

Judgements = dict[str, dict[str, int]]

DEPTH = 10
HITS = 60  # passages; a long text is cut into several, and counts by its best


class _Text(BaseModel):
    """A line of corpus.jsonl or queries.jsonl."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    id: str = Field(alias="_id")
    text: str
    title: str | None = None


def measure(settings: Settings, folder: Path, home: Path, clock: Callable[[], float]) -> dict[str, Any]:
    """Index a set in `home`, ask its judged queries, and average nDCG, recall and reciprocal rank at 10.

    Raises AskerError naming the file of the set to mend.
    """
    relevant = _judgements(folder / "qrels" / "test.tsv")
    queries = _queries(folder / "queries.jsonl", relevant)
    read = _read(folder / "corpus.jsonl", home)
    begun = clock()
    editions = Editions(home)
    build(editions, read, make_kit(settings, lambda *_: None))
    index_seconds = clock() - begun
    scores = _scores(editions.current(), queries, relevant, clock)
    return {
        "set": folder.name,
        "documents": sum(len(document.paragraphs) for document in read.documents),
        "queries": len(relevant),
        "ndcg@10": round(statistics.mean(scores["ndcg"]), 4),
        "recall@10": round(statistics.mean(scores["recall"]), 4),
        "mrr@10": round(statistics.mean(scores["mrr"]), 4),
        "index_seconds": round(index_seconds, 1),
        "query_ms_p50": round(statistics.median(scores["query_ms"]), 2),
    }


def _scores(
    edition: Edition, queries: dict[str, str], relevant: Judgements, clock: Callable[[], float]
) -> dict[str, list[float]]:
    """What each judged query scores, and its milliseconds."""
    side = edition.open(Audience.STAFF)
    encoder = open_questions(edition.model, edition.facts()["window"])
    scores: dict[str, list[float]] = defaultdict(list)
    for id, judged in relevant.items():
        begun = clock()
        hits = search(side, queries[id], encoder.encode([queries[id]])[0], HITS, None)
        scores["query_ms"].append((clock() - begun) * 1000)
        ranked = list(dict.fromkeys(hit.passage.refs[0].paragraph for hit in hits))
        scores["ndcg"].append(ndcg(ranked, judged, DEPTH))
        scores["recall"].append(recall(ranked, judged, DEPTH))
        scores["mrr"].append(mrr(ranked, judged, DEPTH))
    return scores


def _judgements(file: Path) -> Judgements:
    """The judged texts of each query, with their grades above 0."""
    judged: Judgements = defaultdict(dict)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                if int(row["score"]) > 0:
                    judged[row["query-id"]][row["corpus-id"]] = int(row["score"])
    except OSError as error:
        raise AskerError(f"{file} cannot be read: {error.strerror}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise AskerError(f"{file} is not a table with the columns query-id, corpus-id and score") from error
    if not judged:
        raise AskerError(f"{file} judges no text to be relevant; there is nothing to measure")
    return dict(judged)


def _queries(file: Path, relevant: Judgements) -> dict[str, str]:
    """The queries by id; those that are judged must be there."""
    queries = {row.id: row.text for row in read_jsonl(file, _Text)}
    for id in relevant:
        if id not in queries:
            raise AskerError(f"{file} has no query '{id}', which qrels/test.tsv judges")
    return queries


def _read(file: Path, home: Path) -> ReadPack:
    """The corpus as documents: one a title, each text a section of its own, so that no passage spans two."""
    titled: dict[str, list[_Text]] = defaultdict(list)
    for row in read_jsonl(file, _Text):
        titled[row.title or ""].append(row)
    home.mkdir(parents=True, exist_ok=True)
    (home / "corpus.txt").write_text("see corpus.jsonl", encoding="utf-8")
    documents = tuple(_document(f"d{number}", title, rows) for number, (title, rows) in enumerate(titled.items(), 1))
    about = PackFile(council=Council(name="a public set", area="none"))
    return ReadPack(Pack(home, about, tuple(d.entry for d in documents), has_manifest=False), documents, ())


def _document(id: str, title: str, rows: list[_Text]) -> Document:
    entry = Entry(
        id, title, "corpus.txt", "report", Authority.REPORT, Audience.STAFF, in_force_from=date(2000, 1, 1)
    )  # fmt: skip
    sections = (Section((), (Paragraph(Ref(id, row.id), (Part("text", row.text),)),)) for row in rows)
    return Document(entry, tuple(sections))
