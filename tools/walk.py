"""The walk of docs/adding-a-layout.md: what the page shows is made here, and a test runs the page.

A shipped sample plays the contract that nobody has seen: every label word that it uses is taken away.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from corpus.scoring import score
from extract.labelsurvey import candidates, labels_table, table_text
from extract.opening import open_document
from extract.reading import read_contract, read_document
from output.writing import record_json
from patterns.loading import Patterns, use

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
SAMPLE = SAMPLES / "valmont.pdf"
"""The sample of the page."""
SHOWN = 10
"""Lines of the table of labels that the page shows."""

Phrases = dict[str, list[str]]
"""Phrases by field."""


def used_phrases(path: Path) -> Phrases:
    """List the phrases that reading a PDF can go by, and those behind them where they are taken away."""
    gone: set[tuple[str, str]] = set()
    while True:
        with use(without(_by_field(gone))):
            found = _matched(path) - gone
        if not found:
            return _by_field(gone)
        gone |= found


def without(phrases: Phrases) -> Patterns:
    """Give the shipped patterns without some phrases."""
    entries = [{"field": field, "remove": words} for field, words in phrases.items()]
    return Patterns([{"labels.toml": {"label": entries}}])


def label_file(key: str, phrases: Phrases) -> str:
    """Write a `labels.toml` of a line for each field; `key` is what is done with its phrases."""
    rows = [f'  {{field = "{field}", {key} = {_toml(words)}}},' for field, words in phrases.items()]
    return "\n".join(["label = [", *rows, "]"])


def scores(path: Path, patterns: Patterns | None = None) -> dict[str, float]:
    """Score each field of a sample."""
    record = json.loads(record_json(read_contract(path, patterns=patterns)))
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return score(record, gold)


def removal_block() -> str:
    """Write the file of the page's first step: it takes every label word of the sample away."""
    return f"```toml\n# unknown/labels.toml\n{label_file('remove', used_phrases(SAMPLE))}\n```"


def survey_block() -> str:
    """Give what `contrats inspect --labels` then prints, its first lines."""
    with use(without(used_phrases(SAMPLE))):
        lines = table_text(labels_table(SAMPLE)).splitlines()
    shown = [line.rstrip() for line in lines[: SHOWN + 2]]
    return "\n".join(["```text", *shown, "…", "```"])


def _matched(path: Path) -> set[tuple[str, str]]:
    """List the phrases that the labels of a PDF are taken for at this moment, each with its field."""
    document = open_document(path, "pdfium", None)
    try:
        _, reading = read_document(document, path)
        pages = [page for n in range(1, document.page_count + 1) if (page := reading.page(n))]
    finally:
        document.close()
    hits = {(hit.field, hit.phrase) for page in pages for hit in page.hits}
    cells = {(c.field, c.phrase) for page in pages for c in candidates(page) if c.field and c.phrase}
    return hits | cells


def _by_field(pairs: set[tuple[str, str]]) -> Phrases:
    found: Phrases = defaultdict(list)
    for field, phrase in sorted(pairs):
        found[field].append(phrase)
    return dict(found)


def _toml(words: list[str]) -> str:
    return json.dumps(words, ensure_ascii=False)
