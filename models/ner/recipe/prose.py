"""Puts prose together from its parts: templates whose slots are filled as those of `sentences.txt` are."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from models.ner.recipe.names import read_table
from patterns import regexes as regex

PART = regex.compile(r"\{(deed|thing|subject|opener|kind|role)\}")
NOUN = regex.compile(r"\{(?P<noun>noun|Noun|NOUN|adj)\}(?P<plural>s?)")


class Prose:
    """Draws templates of prose, headings, glossary lines and signature blocks."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.parts = read_table("prose.toml")
        self.acts = self.parts["acts"].split()
        self.done = self.parts["done"].split()
        self.things = self.parts["things"].strip().split("|")
        self.nouns = self.parts["nouns"].split()
        self.adjectives = self.parts["adjectives"].split()

    def pick(self, key: str) -> str:
        """Draw one part of a kind."""
        found: str = self.random.choice(self.parts[key])
        return found

    def sentence(self) -> str:
        """Give a sentence: an opener, someone who does something, and how."""
        random = self.random
        opener = f"{self.pick('openers')}{random.choice([', ', ', ', ', ', ' '])}" if random.random() < 0.45 else ""
        kind = random.random()
        if kind < 0.1:
            actor, action = self.pick("pairs"), self.act(plural=True)
        elif kind < 0.55:
            actor = self.with_parts(self.pick("actors"))
            if random.random() < 0.12:
                actor += f", qui {self.pick('states')},"
            kind = random.random()
            action = (
                self.act()
                if kind < 0.4
                else self.pick("states")
                if kind < 0.7
                else f"{self.pick('verbs')} {self.deed()}"
            )
        elif random.random() < 0.3:
            actor, action = self.pick("subjects_plural"), f"{self.pick('verbs_plural')} {self.deed()}"
        else:
            actor = self.pick("subjects") if random.random() < 0.8 else "{le prog}"
            action = self.pick("states") if random.random() < 0.6 else f"{self.pick('verbs')} {self.deed()}"
        more = [self.pick("complements") for _ in range(random.choice([0, 0, 1, 1, 1, 2, 2, 3]))]
        end = random.choice([".", ".", ".", ".", " :", " ;", "", ","])
        return self.sized(" ".join([opener + actor, action, *more]).replace(",,", ",") + end)

    def act(self, plural: bool = False) -> str:
        """Give a verb of everyday in some tense, and what it bears on; two at times."""
        random = self.random
        verb = random.choice(self.acts)
        if plural:
            verb = (
                f"{verb}nt"
                if verb.endswith("e")
                else random.choice(["ont", "avaient", "n'ont pas", "ont déjà"]) + " " + random.choice(self.done)
            )
        elif random.random() < 0.35:
            verb = (
                random.choice(["a", "avait", "aura", "n'a pas", "a déjà", "a aussi", "a longtemps"])
                + " "
                + random.choice(self.done)
            )
        elif random.random() < 0.15:
            verb = f"ne {verb} pas" if verb[0] not in "aeiouéèh" else f"n'{verb} plus"
        things = self.thing()
        if random.random() < 0.2:
            things = self.pick("turns")
        first = f"{verb} {things}"
        return first if random.random() < 0.75 or plural else f"{first} et {random.choice(self.acts)} {self.thing()}"

    def deed(self) -> str:
        """Give an infinitive with its object, at times in the capitals that some documents like."""
        deed = self.pick("deeds")
        return deed.title() if "{" not in deed and self.random.random() < 0.03 else deed

    def bullet(self) -> str:
        """Give a line of a list: what is to be done, and how."""
        random = self.random
        line = " ".join(
            [self.pick("deeds"), *(self.pick("complements") for _ in range(random.choice([0, 0, 1, 1, 2])))]
        )
        line = (
            random.choice(["- ", "- ", "• ", "o ", " ", "> ", "", "", "{n}) ", "{n}. "]) + line[:1].upper() + line[1:]
        )
        return line + random.choice(["", "", ".", ";", " ;", ","])

    def heading(self) -> str:
        """Give a heading, or a line of a table, in the capitals of things that are no one."""
        capital, other = self.pick("capitals"), self.pick("capitals")
        initials = "".join(word[0] for word in capital.replace("'", " ").split() if word[0].isupper())
        sign = initials if len(initials) > 1 else "".join(self.random.choices("ABCDEFGILMNOPRSTUV", k=3))
        return self.with_parts(
            self.pick("headings").replace("{capital}", capital).replace("{sign}", sign).replace("{other}", other)
        )

    def row(self) -> str:
        """Give a row of ordinary words with capitals, as tables and titles have them, names beside them at times."""
        template = self.pick("rows").replace("{sign}", "".join(self.random.choices("ABCDEFGILMNOPRSTUV", k=3)))
        template = regex.sub(r"\{capital\}", lambda _: self.pick("capitals"), template)
        found: str = NOUN.sub(lambda match: self.noun(match["noun"], bool(match["plural"])), template)
        return found

    def noun(self, shape: str, plural: bool) -> str:
        """Draw a noun in small letters ("noun"), with a capital ("Noun") or in capitals ("NOUN"), or an adjective."""
        noun = str(self.random.choice(self.adjectives if shape == "adj" else self.nouns))
        if plural and noun[-1] not in "sxz":
            noun += "x" if noun.endswith("eau") else "s"
        return noun if shape in ("noun", "adj") else noun.capitalize() if shape == "Noun" else noun.upper()

    def with_parts(self, template: str) -> str:
        """Give a template with parts put in for {deed}, {thing}, {subject}, {opener}, {kind} and {role}."""
        filled: str = PART.sub(
            lambda match: self.thing() if match[1] == "thing" else self.pick(f"{match[1]}s"), template
        )
        return filled

    def thing(self) -> str:
        """Draw what a verb of everyday bears on."""
        return str(self.random.choice(self.things))

    def glossary(self) -> str:
        """Give a line that names a body beside its acronym or its kind."""
        return self.with_parts(self.pick("glossary"))

    def signature(self) -> str:
        """Give a line of a signature block."""
        return self.with_parts(self.pick("signatures"))

    def people(self) -> str:
        """Give what is said of people named after where they live."""
        return self.pick("people")

    def sized(self, sentence: str) -> str:
        """Give a sentence with a capital where it begins with a word of its own."""
        return sentence if sentence.startswith("{") else sentence[:1].upper() + sentence[1:]

    def draw(self) -> str:
        """Draw a template of any kind."""
        kinds: list[Callable[[], str]] = [
            self.sentence,
            self.bullet,
            self.heading,
            self.row,
            self.glossary,
            self.signature,
            self.people,
        ]
        return self.random.choices(kinds, [46, 11, 14, 14, 7, 8, 1])[0]()
