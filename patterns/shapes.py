"""The shape of each pattern file: its keys, the types of its values, and their ranges."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

from patterns.codes import OrganisationCategory, Pillar, ThemeCode
from patterns.folding import fold, key

MOST_PHRASE_WORDS = 9
"""Telling words of the longest phrase that is looked for."""


def _phrase(text: str) -> str:
    if not 1 <= len(key(text)) <= MOST_PHRASE_WORDS:
        raise ValueError(f"a phrase has 1 to {MOST_PHRASE_WORDS} telling words; de, la, et and the like do not count")
    return text


def _word(text: str) -> str:
    if not any(letter.isalnum() for letter in fold(text)):
        raise ValueError("a word has a letter or a digit")
    return text


Phrase = Annotated[str, AfterValidator(_phrase)]
Word = Annotated[str, AfterValidator(_word)]
Degrees = Annotated[float, Field(ge=0, le=360)]
Share = Annotated[float, Field(ge=0, le=1)]
Rank = Literal["national", "regional", "departmental", "local"]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
Level = Annotated[str, Field(pattern=r"^[1-9]$")]


class Shape(BaseModel):
    """What every entry has in common: no unknown keys, no types bent to fit, and a note."""

    model_config = ConfigDict(extra="forbid", strict=True)
    note: str = ""


class Label(Shape):
    """A field's phrases, and in a user's file those that are no longer its."""

    field: str
    phrases: list[Phrase] = []
    column_phrases: list[Phrase] = []
    remove: list[Phrase] = []


class Labels(BaseModel):
    """`labels.toml`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    modifiers: list[Phrase] = []
    remove_modifiers: list[Phrase] = []
    label: list[Label] = []


class Words(Shape):
    """A list of words, and in a user's file those that leave it."""

    words: list[Word] = []
    remove: list[Word] = []


class Phrases(Shape):
    """A list of phrases with telling words, and in a user's file those that leave it."""

    words: list[Phrase] = []
    remove: list[Phrase] = []


class PillarNames(Phrases):
    """What a contract calls a national pillar, and the themes that belong to it."""

    themes: list[ThemeCode] = []


class Colour(Shape):
    """A colour by its hue or by its lightness."""

    hue: Annotated[list[Degrees], Field(min_length=2, max_length=2)] | None = None
    lightness: Annotated[list[Share], Field(min_length=2, max_length=2)] | None = None
    remove: Literal[True] | None = None

    @model_validator(mode="after")
    def _one(self) -> Colour:
        if sum(value is not None for value in (self.hue, self.lightness, self.remove)) != 1:
            raise ValueError("a colour has one of `hue`, `lightness` and `remove`")
        if self.lightness and self.lightness[0] > self.lightness[1]:
            raise ValueError("a lightness goes from the smaller number to the larger")
        return self


class WordFile(BaseModel):
    """A file of word lists."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Phases(WordFile):
    """`phases.toml`."""

    study: Words = Words()
    implementation: Words = Words()


class Facts(WordFile):
    """`facts.toml`."""

    neighbourhood: Words = Words()
    code: Words = Words()
    communes: Words = Words()
    situation: Words = Words()
    population: Words = Words()
    income: Words = Words()
    signing_party: Words = Words()
    signing_name: Words = Words()
    signing_role: Words = Words()
    office: Words = Words()
    organisation: Words = Words()
    given_name: Words = Words()
    steering: Words = Words()
    technical: Words = Words()
    citizen: Words = Words()
    thematic: Words = Words()
    follow_up: Words = Words()


class Headings(WordFile):
    """`headings.toml`."""

    contract: Words = Words()
    chapter: Words = Words()
    contents: Words = Words()
    top: Words = Words()
    nested: Words = Words()
    counts: Words = Words()
    measures: Words = Words()


class Organisations(WordFile):
    """`organisations.toml`."""

    heads: Words = Words()
    shared: Words = Words()
    paired: Words = Words()
    services: Words = Words()
    begins: Words = Words()
    after_place: Words = Words()
    forms: Words = Words()


class FormerName(BaseModel):
    """A name that an institution had until a year, with that year."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: Word
    acronyms: list[Word] = []
    spellings: list[Word] = []
    until: Annotated[int, Field(ge=1900, le=2200)]


class Institution(Shape):
    """An institution. In a user's file the id of a shipped one adds to it; what it states takes the place."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Word | None = None
    acronyms: list[Word] = []
    spellings: list[Word] = []
    category: OrganisationCategory | None = None
    level: Rank | None = None
    kind: Literal["body", "group", "fund"] = "body"
    network: bool = False
    single: bool = False
    role: str | None = None
    was: list[FormerName] = []
    remove: Literal[True] | None = None


class Institutions(BaseModel):
    """`institutions.toml`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    institution: list[Institution] = []


class Authorities(WordFile):
    """`authorities.toml`."""

    municipality: Words = Words()
    intercommunality: Words = Words()
    intercommunality_after: Words = Words()
    department: Words = Words()
    region: Words = Words()
    vague: Words = Words()
    parts: Words = Words()


class CalendarWords(WordFile):
    """`calendar.toml`."""

    until: Words = Words()
    from_: Words = Field(Words(), alias="from")
    onwards: Words = Words()
    parts: Words = Words()
    shown_by: Words = Words()
    means: Words = Words()


class Commitments(WordFile):
    """`commitments.toml`."""

    chapter: Words = Words()
    table_head: Words = Words()
    opening: Words = Words()
    speaker_end: Words = Words()
    nobody: Words = Words()
    request: Words = Words()
    commitment: Words = Words()
    present: Words = Words()
    introduction: Words = Words()
    no_infinitive: Words = Words()
    doing: Words = Words()
    past_with_etre: Words = Words()
    no_promise: Words = Words()
    pronoun: Words = Words()
    body: Words = Words()
    body_sort: Words = Words()


class Quantities(WordFile):
    """`quantities.toml`."""

    housing_unit: Words = Words()
    person: Words = Words()
    post: Words = Words()
    hour: Words = Words()
    square_metre: Words = Words()
    count: Words = Words()
    national: Words = Words()
    regional: Words = Words()
    departmental: Words = Words()
    local: Words = Words()
    each_year: Words = Words()
    each_month: Words = Words()


class Publics(WordFile):
    """`publics.toml`."""

    publics: Words = Words()


class Likeness(WordFile):
    """`likeness.toml`."""

    generic: Words = Words()


class Measure(Words):
    """What a group of indicators measures: its French title, and whether a figure can be given for it."""

    title: str = ""
    measurable: bool | None = None


SHAPES: dict[str, type[BaseModel]] = {
    "labels.toml": Labels,
    "phases.toml": Phases,
    "priorities.toml": RootModel[dict[Level, Words]],
    "colours.toml": RootModel[dict[Word, Colour]],
    "facts.toml": Facts,
    "headings.toml": Headings,
    "organisations.toml": Organisations,
    "institutions.toml": Institutions,
    "authorities.toml": Authorities,
    "categories.toml": RootModel[dict[OrganisationCategory, Phrases]],
    "themes.toml": RootModel[dict[ThemeCode, Phrases]],
    "publics.toml": Publics,
    "pillars.toml": RootModel[dict[Pillar, PillarNames]],
    "calendar.toml": CalendarWords,
    "commitments.toml": Commitments,
    "indicators.toml": RootModel[dict[Slug, Measure]],
    "likeness.toml": Likeness,
    "quantities.toml": Quantities,
}
"""The shape of each file, by its name."""
