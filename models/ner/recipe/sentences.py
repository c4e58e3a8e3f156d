"""Makes the training text: templates filled with names, then written as contracts write them (`writing.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from models.ner.recipe.names import Named, Names, joined, read_data, read_table
from models.ner.recipe.prose import Prose
from models.ner.recipe.writing import Marked, Piece, Pieces, cased, cut, framed, written
from patterns import regexes as regex

SLOT = regex.compile(r"\{(?:(?P<joint>le|Le|de les|de|à|par|dans|les|liste|rangée) )?(?P<kind>\w+)\}")
NAMED_WITHIN = regex.compile(r"\[([^\]]+)\]")
JOINT = regex.compile(r"du |des |de la |de l'|de |d'")
SEPARATORS = [", "] * 8 + [" – ", " - ", " / ", "/", "; ", " ; ", ",", " et "]
NUMBERED = 0.1
"""How often an acronym is followed by its department's number: "DDT 18"."""
MONTHS = [
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
]


def templates(name: str) -> list[str]:
    """Read the templates of a file; those with a star before them stand three times."""
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
        self.prose = Prose(self.random)
        self.naming = templates("sentences.txt")
        self.plain = templates("plain.txt")
        self.negatives = read_table("negatives.toml")

    def draw(self, count: int, plain_share: float = 0.25) -> Iterator[Marked]:
        """Give so many marked texts, some of them with no name at all."""
        while count > 0:
            pieces = self.filled(self.template(plain_share))
            while self.random.random() < 0.15 and pieces[-1].text.endswith("."):
                pieces += [Piece(" "), *self.filled(self.template(plain_share))]
            marked = cut(self.random, written(self.random, framed(self.random, pieces), self.names.simple))
            if marked.text.strip():
                count -= 1
                yield marked

    def template(self, plain_share: float) -> str:
        """Draw a template: prose put together, or a sentence of the lists."""
        if self.random.random() < 0.5:
            return self.prose.draw()
        return self.random.choice(self.plain if self.random.random() < plain_share else self.naming)

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
        found = [part for piece in pieces if piece.text for part in named_within(piece)]
        if found and found[0].label is None and not template.startswith(("{", "en ", "le ", "o ")):
            found[0] = Piece(found[0].text[:1].upper() + found[0].text[1:])
        return found

    def slot(self, joint: str, kind: str, before: str) -> Pieces:
        """Give the pieces of one slot."""
        if kind == "A":
            return self.glossary_line()
        if kind == "F":
            return [Piece(self.names.slot("fantasy", False).removeprefix("« ").removesuffix(" »"), "ORG")]
        if kind == "T":
            return self.territory()
        if kind == "gens":
            ending = self.random.choice(["ois", "ais", "iens", "oise", "ins"])
            return [Piece(self.names.commune().name.split("-")[0].rstrip("es") + ending)]
        if kind in ("prog", "groupe", "loi", "doc", "an", "n", "date"):
            return [Piece(self.unnamed(joint, kind))]
        if joint in ("les", "liste", "rangée", "de les"):
            return self.listed(joint, kind)
        named = self.named(kind, before)
        if joint == "Le":
            words, name = joined("le", named)
            if kind == "Q" and words:  # the capital of the article makes it one with the name
                return [Piece(words[:1].upper() + words[1:] + name, "LOC")]
            return [Piece(words[:1].upper() + words[1:]), *self.spelt(named._replace(name=name))]
        if joint:
            words, name = joined(joint, named)
            return [Piece(words), *self.spelt(named._replace(name=name))]
        return self.spelt(named)

    def territory(self) -> Pieces:
        """Give an intercommunality's own name as the place that it is, joined by "de"."""
        name = self.names.territory().removeprefix("« ").removesuffix(" »")
        found = JOINT.match(name)
        return [Piece(found[0] if found else "de "), Piece(name[found.end() :] if found else name, "LOC")]

    def glossary_line(self) -> Pieces:
        """Give an acronym and the name that it stands for."""
        named = self.names.organisation()
        while not named.acronym:
            named = self.names.organisation()
        first, last = self.random.choice(
            [(named.acronym, named.name), (named.acronym, named.name), (named.name, named.acronym)]
        )
        sign = self.random.choice([" : ", " : ", " – ", " = "])
        return [Piece(first, "ORG"), Piece(sign), Piece(last, "ORG")]

    def named(self, kind: str, before: str = "") -> Named:
        """Draw a name of a kind, with its acronym in place of it at times."""
        if kind == "P":
            return self.names.person(titled=before.rstrip().endswith(("Monsieur", "Madame", "M.", "Mme")))
        draw = {
            "B": self.names.landlord,
            "G": self.names.authority,
            "H": self.names.department_alone,
            "S": self.names.school_alone,
            "M": lambda: Named("France métropolitaine", "-", "LOC"),
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
        kind = self.random.random()
        if kind < 0.09:
            return self.names.unlisted()
        named = self.names.organisation()
        kind = self.random.random()
        if named.acronym and kind < 0.3:
            tail = named.tail if self.random.random() < 0.5 else ""
            if not tail and self.random.random() < NUMBERED:
                tail = f" {self.random.randint(1, 95):02}"
            article = "m" if named.article == "p" else named.article
            return Named(named.acronym + tail, article, "ORG")
        if named.acronym and kind < 0.45:
            return named
        shorter = named.name.removesuffix(named.tail)
        if named.tail and len(shorter.split()) > 2 and kind > 0.85:
            return Named(shorter, named.article, "ORG")
        return named._replace(acronym="")

    def listed(self, joint: str, kind: str) -> Pieces:
        """Give several names, with their articles ("les"), bare ("liste") or with no sign between ("rangée")."""
        count = self.random.choice([2, 2, 3, 3, 3, 4, 4, 5, 6])
        bare = joint in ("liste", "rangée")
        separator = " " if joint == "rangée" else self.random.choice(SEPARATORS) if bare else ", "
        pieces: Pieces = []
        for at in range(count):
            if at:
                last = joint != "rangée" and at == count - 1 and self.random.random() < 0.7
                pieces.append(Piece(" et " if last and separator.strip() in (",", "") else separator))
            words, name = ("", "")
            named = self.named(kind)
            words, name = ("", named.name) if bare else joined("de" if joint == "de les" else "le", named)
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
            name = cased(random, name, named.tail)
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


def named_within(piece: Piece) -> Pieces:
    """Give a template's own words with the bodies that it names in brackets marked: "la [Ville] et {le O}"."""
    if piece.label is not None:
        return [piece]
    parts = NAMED_WITHIN.split(piece.text)
    return [Piece(part, "ORG" if at % 2 else None) for at, part in enumerate(parts) if part]
