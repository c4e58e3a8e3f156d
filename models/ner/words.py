"""The tokenizer of the French pipeline: words, what they are compared by, and the class that lists give them.

A word's norm is its folded letters; its lemma the same where the training text had the word often, else nothing, so
that the trained part takes all words that it never saw for one, and looks at their ends, shape and neighbours instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.symbols import NORM, PREFIX, SUFFIX
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from models.ner.lexicon import word_classes
from patterns import regexes as regex

WORD = regex.compile(
    r"""
    (?P<dotted>  \b(?:\p{Lu}\.-?){2,}\p{Lu}?(?!\w) )               # S.P.E., J.-P.
  | (?P<elided>  \b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w) )  # l'État, qu'il
  | (?P<number>  \d+(?:[.,]\d+)*(?:er|ère|ème|e)?(?!\w) )
  | (?P<word>    \w+(?:[-'’‐‑]\w+)* )                              # Saint-Amand, Villeneuve-d'Ascq
  | (?P<space>   \s+ )
  | (?P<sign>    . )
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.DOTALL,
)
"""Cuts a text into words, signs and runs of white space; every character falls in one of them."""

AFFIX = 3
"""Letters of a word's beginning and end that the model looks at."""


@cache
def fold(word: str) -> str:
    """Give a word without capitals, accents and typographic variants, letter for letter where it can be."""
    plain = unicodedata.normalize("NFD", word.lower().replace("’", "'").replace("œ", "oe"))
    folded = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "0" * len(folded) if folded.isdigit() and len(folded) != 4 else folded  # years stay


class Words:
    """Cuts texts into tokens; a token's tag is its class in the lists (`models.ner.lexicon`).

    `known` are the folded words that the training text had often; they are kept with the weights.
    """

    def __init__(self, vocab: Vocab, known: AbstractSet[str] = frozenset()) -> None:
        self.vocab = vocab
        self.known = known
        self.classes = word_classes()

    def __call__(self, text: str) -> Doc:
        """Give the tokens of a text; of a run of white space, what is more than one blank is a token."""
        words: list[str] = []
        spaces: list[bool] = []
        for token in (match[0] for match in WORD.finditer(text)):
            if token[0].isspace():
                if words and token[0] == " " and not spaces[-1] and not words[-1].isspace():
                    spaces[-1] = True
                    token = token[1:]
                if token:
                    words.append(token)
                    spaces.append(False)
            else:
                words.append(token)
                spaces.append(False)
        classes, known, folded = self.classes, self.known, [fold(word) for word in words]
        tags = [classes[word] for word in folded]
        return Doc(self.vocab, words, spaces, tags=tags, lemmas=[word if word in known else "" for word in folded])

    def to_bytes(self, **_: object) -> bytes:
        """Give the known words; the lists are files of the package."""
        return "\n".join(sorted(self.known)).encode()

    def from_bytes(self, data: bytes, **_kwargs: object) -> Words:
        """Take the known words from what `to_bytes` gave."""
        self.known = frozenset(data.decode().splitlines())
        return self

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write the known words to a file, one a line; the lists are files of the package."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> Words:
        """Read the known words from the file that `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


@registry.tokenizers("contrats.words.v1")  # type: ignore[untyped-decorator]
def make_words() -> Callable[[Language], Words]:
    """Give what makes the tokenizer, and has words compared by their folded letters."""

    def make(nlp: Language) -> Words:
        nlp.vocab.lex_attr_getters |= {  # type: ignore[attr-defined]
            NORM: fold,
            PREFIX: lambda word: fold(word)[:AFFIX],
            SUFFIX: lambda word: fold(word)[-AFFIX:],
        }
        return Words(nlp.vocab)

    return make
