"""Names that the training text is filled with: organisations, places and people, each as it is joined to a sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from importlib import resources
from random import Random
from typing import Any, Literal, NamedTuple

from models.ner.lexicon import first_names, is_role, no_names, places, plain
from patterns import regexes as regex
from patterns.institutions import institutions as national_institutions

Label = Literal["ORG", "LOC", "PER"]
VOWELS = "aeiouyàâéèêëîïôöûüœæ"
SLOT = regex.compile(r"<(?P<joint>de )?(?P<kind>\w+)>")


class Named(NamedTuple):
    """A name, its article (m, f, p for plural, - for none) and, for an organisation, its acronym and its tail."""

    name: str
    article: str
    label: Label
    acronym: str = ""
    tail: str = ""
    """What the name ends with to tell it from others of its kind: " du Nord"."""


class Institution(NamedTuple):
    """A line of `institutions.txt`."""

    article: str
    pattern: str
    acronyms: tuple[str, ...]
    weight: int


def read_data(name: str) -> str:
    """Read a file of the recipe's data."""
    return resources.files("models.ner.recipe").joinpath("data", name).read_text("utf-8")


@cache
def read_table(name: str) -> dict[str, Any]:
    """Read a TOML file of the recipe's data."""
    return tomllib.loads(read_data(name))


def listed_lines(name: str) -> list[str]:
    """Read a list of the recipe's data, without blank lines and comments."""
    return [line for line in read_data(name).splitlines() if line and not line.startswith("#")]


@cache
def institutions() -> tuple[Institution, ...]:
    """Give the institutions that the training text names."""
    found = []
    for line in listed_lines("institutions.txt"):
        article, pattern, acronyms = line.split("\t")
        weight = (1, 5, 25)[article.count("!")]
        found.append(Institution(article[0], pattern, tuple(filter(None, acronyms.split("|"))), weight))
    return tuple(found)


def starts_with_vowel(name: str) -> bool:
    """Tell whether "le" and "de" lose their vowel before a name."""
    return name[:1].lower() in VOWELS or (name[:1] == "H" and name[1:2] in "éeèiy")


def joined(joint: str, named: Named) -> tuple[str, str]:
    """Give the small words that join a name to a sentence, and the name: ("du ", "Havre") for "de" and "Le Havre"."""
    name, article = named.name, named.article
    if article == "-" and joint in ("de", "à"):
        for own, contracted in (("Le ", {"de": "du ", "à": "au "}), ("Les ", {"de": "des ", "à": "aux "})):
            if name.startswith(own):
                return contracted[joint], name.removeprefix(own)
    elided = starts_with_vowel(name)
    definite = {"m": "le ", "f": "la ", "p": "les ", "-": ""}[article]
    if elided and article in "mf":
        definite = "l'"
    if joint == "le":
        return definite, name
    if joint in ("par", "avec", "pour", "entre"):
        return f"{joint} {definite}", name
    if joint == "dans":
        return (f"dans {definite}" if article != "-" else "à "), name
    if joint == "de":
        merged = {"le ": "du ", "les ": "des "}.get(definite, f"de {definite}")
        return ("d'" if article == "-" and elided else merged), name
    return {"le ": "au ", "les ": "aux "}.get(definite, f"à {definite}"), name


def is_body_name(name: str) -> bool:
    """Tell whether what a partner may be called is a name in prose: no charge, profession or subject."""
    return not is_role(plain(name).split()[0]) and plain(name) not in no_names()


class Names:
    """Draws names; the same seed draws the same names."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.data = read_table("names.toml")
        self.communes: list[str] = []
        self.large: list[str] = []
        seen: dict[str, int] = {}
        for place in places():
            if place.kind == "communes":
                seen[place.code] = seen.get(place.code, 0) + 1
                self.communes.append(place.name)
                if seen[place.code] <= 25:
                    self.large.append(place.name)
        self.quarters = [*self.data["quarters"], *listed_lines("quarters.txt")]
        self.made = {key: self.data[key].strip().split("|") for key in ("things_of", "beings", "callings")}
        self.simple = [name for name in self.communes if name.isalpha() and len(name) > 5]
        self.departments = [place for place in places() if place.kind == "department"]
        self.regions = [place for place in places() if place.kind == "region"]
        self.epci = {
            kind: [p.name for p in places() if p.kind == "epci" and p.code == kind]
            for kind in ("CC", "CA", "CU", "METRO")
        }
        self.metropolises = [name for name in self.epci["METRO"] if not name.startswith("Métropole")]
        self.surnames = [
            name.replace("Dos-", "Dos ").replace("El-", "El ").replace("Le-", "Le ")
            for name in self.data["surnames"].split()
        ]
        found = institutions()
        self.weights = [one.weight for one in found]
        self.articles = {one.pattern.split()[0].lower(): one.article for one in found if one.article != "-"}
        self.bodies = [one for one in national_institutions() if one.kind == "body" and one.id != "delegue-du-prefet"]

    # -- places

    def commune(self) -> Named:
        """Draw a commune: most often a large one, at times one that is on no list."""
        kind = self.random.random()
        if kind < 0.22:
            first, second = self.random.choice(self.simple), self.random.choice(self.simple)
            name = first[: self.random.randint(3, 5)] + second[-self.random.randint(3, 5) :].lower()
            if self.random.random() < 0.3:
                name += self.random.choice(["-sur-", "-lès-", "-en-", "-sous-"]) + self.random.choice(self.simple)
        else:
            name = self.random.choice(self.large if kind < 0.7 else self.communes)
        return Named(name, "-", "LOC")

    def department(self) -> Named:
        """Draw a department."""
        place = self.random.choice(self.departments)
        article = {0: "-", 1: "-", 2: "m", 3: "f", 4: "p", 5: "m", 6: "p"}[place.liaison]
        if place.name == "Mayotte" or place.name.startswith("La "):
            article = "-"
        return Named(place.name, article, "LOC")

    def region(self) -> Named:
        """Draw a region, of today or of before 2016."""
        if self.random.random() < 0.45:
            return self.pair("old_regions")
        place = self.random.choice([p for p in self.regions if len(p.code) == 2])
        article = {0: "f", 1: "f", 2: "m", 3: "f", 4: "p", 5: "f"}[place.liaison]
        return Named(place.name, "-" if place.name in ("Mayotte", "La Réunion") else article, "LOC")

    def pair(self, key: str) -> Named:
        """Draw one of the names that are listed as article|name."""
        article, name = self.random.choice(self.quarters if key == "quarters" else self.data[key]).split("|")
        return Named(name, {"le": "m", "la": "f", "les": "p", "l'": "m", "": "-"}[article], "LOC")

    def quarter(self) -> Named:
        """Draw a quarter: listed, named after someone, or made of two words."""
        kind = self.random.random()
        if kind < 0.45:
            found = self.pair("quarters")
            if found.article != "-" and self.random.random() < 0.3:
                own = {"m": "Le ", "f": "La ", "p": "Les "}[found.article]
                return Named(
                    ("L'" if starts_with_vowel(found.name) and found.article != "p" else own) + found.name, "-", "LOC"
                )
            return found
        if kind < 0.6:
            return Named(self.random.choice(self.data["honoured"]), "-", "LOC")
        if kind < 0.75:
            article, first = self.chosen("quarter_heads").split("|")
            if first.endswith("s") and self.random.random() < 0.5:
                return Named(f"{first} {self.honoured()} et {self.honoured()}", article, "LOC")
            named = [self.honoured(), self.commune().name, self.surname(), "".join(joined("de", self.pair("quarters")))]
            return Named(f"{first} {self.random.choice(named)}", article, "LOC")
        if kind < 0.8:
            return Named(self.coined(), self.random.choice("mfp----"), "LOC")
        if kind < 0.9:
            word = self.random.choice(self.data["quarter_words"])
            return Named(f"{word} {self.random.choice([self.commune().name, self.surname()])}", "-", "LOC")
        return Named(
            f"{self.commune().name.split('-')[0]}{self.random.choice(['-', '-', ' / ', ' '])}{self.surname()}",
            "-",
            "LOC",
        )

    def landscape(self) -> Named:
        """Draw a landscape or a country."""
        return self.pair("landscapes" if self.random.random() < 0.7 else "countries")

    def honoured(self) -> str:
        """Draw someone after whom a place is named."""
        found: str = self.random.choice(self.data["honoured"])
        return found

    # -- people

    def surname(self) -> str:
        """Draw a surname, at times one that is on no list."""
        if self.random.random() < 0.3:
            first, second = self.random.choice(self.surnames), self.random.choice(self.simple)
            made: str = first[: self.random.randint(2, 5)] + second[-self.random.randint(3, 5) :].lower()
            return made.strip()
        found: str = self.random.choice(self.surnames)
        kind = self.random.random()
        if kind < 0.08:
            return f"{self.random.choice(self.data['particles'])} {found}".replace("d' ", "d'")
        return f"{found}-{self.random.choice(self.surnames)}" if kind < 0.15 else found

    def person(self, titled: bool = False) -> Named:
        """Draw a person; after a title the surname may stand alone."""
        kind, surname = self.random.random(), self.surname()
        first = self.random.choice(first_names())
        if self.random.random() < 0.12:
            first += "-" + self.random.choice(first_names())
        if titled and kind < 0.35:
            return Named(surname.upper() if kind < 0.2 else surname, "-", "PER")
        if kind > 0.985:
            first = f"El Hadj {first}" if kind > 0.993 else f"{first} {self.random.choice(first_names())}"
            kind = 0.8
        if kind < 0.62:
            return Named(f"{first} {surname.upper()}", "-", "PER")
        if kind < 0.9:
            return Named(f"{first} {surname}", "-", "PER")
        if kind < 0.95:
            initial = first[0].replace("M", "J")  # "M." is Monsieur
            second = f"-{self.random.choice('ACFLPY')}." if self.random.random() < 0.3 else ""
            return Named(f"{initial}.{second} {surname}", "-", "PER")
        return Named(f"{surname.upper()} {first}", "-", "PER")

    # -- organisations

    def organisation(self) -> Named:
        """Draw an organisation with its acronym: of the recipe's list, or of the institutions that records go by."""
        if self.random.random() < 0.25:
            return self.listed()
        one = self.random.choices(institutions(), self.weights)[0]
        head, slot, _ = one.pattern.rpartition(" <")
        name = self.filled(one.pattern)
        acronym = self.filled(self.random.choice(one.acronyms)) if one.acronyms else ""
        tail = name.removeprefix(head) if slot and "<" not in head and name.startswith(head) else ""
        return Named(name, one.article, "ORG", acronym, tail)

    def department_alone(self) -> Named:
        """Draw a department by its name alone, as the authority that it is: "la Savoie finance"."""
        return self.department()._replace(label="ORG")

    def school_alone(self) -> Named:
        """Draw a school by its name alone, as lists after "les collèges" have it."""
        return Named(self.honoured() if self.random.random() < 0.7 else self.coined(), "-", "ORG")

    def authority(self) -> Named:
        """Draw a region or department as the authority that it is."""
        if self.random.random() < 0.6:
            return Named(f"Région {self.region().name}", "f", "ORG")
        return Named(f"Département {''.join(joined('de', self.department()))}", "m", "ORG")

    def unlisted(self) -> Named:
        """Draw a body that no list has: a local acronym, or a made-up name."""
        kind = self.random.random()
        if kind < 0.75:
            acronym = self.acronym()
            dotted = ".".join(acronym) + "." if self.random.random() < 0.08 else acronym
            return Named(dotted, "f" if acronym.startswith("C") else self.random.choice("mf-"), "ORG")
        name = " ".join(self.coined() for _ in range(self.random.choice([1, 2, 2])))
        return Named(name.upper() if self.random.random() < 0.5 else name, "-", "ORG")

    def landlord(self) -> Named:
        """Draw a body that goes by one word: a listed landlord, one coined as they are, one with "Habitat"."""
        kind = self.random.random()
        if kind < 0.4:
            name = self.random.choice(self.data["landlords"].split())
        elif kind < 0.8:
            name = self.coined_landlord()
        else:
            name = self.coined()
        if self.random.random() < 0.15:
            name += self.random.choice([" Habitat", " habitat", " Logement", " Nord", " Sud", f" {self.coined()}"])
        return Named(name.upper() if self.random.random() < 0.12 else name, "-", "ORG")

    def coined_landlord(self) -> str:
        """Coin a landlord's name: "Novalis"."""
        first, last = (self.random.choice(self.data[key].split()) for key in ("landlord_firsts", "landlord_lasts"))
        return f"{first}{last}"

    def coined(self) -> str:
        """Coin a word that a body might be called by: "Parteval"."""
        return self.surname()[:5].strip("-' ").capitalize() + str(self.random.choice(self.simple))[-3:].lower()

    def acronym(self) -> str:
        """Draw an acronym, of an intercommunality more often than not."""
        head = self.random.choice(["CA", "CA", "CC", "CC", "CU", "C", "S", "A", ""])
        return head + "".join(self.random.choices("ABCDEFGHILMNOPRSTUV", k=self.random.randint(2, 4)))

    def listed(self) -> Named:
        """Draw an institution of `patterns/`, by any of its names."""
        one = self.random.choice(self.bodies)
        dated = self.random.choice(one.names)
        spelt = [name for name in (dated.name, *dated.spellings) if is_body_name(name)] or [dated.name]
        name = self.random.choice(spelt) if self.random.random() < 0.3 else spelt[0]
        tail = ""
        if one.network and self.random.random() < 0.5:
            tail = " " + "".join(joined("de", self.random.choice([self.commune, self.commune, self.department])()))
        article = self.articles.get(name.split()[0].lower(), "-")
        acronym = self.random.choice(dated.acronyms) if dated.acronyms else ""
        return Named(name + tail, article, "ORG", acronym, tail)

    def filled(self, pattern: str) -> str:
        """Give a pattern with its slots filled."""
        filled: str = SLOT.sub(lambda match: self.slot(match["kind"], bool(match["joint"])), pattern)
        return filled

    def slot(self, kind: str, with_de: bool = False) -> str:
        """Draw what stands in a slot of an institution's pattern; a place may be joined by "de"."""
        if kind in ("commune", "dept", "region", "quarter"):
            places = {"commune": self.commune, "dept": self.department, "region": self.region, "quarter": self.quarter}
            named = places[kind]()
            bare = not with_de or (kind == "quarter" and self.random.random() < 0.5)
            return named.name if bare else "".join(joined("de", named))
        draw: dict[str, Callable[[], str]] = {
            "acro": self.acronym,
            "brand": self.brand,
            "epci": self.territory,
            "fantasy": self.fantasy,
            "gentile": self.gentile,
            "metro": lambda: self.random.choice(self.metropolises),
            "num": lambda: f"{self.random.randint(1, 95):02}",
            "person": lambda: self.honoured() if self.random.random() < 0.7 else self.person().name,
            "saint": lambda: self.chosen("saints"),
            "topic": lambda: self.chosen("topics"),
            "word": self.word,
            "paysname": lambda: self.chosen("paysnames"),
            "x": lambda: self.random.choice("ABCDEHLMNPRSTV"),
        }
        return draw[kind]()

    def chosen(self, key: str) -> str:
        """Draw one of a list of names."""
        return str(self.random.choice(self.data[key]))

    def word(self) -> str:
        """Draw what tells a landlord from another: a listed word, a surname, a coined one."""
        return self.random.choice(
            [self.chosen("words"), self.chosen("words"), self.coined(), self.coined_landlord(), self.surname()]
        )

    def fantasy(self) -> str:
        """Draw an association's name, at times in quotes, at times one that is someone's or some place's too."""
        kind = self.random.random()
        if kind < 0.3:
            return self.random.choice([self.chosen("words"), self.commune().name, self.surname(), self.honoured()])
        name = self.made_up() if kind < 0.55 else self.chosen("fantasy")
        return f"« {name} »" if self.random.random() < 0.12 else name

    def made_up(self) -> str:
        """Make an association's name of ordinary words: "Mots et Couleurs", "Les Voisins du Lac"."""
        pattern = self.chosen("made_up")
        for key in self.made:
            while f"{{{key}}}" in pattern:
                word = self.random.choice(self.made[key])
                pattern = pattern.replace(f"{{{key}}}", word.capitalize() if self.random.random() < 0.5 else word, 1)
        name = pattern.replace("{place}", self.commune().name)
        return name[:1].upper() + name[1:]

    def gentile(self) -> str:
        """Draw an adjective made of a commune's name: "rémois"."""
        stem = self.random.choice(self.large).split("-")[0].rstrip("es").lower()
        return stem + self.random.choice(["ois", "ais", "ien", "oise", "in", "aise"])

    def brand(self) -> str:
        """Draw an intercommunality that goes by a name of its own: "Caux Seine Agglo", "Est Ensemble"."""
        if self.random.random() < 0.3:
            return f"{self.chosen('brand_firsts')} {self.random.choice([*self.data['brand_lasts'], self.coined()])}"
        name = self.territory()
        while not name[0].isupper() or name.startswith(("Le ", "La ", "Les ")):
            name = self.territory()
        return name

    def territory(self) -> str:
        """Draw an intercommunality's own name: "du Grand Cahors", "Caux Seine Agglo"."""
        name = self.random.choice(self.epci[self.random.choice(["CA", "CA", "CC", "CC", "CU"])])
        for head in ("CC ", "CA ", "CU ", "Métropole ", "Communauté "):
            name = name.removeprefix(head)
        name = name.replace(" - ", "-")
        return f"« {name} »" if self.random.random() < 0.06 else name
