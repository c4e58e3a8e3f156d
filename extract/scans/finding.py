"""Which pages are scans: no text, a little text beside a picture of the page, or a text layer that is noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from math import ceil

from PIL import Image

from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold

FEW_WORDS = 60
"""A page of fewer words under a picture of it is a scan with a stamp, a header or a page number set on it."""
COVERED = 0.5
"""Share of the page that such a picture covers."""
FEWEST = 12
"""Words from which a text can be told to be noise."""
ODD_SIGNS = 0.25
"""Share of signs that are neither letters, digits, spaces nor common punctuation, from which a text is noise."""
WORDLIKE = 0.5
"""Share of words that look like words of a language, under which a text is noise."""
DARK = 40
"""A page is drawn on where some of it is so much darker than the rest, of 255."""
GLANCE = 0.5
"""Pixels a point of the picture that tells whether a page is blank."""

_COMMON = regex.compile(r"[\p{L}\p{N}\s.,;:'’«»\"“”()/%€°+=•●○▪■□☐☒☑➢►✓–—_-]")
# a word: letters of one case or a capital first, with hyphens and apostrophes between; or a number
_WORD = regex.compile(
    r"(?:\p{Lu}?\p{Ll}+|\p{Lu}+s?)(?:[-'’./](?:\p{Lu}?\p{Ll}+|\p{Lu}+))*|\d+(?:[.,/-]\d+)*\p{Ll}{0,3}",
)
_VOWEL = regex.compile(r"[aeiouy]")
_CONSONANTS = regex.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
_EDGES = ".,;:!?()[]«»\"“”'’•-–—"


def is_noise(text: str) -> bool:
    """Whether a text is what bad OCR or a font without its characters leaves: no language."""
    tokens = text.split()
    words = [stripped for token in tokens if (stripped := token.strip(_EDGES))]
    if len(tokens) < FEWEST:
        return False
    signs = Counter("".join(tokens))
    odd = sum(count for sign, count in signs.items() if not _is_common(sign))
    if odd > ODD_SIGNS * signs.total():
        return True
    enough = ceil(WORDLIKE * max(len(words), 1))
    wordlike = (word for word in words if len(word) > 1 and _is_wordlike(word))
    return len(list(islice(wordlike, enough))) < enough


@lru_cache(maxsize=4096)
def _is_common(sign: str) -> bool:
    return _COMMON.match(sign, timeout=TIMEOUT) is not None


@lru_cache(maxsize=65536)
def _is_wordlike(word: str) -> bool:
    if not _WORD.fullmatch(word, timeout=TIMEOUT):
        return False
    folded = fold(word)
    if word[0].isdigit() or (word.isupper() and len(word) <= 8):
        return True
    spoken = _VOWEL.search(folded, timeout=TIMEOUT) or len(folded) <= 2
    return bool(spoken) and not _CONSONANTS.search(folded, timeout=TIMEOUT)


def is_scan(text: str, covered: Callable[[], float], glance: Callable[[float], Image.Image]) -> bool:
    """Whether a page is to be read by OCR.

    `covered` gives the share of the page that its largest picture covers, `glance` the page drawn with so many
    pixels a point; neither is asked for a page whose text is long and sound.
    """
    if not text.strip():
        return is_drawn(glance(GLANCE))
    if is_noise(text):
        return True
    return len(text.split()) < FEW_WORDS and covered() >= COVERED


def is_drawn(picture: Image.Image) -> bool:
    """Whether something stands on a page: its picture is not of one colour."""
    greys = [grey for grey, count in enumerate(picture.convert("L").histogram()) if count]
    return greys[-1] - greys[0] >= DARK
