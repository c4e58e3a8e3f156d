"""French words: they tell a word that a line's end cut from a compound, and an ordinary word from a name.

`lexicon.txt.xz` holds folded words, one a line: those of the npm package `an-array-of-french-words` 2.0.0
(MIT, from the Letterpress word list), and words of urban policy that it lacks, added by us ("parentalité").
"""

from __future__ import annotations

import lzma
from functools import lru_cache
from importlib.resources import files

from patterns.folding import fold


@lru_cache(maxsize=4096)
def is_french_word(word: str) -> bool:
    """Whether a word, inflected and hyphenated as it stands, is French; capitals and accents make no difference."""
    return f"\n{fold(word)}\n".encode() in _words()


@lru_cache(maxsize=1)
def french_words() -> frozenset[str]:
    """Give all words, folded: a tenth of a second once, then quicker to ask many times than `is_french_word`."""
    return frozenset(_words().decode().split())


@lru_cache(maxsize=1)
def _words() -> bytes:
    """All words between newlines: unpacked on the first line-end hyphen that the document itself does not settle."""
    return lzma.decompress((files("patterns") / "lexicon.txt.xz").read_bytes())
