"""Makes the training text: templates filled with names, then written as contracts write them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import regex

from models.ner.recipe.names import Label, Named, Names, joined, read_data, read_table
from models.ner.words import fold

SLOT = regex.compile(r"\{(?:(?P<joint>le|Le|de les|de|à|par|dans|les|liste) )?(?P<kind>\w+)\}")
WORD = regex.compile(r"\p{L}+")
SEPARATORS = [", "] * 8 + [" – ", " - ", " / ", "/", "; ", " ; ", ",", " et "]
SMALL = frozenset(
    (
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "en",
        "à",
        "au",
        "aux",
        "sur",
        "pour",
        "par",
        "dans",
        "sous",
        "lès",
        "entre",
    )
)
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class Piece(NamedTuple):
    """A part of a sentence, and the label of the name that it is, if it is one."""

    text: str
    label: Label | None = None


class Marked(NamedTuple):
    """A text and its names: (start, end, label)."""

    text: str
    spans: tuple[tuple[int, int, Label], ...]


Pieces = list[Piece]


def templates(name: str) -> list[str]:
    """Read the templates of a file; those with a star before them several times."""
    found = []
    for line in read_data(name).splitlines():
        if line and not line.startswith("#"):
            starred = line.startswith("*") and not line.startswith("* ")
            found += [" ".join(line.lstrip("*" if starred else "").split())] * (3 if starred else 1)
    return found


class Sentences:
    """Draws marked sentences; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.names = Names(self.random)
        self.naming = templates("sentences.txt")
        self.plain = templates("plain.txt")
        self.negatives = read_table("negatives.toml")

    def draw(self, count: int, plain_share: float = 0.25) -> Iterator[Marked]:
        """Give so many marked texts, some of them with no name at all."""
        while count > 0:
            template = self.random.choice(self.plain if self.random.random() < plain_share else self.naming)
            pieces = self.filled(template)
            while self.random.random() < 0.12 and pieces[-1].text.endswith("."):
                pieces += [Piece(" "), *self.filled(self.random.choice(self.naming + self.plain))]
            marked = self.cut(self.written(self.framed(pieces)))
            if marked.text.strip():
                count -= 1
                yield marked

    # -- filling

    def filled(self, template: str) -> Pieces:
        """Give a template's pieces with every slot filled."""
        pieces: Pieces = []
        at = 0
        for slot in SLOT.finditer(template):
            pieces.append(Piece(template[at : slot.start()]))
            pieces += self.slot(slot["joint"] or "", slot["kind"], pieces[-1].text)
            at = slot.end()
        pieces.append(Piece(template[at:]))
        found = [piece for piece in pieces if piece.text]
        if found and found[0].label is None and not template.startswith(("{", "en ", "le ", "o ")):
            found[0] = Piece(found[0].text[:1].upper() + found[0].text[1:])
        return found

    def slot(self, joint: str, kind: str, before: str) -> Pieces:
        """Give the pieces of one slot."""
        if kind in ("prog", "groupe", "loi", "doc", "an", "n", "date"):
            return [Piece(self.unnamed(joint, kind))]
        if joint in ("les", "liste", "de les"):
            return self.listed(joint, kind)
        named = self.named(kind, before)
        if joint == "Le":
            words, name = joined("le", named)
            return [Piece(words[:1].upper() + words[1:]), *self.spelt(named._replace(name=name))]
        if joint:
            words, name = joined(joint, named)
            return [Piece(words), *self.spelt(named._replace(name=name))]
        return self.spelt(named)

    def named(self, kind: str, before: str = "") -> Named:
        """Draw a name of a kind, with its acronym in place of it at times."""
        if kind == "P":
            return self.names.person(titled=before.rstrip().endswith(("Monsieur", "Madame", "M.", "Mme")))
        draw = {
            "O": self.organisation,
            "C": self.names.commune,
            "Q": self.names.quarter,
            "D": self.names.department,
            "R": self.names.region,
            "W": self.names.landscape,
        }
        return draw[kind]()

    def organisation(self) -> Named:
        """Draw an organisation in one of its forms: full name, acronym alone, acronym with what tells it apart."""
        named = self.names.organisation()
        kind = self.random.random()
        if named.acronym and kind < 0.3:
            tail = named.tail if self.random.random() < 0.5 else ""
            article = "m" if named.article == "p" else named.article
            return Named(named.acronym + tail, article, "ORG")
        if named.acronym and kind < 0.45:
            return named
        shorter = named.name.removesuffix(named.tail)
        if named.tail and len(shorter.split()) > 2 and kind > 0.85:
            return Named(shorter, named.article, "ORG")
        return named._replace(acronym="")

    def listed(self, joint: str, kind: str) -> Pieces:
        """Give several names, with their articles ("les") or bare ("liste")."""
        count = self.random.choice([2, 2, 3, 3, 3, 4, 4, 5, 6])
        separator = ", " if joint != "liste" else self.random.choice(SEPARATORS)
        pieces: Pieces = []
        for at in range(count):
            if at:
                last = at == count - 1 and self.random.random() < 0.7
                pieces.append(Piece(" et " if last and separator.strip() in (",", "") else separator))
            words, name = ("", "")
            named = self.named(kind)
            words, name = joined("de" if joint == "de les" else "le", named) if joint != "liste" else ("", named.name)
            pieces += [Piece(words), *self.spelt(named._replace(name=name))]
        return pieces

    def unnamed(self, joint: str, kind: str) -> str:
        """Give what looks like a name and is none, or a figure."""
        random = self.random
        if kind == "an":
            return str(random.randint(1995, 2030))
        if kind == "n":
            return random.choice(
                [
                    str(random.randint(1, 99)),
                    f"{random.randint(1, 60)},{random.randint(0, 9)}",
                    f"{random.randint(1, 99)} {random.randint(0, 999):03}",
                    str(random.randint(1, 9)),
                ]
            )
        if kind == "date":
            return f"{random.randint(1, 31)} {random.choice(MONTHS)} {random.randint(2000, 2030)}"
        if kind == "prog":
            name, article = random.choice(self.negatives["programmes"]).split("|")
            words, name = joined(joint.lower() or "le", Named(name, article, "ORG"))
            words = words if joint else ""
            return (words[:1].upper() + words[1:] if joint == "Le" else words) + name
        found: str = random.choice(self.negatives[{"groupe": "groups", "loi": "laws", "doc": "documents"}[kind]])
        if kind == "groupe" and not joint and random.random() < 0.3:
            found = found.split(" ", 1)[-1] if found.startswith(("les ", "le ", "la ")) else found
            found = found[:1].upper() + found[1:]
        return found

    # -- spelling of names

    def spelt(self, named: Named) -> Pieces:
        """Give a name as some contract would spell it, and its acronym in brackets where it is drawn with one."""
        random = self.random
        name = named.name
        if named.label == "ORG":
            name = self.cased(name, named.tail)
        elif named.label == "LOC":
            if "-" in name and random.random() < 0.15:
                name = name.replace("-", " ")
            if random.random() < 0.06:
                name = name.upper()
            elif "-" in name and random.random() < 0.05:
                name = "-".join(part.capitalize() for part in name.split("-"))
        pieces = [Piece(name, named.label)]
        if named.label == "LOC" and " " in name and random.random() < 0.08:
            pieces = [Piece("« "), pieces[0], Piece(" »")]
        if named.acronym:
            opened, closed = random.choice([(" (", ")")] * 5 + [(" – ", ""), (" - ", ""), (", ", ""), (" ( ", " )")])
            pieces += [Piece(opened), Piece(named.acronym, named.label), Piece(closed)]
            if random.random() < 0.15:
                pieces = [Piece(named.acronym, named.label), Piece(" ("), Piece(name, named.label), Piece(")")]
        return pieces

    def cased(self, name: str, tail: str) -> str:
        """Give an organisation's name in one of the casings that contracts use."""
        kind, head = self.random.random(), name.removesuffix(tail)
        if kind < 0.22:
            return self.titled(head) + tail
        if kind < 0.27:
            return name.upper()
        if kind < 0.40 and len(head.split()) > 1:
            first, _, rest = head.partition(" ")
            return f"{first} {rest.lower()}{tail}" if not rest.isupper() else name
        if kind < 0.52 and len(head.split()) > 1 and tail and head[0].isupper() and not head.split()[0].isupper():
            return head[0].lower() + head[1:] + tail
        return name

    def titled(self, name: str) -> str:
        """Give a name with a capital to every word but the small ones."""
        titled: str = WORD.sub(lambda m: m[0] if m[0].lower() in SMALL or m[0].isupper() else m[0].capitalize(), name)
        return titled

    # -- how the text is written

    def framed(self, pieces: Pieces) -> Pieces:
        """Put a bullet or a number before some texts, and leave the full stop out of some."""
        random = self.random
        if random.random() < 0.12:
            pieces = [
                Piece(
                    random.choice(
                        [
                            "- ",
                            "• ",
                            "– ",
                            " ",
                            "o ",
                            "> ",
                            "* ",
                            f"{random.randint(1, 12)}. ",
                            f"{random.randint(1, 9)}) ",
                            f"{random.choice('abcd')}) ",
                            "-",
                        ]
                    )
                ),
                *pieces,
            ]
        last = pieces[-1]
        if last.label is None and random.random() < 0.1:
            pieces = [*pieces[:-1], Piece(last.text.rstrip(".") + random.choice(["", ";", " ;", ",", " :"]))]
        return pieces

    def written(self, pieces: Pieces) -> Marked:
        """Give the text of the pieces: apostrophes, accents, capitals as a contract has them."""
        random = self.random
        text, spans = "", []
        for piece in pieces:
            if piece.label and piece.text.strip():
                spans.append((len(text), len(text) + len(piece.text), piece.label))
            text += piece.text
        if random.random() < 0.65:
            text = text.replace("'", "’")
        if random.random() < 0.5:
            text = "".join(without_accent(letter) if letter in "ÉÈÀÊÎÔÇ" else letter for letter in text)
        if random.random() < 0.06:
            text = "".join(map(without_accent, text))
        if random.random() < 0.04 and len(text.upper()) == len(text):
            text = text.upper()
        elif random.random() < 0.02 and len(text) < 120:
            text = regex.sub(r"\p{L}+", lambda m: m[0] if m[0].lower() in SMALL else m[0][0].upper() + m[0][1:], text)
        return Marked(text, tuple(spans))

    def cut(self, marked: Marked) -> Marked:
        """Cut some texts as a line's end would: what is left of a name keeps its label where it can be told."""
        text = marked.text
        if len(text) < 40 or self.random.random() > 0.22:
            return marked
        blanks = [at for at, letter in enumerate(text) if letter == " "]
        begin, end = 0, len(text)
        if self.random.random() < 0.6:
            end = self.random.choice(blanks[len(blanks) // 3 :])
        if end == len(text) or self.random.random() < 0.2:
            begin = self.random.choice(blanks[: max(1, len(blanks) // 2)]) + 1
        spans = []
        for start, stop, label in marked.spans:
            kept = max(start, begin), min(stop, end)
            if kept[0] >= kept[1]:
                continue
            if kept != (start, stop) and not tells(text[kept[0] : kept[1]]):
                return marked
            spans.append((kept[0] - begin, kept[1] - begin, label))
        return Marked(text[begin:end], tuple(spans)) if begin < end else marked


def tells(part: str) -> bool:
    """Tell whether a part of a name still says that it is one: a capital, two words, neither end a small one."""
    words = part.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1].lower() not in SMALL and words[0].lower() not in SMALL


def without_accent(letter: str) -> str:
    """Give a letter without its accent."""
    return (
        letter
        if len(folded := fold(letter)) != 1 or not letter.isalpha()
        else folded.upper()
        if letter.isupper()
        else folded
    )
