"""Scores names found in text against names marked by hand: exact offsets and label, or it is a miss."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from patterns import regexes as regex

LABELS = ("ORG", "LOC", "PER")
BRACKETED = regex.compile(r"\[(?P<label>ORG|LOC|PER) (?P<name>[^\]]+)\]")

Span = tuple[int, int, str]
"""Start, end and label of a name."""


class Marked(NamedTuple):
    """A text and the names that a reader marked in it."""

    text: str
    spans: tuple[Span, ...]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, from 0 to 1, and how many names there were to find."""

    precision: float
    recall: float
    f1: float
    names: int


def score(gold: Iterable[Sequence[Span]], found: Iterable[Sequence[Span]]) -> dict[str, Score]:
    """Give the scores of each label and of "all"."""
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for gold_spans, found_spans in zip(gold, found, strict=True):
        for counter, spans in (
            (wanted, set(gold_spans)),
            (given, set(found_spans)),
            (right, set(gold_spans) & set(found_spans)),
        ):
            for _, _, label in spans:
                counter[label] += 1
                counter["all"] += 1
    return {label: _score(right[label], given[label], wanted[label]) for label in (*LABELS, "all")}


def _score(right: int, given: int, wanted: int) -> Score:
    precision = right / given if given else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Score(precision, recall, f1, wanted)


SHIPPED = {
    "first": "marked.txt",
    "of other cities": "marked_cities.txt",
    "of four cities": "marked_last.txt",
    "of more cities": "marked_more.txt",
    "kept back": "marked_kept.txt",
    "kept to the end": "marked_end.txt",
}
"""The sets of sentences of our own that are marked and shipped; each file says how it came about."""


def shipped_sentences(name: str = "first") -> list[Marked]:
    """Give one of the sets of `SHIPPED`; the training text has none of their sentences."""
    text = resources.files("models.ner").joinpath("data", SHIPPED[name]).read_text("utf-8")
    return [read_brackets(line) for line in text.splitlines() if line and not line.startswith("#")]


def read_brackets(line: str) -> Marked:
    """Read a text whose names stand in brackets: "[ORG Ville de Tours] et [LOC Tours]"."""
    text, spans, at = "", [], 0
    for found in BRACKETED.finditer(line):
        text += line[at : found.start()]
        spans.append((len(text), len(text) + len(found["name"]), found["label"]))
        text += found["name"]
        at = found.end()
    return Marked(text + line[at:], tuple(spans))


def seed_sentences(marks: Path, seeds: Path, half: str | None = None) -> list[Marked]:
    """Give the sentences of real contracts that `marks` points to, from the folder of their texts.

    `marks` has a line of JSON each: the text's name, where the sentence begins in it (white space squeezed),
    how long it is, its SHA-256, and its names. Raises ValueError where a sentence is not the one that was marked.
    """
    found = []
    texts = {path.stem: " ".join(path.read_text("utf-8").split()) for path in sorted(seeds.glob("*.txt"))}
    for line in marks.read_text("utf-8").splitlines():
        mark = json.loads(line)
        if half not in (None, mark["half"]):
            continue
        sentence = texts[mark["seed"]][mark["at"] : mark["at"] + mark["length"]]
        if hashlib.sha256(sentence.encode()).hexdigest() != mark["sha256"]:
            raise ValueError(f"{marks}: the sentence at {mark['at']} of {mark['seed']} is not the one marked.")
        found.append(Marked(sentence, tuple((start, end, label) for start, end, label in mark["spans"])))
    return found
