"""How contracts write a text: casing of names, bullets, apostrophes, accents, capitals, lines cut at their end."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from models.ner.recipe.names import Label
from models.ner.words import fold
from patterns import regexes as regex

LONG_WORD = regex.compile(r"(?<!['’])\b\p{L}\p{Ll}{3,}\b")
WORD = regex.compile(r"\p{L}+")
SMALL = frozenset(["de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "à", "au", "aux", "sur", "pour", "par"])
"""Words that keep their small letters where the others take a capital."""
UNKNOWN, BROKEN, CURLY, BARE_CAPITALS, NO_ACCENTS, ALL_CAPITALS, MANY_CAPITALS = 0.05, 0.05, 0.65, 0.5, 0.06, 0.07, 0.02
"""How often a word is none that a list has, a hyphen is lost, an apostrophe is curly, and so on."""
STRAY_TEXTS, STRAY = 0.12, 0.4
"""How often a text has capitals on words that are no names, and how many of its longer words have one."""
AUTHORITIES = frozenset(
    [
        "ville",
        "région",
        "département",
        "état",
        "agglomération",
        "commune",
        "communauté",
        "métropole",
        "conseil",
        "europe",
        "justice",
        "police",
    ]
)
"""Words that a capital makes a body of."""
BULLETED, UNSTOPPED, CUT = 0.12, 0.1, 0.22
SHORTEST_CUT = 40
"""Characters of the shortest text that is cut."""


class Piece(NamedTuple):
    """A part of a sentence, and the label of the name that it is, if it is one."""

    text: str
    label: Label | None = None


class Marked(NamedTuple):
    """A text and its names: (start, end, label)."""

    text: str
    spans: tuple[tuple[int, int, Label], ...]


Pieces = list[Piece]


def cased(random: Random, name: str, tail: str) -> str:
    """Give an organisation's name in one of the casings that contracts use; `tail` keeps its own."""
    kind, head = random.random(), name.removesuffix(tail)
    if kind < 0.22:
        return titled(head) + tail
    if kind < 0.27:
        return name.upper()
    if kind < 0.40 and len(head.split()) > 1:
        first, _, rest = head.partition(" ")
        return f"{first} {rest.lower()}{tail}" if not rest.isupper() else name
    if kind < 0.52 and len(head.split()) > 1 and tail and head[0].isupper() and not head.split()[0].isupper():
        return head[0].lower() + head[1:] + tail
    return name


def titled(name: str) -> str:
    """Give a name with a capital to every word but the small ones."""
    titled: str = WORD.sub(lambda m: m[0] if m[0].lower() in SMALL or m[0].isupper() else m[0].capitalize(), name)
    return titled


def framed(random: Random, pieces: Pieces) -> Pieces:
    """Put a bullet or a number before some texts, and leave the full stop out of some."""
    if random.random() < BULLETED:
        numbers = f"{random.randint(1, 12)}. ", f"{random.randint(1, 9)}) ", f"{random.choice('abcd')}) "
        pieces = [Piece(random.choice(["- ", "• ", "– ", " ", "o ", "> ", "* ", "-", *numbers])), *pieces]
    last = pieces[-1]
    if last.label is None and random.random() < UNSTOPPED:
        pieces = [*pieces[:-1], Piece(last.text.rstrip(".") + random.choice(["", ";", " ;", ",", " :"]))]
    return pieces


def written(random: Random, pieces: Pieces, syllables: Sequence[str]) -> Marked:
    """Give the text of the pieces: apostrophes, accents, capitals as a contract has them.

    Of `syllables` the words are made that no list has.
    """
    text, spans = "", []
    stray = random.random() < STRAY_TEXTS
    for piece in pieces:
        if piece.label is None:
            if stray:
                piece = Piece(LONG_WORD.sub(lambda word: capitalised(random, word[0]), piece.text))
            piece = Piece(LONG_WORD.sub(lambda word: unknown(random, word[0], syllables), piece.text))
        elif "-" in piece.text and random.random() < BROKEN:
            piece = Piece(broken(random, piece.text), piece.label)
        if piece.label and piece.text.strip():
            spans.append((len(text), len(text) + len(piece.text), piece.label))
        text += piece.text
    if random.random() < CURLY:
        text = text.replace("'", "’")
    if random.random() < BARE_CAPITALS:
        text = "".join(without_accent(letter) if letter in "ÉÈÀÊÎÔÇ" else letter for letter in text)
    if random.random() < NO_ACCENTS:
        text = "".join(map(without_accent, text))
    if random.random() < ALL_CAPITALS and len(text.upper()) == len(text):
        text = text.upper()
    elif random.random() < MANY_CAPITALS:
        text = WORD.sub(lambda m: m[0] if m[0].lower() in SMALL else m[0][0].upper() + m[0][1:], text)
    return Marked(text, tuple(spans))


def capitalised(random: Random, word: str) -> str:
    """Give a word, or now and then the same with a capital: "les Gardiens d'Immeuble"."""
    return word.capitalize() if random.random() < STRAY and word not in AUTHORITIES else word


def unknown(random: Random, word: str, syllables: Sequence[str]) -> str:
    """Give a word, or in its place now and then one that no list has."""
    if random.random() > UNKNOWN:
        return word
    return f"{word[: random.randint(1, 3)]}{random.choice(syllables).lower()[2:5]}{word[-random.randint(1, 3) :]}"


def broken(random: Random, name: str) -> str:
    """Give a hyphenated name with a hyphen lost."""
    at = random.choice([at for at, letter in enumerate(name) if letter == "-"])
    return name[:at] + random.choice([" ", "", "–"]) + name[at + 1 :]


def cut(random: Random, marked: Marked) -> Marked:
    """Cut some texts as a line's end would: what is left of a name keeps its label where it can be told."""
    text = marked.text
    if len(text) < SHORTEST_CUT or random.random() > CUT:
        return marked
    blanks = [at for at, letter in enumerate(text) if letter == " "] or [len(text)]
    begin, end = 0, len(text)
    if random.random() < 0.6:
        end = random.choice(blanks[len(blanks) // 3 :])
    if end == len(text) or random.random() < 0.2:
        begin = random.choice(blanks[: max(1, len(blanks) // 2)]) + 1
    spans = []
    for start, stop, label in marked.spans:
        first, last = max(start, begin), min(stop, end)
        if first >= last:
            continue
        if (first, last) != (start, stop) and not tells(text[first:last]):
            return marked
        spans.append((first - begin, last - begin, label))
    return Marked(text[begin:end], tuple(spans)) if begin < end else marked


def tells(part: str) -> bool:
    """Tell whether a part of a name still says that it is one: a capital, two words, neither end a small one."""
    words = part.split()
    return len(words) > 1 and words[0][0].isupper() and not {words[0].lower(), words[-1].lower()} & SMALL


def without_accent(letter: str) -> str:
    """Give a letter without its accent."""
    folded = fold(letter)
    if len(folded) != 1 or not letter.isalpha():
        return letter
    return folded.upper() if letter.isupper() else folded
