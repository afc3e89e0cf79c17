"""Measures retrieval on a public question set in BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv."""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from assistant.asking import read_jsonl
from assistant.bootstrap import make_kit
from assistant.measures_of_ranking import mrr, ndcg, recall
from assistant.settings import Settings
from indexer.build import build
from indexer.editions import Editions
from indexer.embedding import open_questions
from indexer.errors import AskerError
from indexer.manifest import Council, PackFile
from indexer.model import Audience, Authority, Document, Entry, Paragraph, Part, Ref, Section
from indexer.pack import Pack, ReadPack
from indexer.search import search

DEPTH = 10
HITS = 60  # passages; a long text is cut into several, and counts by its best


def measure(settings: Settings, folder: Path, home: Path, clock: Callable[[], float]) -> dict[str, Any]:
    """Index a set in `home`, ask its judged queries, and average nDCG, recall and reciprocal rank at 10."""
    relevant = _judgements(folder / "qrels" / "test.tsv")
    queries = {str(row["_id"]): str(row["text"]) for row in read_jsonl(folder / "queries.jsonl")}
    begun = clock()
    editions = Editions(home)
    read = _read(folder, home)
    build(editions, read, make_kit(settings, lambda *_: None))
    index_seconds = clock() - begun
    edition = editions.current()
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
    return {
        "set": folder.name,
        "documents": len(read.documents),
        "queries": len(relevant),
        "ndcg@10": round(statistics.mean(scores["ndcg"]), 4),
        "recall@10": round(statistics.mean(scores["recall"]), 4),
        "mrr@10": round(statistics.mean(scores["mrr"]), 4),
        "index_seconds": round(index_seconds, 1),
        "query_ms_p50": round(statistics.median(scores["query_ms"]), 2),
    }


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    """The judged texts of each query, with their grades above 0."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                if int(row["score"]) > 0:
                    judged[row["query-id"]][row["corpus-id"]] = int(row["score"])
    except (OSError, KeyError, ValueError) as error:
        raise AskerError(f"{file} is not a table of query-id, corpus-id and score: {error}") from error
    return dict(judged)


def _read(folder: Path, home: Path) -> ReadPack:
    """The corpus as documents: one a title, each text a section of its own, so that no passage spans two."""
    sections: dict[str, list[Section]] = defaultdict(list)
    for row in read_jsonl(folder / "corpus.jsonl"):
        title = str(row.get("title") or "")
        paragraph = Paragraph(Ref(title, str(row["_id"])), (Part("text", str(row["text"])),))
        sections[title].append(Section((), (paragraph,)))
    home.mkdir(parents=True, exist_ok=True)
    (home / "corpus.txt").write_text("see corpus.jsonl", encoding="utf-8")
    documents = tuple(
        Document(
            Entry(
                title,
                title,
                "corpus.txt",
                "report",
                Authority.REPORT,
                Audience.STAFF,
                in_force_from=date(2000, 1, 1),
            ),
            tuple(of),
        )
        for title, of in sections.items()
    )
    about = PackFile(council=Council(name="a public set", area="none"))
    return ReadPack(Pack(home, about, tuple(d.entry for d in documents), has_manifest=False), documents, ())
