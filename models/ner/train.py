"""Rebuilds the weights of the French pipeline: `python -m models.ner.train`."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from models.ner.recipe.sentences import Sentences
from models.ner.recipe.writing import Marked
from models.ner.words import Words

HERE = Path(__file__).parent
SEED = 7
TRAINING_TEXTS = 140_000
CHECKING_TEXTS = 1_500
OFTEN = 12
"""Times that the training text has a word which is known by itself; rarer ones are all the same to the model."""


def write_corpus(nlp: Language, texts: Iterable[Marked], path: Path) -> Counter[str]:
    """Write marked texts in spaCy's format, without spans that no tokens make up; give how often each word stands."""
    packed = DocBin(attrs=["ENT_IOB", "ENT_TYPE"])
    words: Counter[str] = Counter()
    for text, spans in texts:
        doc = nlp.make_doc(text)
        found = [doc.char_span(start, end, label) for start, end, label in spans]
        doc.set_ents([span for span in found if span is not None])
        packed.add(doc)
        words.update(token.norm_ for token in doc)
    packed.to_disk(path)
    return words


def rebuild(out: Path, work: Path, texts: int = TRAINING_TEXTS) -> None:
    """Make the training text, train on it and write the pipeline to `out`."""
    config = load_config(HERE / "config.cfg")
    nlp = spacy.blank("xx", config={"nlp": {"tokenizer": config["nlp"]["tokenizer"]}})
    work.mkdir(parents=True, exist_ok=True)
    words = write_corpus(nlp, Sentences(SEED).draw(texts), work / "train.spacy")
    write_corpus(nlp, Sentences(SEED + 1).draw(CHECKING_TEXTS), work / "dev.spacy")
    config["paths"] = {"train": str(work / "train.spacy"), "dev": str(work / "dev.spacy")}
    untrained = init_nlp(config)
    known = (word for word, count in words.items() if count >= OFTEN and word.strip())
    cast(Words, untrained.tokenizer).known = frozenset(known)
    trained, _ = train(untrained, None)
    out.mkdir(parents=True, exist_ok=True)
    trained.to_disk(out, exclude=["vocab"])  # strings are looked up by their hash: none need be kept


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "weights")
    parser.add_argument("--work", type=Path, default=Path("build/ner"), help="Where the training text is written.")
    parser.add_argument("--texts", type=int, default=TRAINING_TEXTS)
    given = parser.parse_args()
    began = time.perf_counter()
    rebuild(given.out, given.work, given.texts)
    print(f"{given.out}: {time.perf_counter() - began:.0f} s")
