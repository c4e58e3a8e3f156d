"""Label words: which field of an action the words of a heading announce."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from patterns import regexes as regex
from patterns.folding import TIMEOUT, key
from patterns.loading import Table, in_use, kept

_JOINT_SIGNS = ("/", "&", "et")
_JOINT = regex.compile(r"(?<!\s)\s*+(?:/|&|\bet\b)\s*+", regex.IGNORECASE)
FIRST_WORDS = 4
"""A label's first telling word is among so many."""
ASKING = frozenset(("quel", "quelle"))
"""First words of a label that asks for what it names: "Quels objectifs ?"."""
MOST_WORDS = 8
"""Words of the longest label in a table's head."""
SHORT_KEY = 7
"""Letters under which a label must be written without a fault."""
LONG_KEY = 13
"""Letters from which a label may have two letters wrong; one below."""


class LabelEntry(NamedTuple):
    """One phrase of `labels.toml` and the field that it announces."""

    field: str
    phrase: str


class LabelMatch(NamedTuple):
    """A label that a text was taken for; `exact` is False where letters were wrong."""

    field: str
    phrase: str
    exact: bool


@dataclass(frozen=True, slots=True)
class LabelBook:
    """All label phrases by their telling words run together ("acteurpartenaire")."""

    phrases: dict[str, LabelEntry]
    columns: dict[str, LabelEntry]
    modifiers: frozenset[str]
    firsts: frozenset[str]
    by_length: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def has(self, field_name: str, phrase: str) -> bool:
        """Whether this very phrase announces a field, as a label or at the head of a column."""
        joined = run_together(phrase)
        entries = (self.phrases.get(joined), self.columns.get(joined))
        return any(entry is not None and entry.field == field_name for entry in entries)

    def may_begin(self, text: str) -> bool:
        """Whether a text's first telling word begins some label: a cheap look before `match`."""
        for word in text.split(maxsplit=FIRST_WORDS)[:FIRST_WORDS]:
            for token in key(word):
                return token in self.firsts
        return False

    def match(self, text: str, *, fuzzy: bool = False, column: bool = False) -> LabelMatch | None:
        """Find the field that `text` as a whole is the label of, or None.

        `fuzzy` forgives a letter or two; `column` admits the phrases that only head a column.
        """
        if not fuzzy and not self.may_begin(text):
            return None
        tokens = key(text)
        if not tokens or len(tokens) > 9:
            return None
        if tokens[0] in ASKING and len(tokens) > 1 and not self._exact(tokens, column):
            tokens, text = tokens[1:], text.split(maxsplit=1)[1]  # "Quels objectifs ?" are objectives
        return self._exact(tokens, column) or self._joined(text) or (self._near(tokens) if fuzzy else None)

    def _joined(self, text: str) -> LabelMatch | None:
        """Two labels joined in one ("Coût prévisionnel et plan de financement"): the first one's field."""
        if not any(sign in text.lower() for sign in _JOINT_SIGNS):
            return None
        parts = _JOINT.split(text, maxsplit=1, timeout=TIMEOUT)
        matches = [self._exact(tokens, False) if (tokens := key(part)) else None for part in parts]
        first = matches[0]
        return first if len(matches) == 2 and first and matches[1] else None

    def _exact(self, tokens: Sequence[str], column: bool) -> LabelMatch | None:
        for end in range(len(tokens), 0, -1):
            joined = "".join(tokens[:end])
            entry = self.phrases.get(joined) or (self.columns.get(joined) if column else None)
            if entry:
                return LabelMatch(entry.field, entry.phrase, True)
            if tokens[end - 1] not in self.modifiers:
                return None
        return None

    def _near(self, tokens: Sequence[str]) -> LabelMatch | None:
        joined = "".join(tokens)
        if any(character.isdigit() for character in joined):
            return None  # a digit is a value, not a slip of the pen
        allowed = 0 if len(joined) < SHORT_KEY else 1 if len(joined) < LONG_KEY else 2
        best: tuple[int, str] | None = None
        for length in range(len(joined) - allowed, len(joined) + allowed + 1):
            for candidate in self.by_length.get(length, ()) if allowed else ():
                distance = OSA.distance(joined, candidate, score_cutoff=allowed)
                if distance <= allowed and (best is None or distance < best[0]):
                    best = (distance, candidate)
        if best is None:
            return None
        entry = self.phrases[best[1]]
        return LabelMatch(entry.field, entry.phrase, False)


def begins_capital(text: str) -> bool:
    """Whether a text's first letter is a capital, as every label's is and few words of prose are."""
    letter = next((character for character in text if character.isalpha()), "")
    return letter.isupper()


def label_run(text: str) -> list[LabelMatch]:
    """Find the labels that follow each other in a text, as in a table's head, past other words."""
    words = text.split()
    found: list[LabelMatch] = []
    start = 0
    while start < len(words):
        if not begins_capital(words[start]) or not label_book().may_begin(words[start]):
            start += 1
            continue
        for end in range(min(len(words), start + MOST_WORDS), start, -1):
            match = label_book().match(" ".join(words[start:end]), column=True)
            if match:
                found.append(match)
                start = end - 1
                break
        start += 1
    return found


@kept
def label_book() -> LabelBook:
    """Give the label words of `labels.toml`: the shipped ones, with what a user adds and removes.

    Raises PatternError where the shipped file is not of the expected form.
    """
    phrases: dict[str, LabelEntry] = {}
    columns: dict[str, LabelEntry] = {}
    modifiers: set[str] = set()
    for table in in_use().tables("labels.toml"):
        _take(table, phrases, columns)
        modifiers -= _tokens(table.get("remove_modifiers", ()))
        modifiers |= _tokens(table.get("modifiers", ()))
    by_length: dict[int, list[str]] = {}
    for joined in phrases:
        by_length.setdefault(len(joined), []).append(joined)
    firsts = ASKING | {key(entry.phrase)[0] for entry in (*phrases.values(), *columns.values())}
    lengths = {size: tuple(keys) for size, keys in by_length.items()}
    return LabelBook(phrases, columns, frozenset(modifiers), firsts, lengths)


def _take(table: Table, phrases: dict[str, LabelEntry], columns: dict[str, LabelEntry]) -> None:
    """Change the phrases by one file: what it removes goes first, what it adds overrides."""
    entries = table.get("label", ())
    for entry in entries:
        for joined in map(run_together, entry.get("remove", ())):
            for target in (phrases, columns):
                if joined in target and target[joined].field == entry["field"]:
                    del target[joined]
    for entry in entries:
        for target, name in ((phrases, "phrases"), (columns, "column_phrases")):
            for phrase in entry.get(name, ()):
                target[run_together(phrase)] = LabelEntry(entry["field"], phrase)


def run_together(phrase: str) -> str:
    """Run a phrase's telling words together, as phrases are compared ("acteurpartenaire")."""
    return "".join(key(phrase))


def _tokens(words: Iterable[str]) -> set[str]:
    return {token for word in words for token in key(word)}
