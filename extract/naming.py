"""Organisations named in one sentence, cut into one value each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from extract.layout import Line
from extract.pages import BLACK, Word
from extract.values import Value, Vocabulary, stripped, trimmed, value_of
from patterns import regexes as regex
from patterns.folding import TIMEOUT, fold
from patterns.vocabulary import begins_name, heads_organisation, is_paired_name, is_service, is_shared_name

APART = ("/", ";", ",", "|", "•", "·")
"""Signs that stand alone between names."""
TRIMMED = ",;/|•·"
"""What is taken off a name's ends."""
DASHES = ("-", "–", "—")
FEWEST_DASHES = 2
"""So many dashes part names; one may stand inside a name."""

_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}.&-]+s?")
_ARTICLES = frozenset(("le", "la", "les", "l'"))


def cut_names(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Value]:
    """The organisations that an unmarked sentence lists.

    It is cut at commas, semicolons, " / " and the last "et", outside brackets, and not inside a
    name ("Communauté de communes Lys et Deûle").
    """
    return _cut(lines, _cuts, vocabulary)


def cut_clauses(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Value]:
    """What an unmarked sentence lists between semicolons."""
    return _cut(lines, _semicolons, vocabulary)


def member_names(text: str) -> list[str]:
    """The organisations that one item lists ("SPE, Pôle emploi, Mission locale"); none where it names one."""
    words = [Word(word, 0, 0, 0, 0, 0, "", False, BLACK) for word in text.split()]
    cuts = _cuts(words)
    names = [" ".join(word.text for word in words[a:b]).strip(" ,;/") for a, b in _between(cuts, len(words))]
    return [name for name in names if name] if cuts and sum(map(bool, names)) > 1 else []


def _cut(
    lines: Sequence[Line], places: Callable[[Sequence[Word]], list[tuple[int, int]]], vocabulary: Vocabulary
) -> list[Value]:
    words = [(line, i) for line in lines for i in range(len(line.words))]
    cuts = places([line.words[i] for line, i in words])
    values = []
    for start, end in _between(cuts, len(words)):
        value = value_of(trimmed(_slices(words[start:end]), TRIMMED), vocabulary)
        value = stripped(value, TRIMMED) if value else None
        if value:
            values.append(value)
    return values


def _between(cuts: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """What cuts leave of so many words: the first word of each part, and the one after its last."""
    starts, ends = [0, *(after for _, after in cuts)], [*(before for before, _ in cuts), count]
    return list(zip(starts, ends, strict=True))


def _semicolons(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where semicolons outside brackets part a sentence."""
    depth = 0
    cuts: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        depth += word.text.count("(") - word.text.count(")")
        if depth <= 0 and word.text.endswith(";"):
            cuts.append((i, i + 1) if word.text == ";" else (i + 1, i + 1))
    return cuts


def _slices(words: Sequence[tuple[Line, int]]) -> list[Line]:
    """Neighbouring words as parts of their lines."""
    parts: list[Line] = []
    for _, held in groupby(words, key=lambda word: id(word[0])):
        places = list(held)
        part = places[0][0].cut(places[0][1], places[-1][1] + 1)
        if part:
            parts.append(part)
    return parts


def _cuts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where to cut: the word that ends a name (not included) and the one that begins the next."""
    depth = 0
    cuts: list[tuple[int, int]] = []
    conjunctions: list[int] = []
    dashed = _is_dashed(words)
    for i, word in enumerate(words):
        depth += word.text.count("(") - word.text.count(")")
        if depth > 0:
            continue
        if word.text in APART or (dashed and word.text in DASHES):
            cuts.append((i, i + 1))
        elif word.text.endswith((",", ";")):
            if i + 1 < len(words) and is_service(words[i + 1].text):
                continue  # "Ville de Valmont, direction des sports" is one
            cuts.append((i + 1, i + 1))
        elif fold(word.text) == "et":
            conjunctions.append(i)
    last = cuts[-1][1] if cuts else 0
    parting = [at for at in conjunctions if at >= last and _parts_names(words, at, cuts)]
    if parting:
        at = max(parting, key=lambda at: (_begins_name(words[at + 1].text), at))
        cuts.append((at, at + 1))
    return cuts


def _is_dashed(words: Sequence[Word]) -> bool:
    """Whether dashes part the names: several, each before a capital, or one between two names, and no other sign."""
    after = [k + 1 for k, word in enumerate(words[:-1]) if word.text in DASHES]
    signs = any(word.text in APART or word.text.endswith((",", ";")) for word in words)
    if signs or not after or not all(words[k].text[:1].isupper() for k in after):
        return False
    return len(after) >= FEWEST_DASHES or _are_two(words[: after[0] - 1], words[after[0] :])


def _are_two(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether a dash stands between two names: not before an acronym ("Ville – CCAS") or a part ("Ville – Service")."""
    if not one or not all(begins_name(side[0].text) or heads_organisation(side[0].text) for side in (one, other)):
        return False
    part = len(other) > 1 and is_service(other[0].text.lower())
    lettered = [len(side) == 1 and _is_acronym(side[0].text) for side in (one, other)]
    return not part and lettered[0] == lettered[1]


def _is_acronym(word: str) -> bool:
    return bool(_ACRONYM.fullmatch(word.strip(".,;"), timeout=TIMEOUT))


def _begins_name(word: str) -> bool:
    """Whether a word after "et" begins another name, whatever stands before: an article, a known head, an acronym."""
    article = fold(word) in _ARTICLES or fold(word).startswith("l'")
    return article or _is_acronym(word) or heads_organisation(word) or begins_name(word)


def _parts_names(words: Sequence[Word], at: int, cuts: Sequence[tuple[int, int]]) -> bool:
    """Whether an "et" stands between two names and not inside one."""
    if at == 0 or at + 1 >= len(words):
        return False
    after = words[at + 1].text
    start = cuts[-1][1] if cuts else 0
    inside = is_shared_name(words[start].text) and words[at - 1].text[:1].isupper()
    # two words alone: "Association Fil et Aiguille" is one
    paired = at == start + 2 and len(words) == at + 2 and is_paired_name(words[start].text)
    return not paired and (_begins_name(after) or (after[:1].isupper() and not inside))
