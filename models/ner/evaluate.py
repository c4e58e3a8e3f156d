"""Prints what the French pipeline scores: `python -m models.ner.evaluate`.

With `--marks tests/marks/seeds.jsonl --seeds FOLDER` the marked sentences of real contracts are scored too.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from models.ner import find_entities
from models.ner.evaluation import LABELS, SHIPPED, Marked, Span, score, seed_sentences, shipped_sentences
from models.ner.lines import squeezed
from models.ner.pipeline import WEIGHTS, add_gazetteer, add_ruler
from models.ner.rules import TIDY

STOCK = "fr_core_news_md"
Reader = Callable[[Sequence[str]], Iterator[list[Span]]]
"""What finds names in texts."""


def by_pipeline(texts: Sequence[str]) -> Iterator[list[Span]]:
    """Give the names that the product finds."""
    for found in find_entities(texts):
        yield [(name.start, name.end, name.label) for name in found]


def by_model(nlp: Language) -> Reader:
    """Give what reads with a spaCy pipeline, texts squeezed as the product does."""

    def read(texts: Sequence[str]) -> Iterator[list[Span]]:
        for text in texts:
            short = squeezed(text)
            found = [entity for entity in nlp(short.text).ents if entity.label_ in LABELS]
            yield [(short.places[e.start_char], short.places[e.end_char - 1] + 1, e.label_) for e in found]

    return read


def readers() -> dict[str, Reader]:
    """Give everything that is compared, by name."""
    found: dict[str, Reader] = {"pipeline": by_pipeline}
    found["trained part alone"] = by_model(spacy.load(WEIGHTS))
    gazetteer = spacy.load(WEIGHTS, exclude=["ner"])
    add_gazetteer(gazetteer)
    found["gazetteer alone"] = by_model(gazetteer)
    for name, first, overwrite in (
        ("rules before", True, False),
        ("rules after, over the model", False, True),
        ("rules after, beside the model", False, False),
    ):
        nlp = spacy.load(WEIGHTS)
        add_ruler(nlp, first=first, overwrite=overwrite)
        nlp.add_pipe(TIDY)
        found[name] = by_model(nlp)
    if spacy.util.is_package(STOCK):
        found[STOCK] = by_model(spacy.load(STOCK))
    return found


def table(title: str, sentences: Sequence[Marked], compared: dict[str, Reader]) -> str:
    """Give the table of one set of sentences: precision, recall and F1 of each label and of all."""
    names = sum(len(sentence.spans) for sentence in sentences)
    lines = [f"{title}: {len(sentences)} sentences, {names} names", ""]
    lines.append("| P / R / F1 | " + " | ".join((*LABELS, "all")) + " |")
    lines.append("| --- |" + " --- |" * (len(LABELS) + 1))
    for name, read in compared.items():
        scores = score([sentence.spans for sentence in sentences], read([sentence.text for sentence in sentences]))
        cells = [f"{one.precision:.2f} / {one.recall:.2f} / {one.f1:.3f}" for one in scores.values()]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=Path, help="Offsets and labels of sentences of real contracts.")
    parser.add_argument("--seeds", type=Path, help="Folder of those contracts' texts.")
    given = parser.parse_args()
    compared = readers()
    if STOCK not in compared:
        print(f"{STOCK} is not installed: pip install {STOCK} to have it beside.\n")
    for name in SHIPPED:
        print(table(f"Shipped sentences, {name}", shipped_sentences(name), compared))
    if given.marks and given.seeds:
        for half in ("dev", "held-out"):
            print(table(f"Real contracts, {half} half", seed_sentences(given.marks, given.seeds, half), compared))
        print(table("Real contracts, all", seed_sentences(given.marks, given.seeds), compared))


if __name__ == "__main__":
    main()
