"""The contract record: what `contrats` writes for one contract.

These types are the one source of the record's shape. The published JSON Schema, the tables in
`docs/record.md` and the check of every record that is written are made from them.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from patterns.codes import OrganisationCategory as OrganisationCategory
from patterns.codes import Pillar as Pillar
from patterns.codes import ThemeCode as ThemeCode

SCHEMA_VERSION = "1.2"

Phase = Literal["study", "implementation"]
Method = Literal["label", "layout", "table", "colour", "ner", "ocr"]
TextLayer = Literal["native", "ocr", "mixed", "none"]
Match = Literal["exact", "acronym", "fuzzy", "role", "new"]
QuantityUnit = Literal["percent", "euro", "housing_unit", "person", "post", "hour", "square_metre", "count"]
Scope = Literal["national", "regional", "departmental", "local"]
Year = Annotated[int, Field(ge=1900, le=2200)]


class Part(BaseModel):
    """One part of the record: unknown keys are refused, and a part that is built is not changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Generator(Part):
    """The program that wrote the record."""

    name: Literal["contrats"] = Field("contrats", description="Name of the program.")
    version: str = Field(description="Version of the program.")


class Source(Part):
    """The file that was read."""

    file_name: str = Field(description="Name of the file, without its folder.")
    sha256: str = Field(description="SHA-256 of the file's bytes, in hexadecimal.")
    media_type: Literal["application/pdf", "text/plain"] = Field(description="Kind of file.")
    pages: int | None = Field(description="Number of pages; null for a text file.")
    text_layer: TextLayer = Field(
        description="Where the text came from: `native` is the file's own text, `ocr` that of scans, `mixed` both."
    )


class Territory(Part):
    """The city or intercommunality that the contract is for."""

    name: str | None = Field(None, description="Name as the contract writes it.")
    kind: str | None = Field(None, description="Kind of authority, such as commune.")
    insee_code: str | None = Field(None, description="Official code of a commune.")
    siren: str | None = Field(None, description="Official number of an intercommunality.")
    department: str | None = Field(None, description="Department, by its official name.")
    department_code: str | None = Field(None, description="Official code of the department.")
    region: str | None = Field(None, description="Region of today, by its official name.")
    region_code: str | None = Field(None, description="Official code of the region.")
    communes: list[str] = Field(
        default_factory=list, description="Member communes that the contract names, by their official names."
    )
    commune_codes: list[str] = Field(default_factory=list, description="Their official codes, in the same order.")


class Period(Part):
    """The years that the contract covers, both included."""

    start_year: Year | None = Field(None, description="First year.")
    end_year: Year | None = Field(None, description="Last year.")


class DatedEvent(Part):
    """A date that the contract names."""

    date: str = Field(description="ISO date.")
    what: Literal["signature", "planned_signature", "council_vote", "decree", "law", "circular", "order"] = Field(
        description="What it is the date of."
    )


class Organisation(Part):
    """An organisation as every contract's record names it."""

    id: str = Field(description="Identifier, shared by the records of all contracts.")
    name: str = Field(description="Usual name.")
    acronym: str | None = Field(None, description="Acronym.")
    category: OrganisationCategory = Field(description="Category.")
    role: str | None = Field(None, description="Network or role that it is a part of.")


class Neighbourhood(Part):
    """A neighbourhood that the contract covers."""

    name: str = Field(description="Name as written.")
    kind: Literal["priority", "watch"] = Field(description="Priority (QPV) or watch (veille).")
    code: str | None = Field(None, description="Official code: final, such as QP059001, or provisional, Z0578.")
    communes: list[str] = Field(default_factory=list, description="Communes it lies in, as written.")
    commune_codes: list[str | None] = Field(
        default_factory=list, description="Their official codes, in the same order; null where unknown."
    )
    population: int | None = Field(None, description="Inhabitants; null where given by part.")
    population_parts: list[int] = Field(default_factory=list, description="Inhabitants by part.")
    population_parts_of: list[str] = Field(
        default_factory=list, description="Whose parts they are, as written, in the same order."
    )
    median_income: int | None = Field(None, description="Median income in euros a year.")
    source_year: Year | None = Field(None, description="Year of the figures.")


class Signatory(Part):
    """One signature of the contract."""

    as_written: str | None = Field(None, description="Office or organisation as the contract writes it.")
    organisation: Organisation | None = Field(None, description="Who signs.")
    organisation_name: str | None = Field(None, description="Organisation as written, where one is named.")
    representative: str | None = Field(None, description="Person who signs.")
    role: str | None = Field(None, description="Role of that person.")
    on_behalf_of: str | None = Field(None, description="On whose behalf, where signed by delegation.")


class Quantity(Part):
    """A figure that a commitment names."""

    value: float = Field(description="The number.")
    unit: QuantityUnit = Field(description="Its unit.")
    of: str | None = Field(None, description="What it is a number of.")
    scope: Scope | None = Field(None, description="Area that it holds for.")
    year: Year | None = Field(None, description="Year that it holds for, the first of several.")
    end_year: Year | None = Field(None, description="Last of several years.")
    per: Literal["year", "month"] | None = Field(None, description="What it is counted over.")
    as_written: str | None = Field(None, description="Figure and unit as written.")


class Commitment(Part):
    """What one partner says it will do, outside the actions."""

    organisation: Organisation | None = Field(None, description="Who commits.")
    as_written: str | None = Field(None, description="Name of who commits, as written.")
    match: Match | None = Field(None, description="How the organisation was found.")
    kind: Literal["commitment", "result", "request"] = Field(description="Kind of statement.")
    decided_by: str | None = Field(None, description="Words that decided the kind.")
    text: str = Field(description="Text as written.")
    place: list[str] = Field(default_factory=list, description="Numbers in the chapter.")
    theme_code: ThemeCode | None = Field(None, description="Theme.")
    quantities: list[Quantity] = Field(default_factory=list, description="Figures named.")


class DataTable(Part):
    """A table of the diagnosis, kept as it stands."""

    title: str | None = Field(None, description="Line above the table that names it.")
    header: list[str] = Field(default_factory=list, description="Head of each column.")
    rows: list[list[str | None]] = Field(default_factory=list, description="Cells row by row; null where empty.")
    units: list[str | None] = Field(default_factory=list, description="Unit of each column, where written.")
    source: str | None = Field(None, description="Line that says where the figures are from.")
    pages: list[int] = Field(default_factory=list, description="Pages from 1; empty for text.")


class Committee(Part):
    """A committee that steers or follows the contract."""

    name: str = Field(description="Name as written.")
    kind: Literal["steering", "technical", "citizen", "thematic", "follow_up", "other"] = Field(
        description="What it does: comité de pilotage, comité technique, conseil citoyen, …"
    )
    members: list[str] = Field(default_factory=list, description="Members as written, where listed.")
    meets: str | None = Field(None, description="How often it meets, as written.")


class Assessment(Part):
    """How and when the contract itself is evaluated."""

    how: list[str] = Field(default_factory=list, description="Sentences that say how, as written.")
    when: list[str] = Field(default_factory=list, description="Words that say when, as written.")


class Governance(Part):
    """Who steers the contract, and how it is evaluated."""

    committees: list[Committee] = Field(default_factory=list, description="Committees named.")
    evaluation: Assessment = Field(default_factory=Assessment, description="Evaluation of the contract.")


class Contract(Part):
    """The facts of the contract itself."""

    id: str = Field(description="Territory and start year in lower-case ASCII.")
    title: str | None = Field(None, description="Title as written.")
    territory: Territory = Field(description="Territory.")
    period: Period = Field(description="Years covered.")
    dates: list[DatedEvent] = Field(default_factory=list, description="Dates named.")
    neighbourhoods: list[Neighbourhood] = Field(default_factory=list, description="Areas.")
    signatories: list[Signatory] = Field(default_factory=list, description="Signatures.")
    commitments: list[Commitment] = Field(default_factory=list, description="Commitments.")
    tables: list[DataTable] = Field(default_factory=list, description="Tables of the diagnosis.")
    governance: Governance = Field(default_factory=Governance, description="Committees and evaluation.")


class Heading(Part):
    """A numbered heading of a programme."""

    number: str | None = Field(None, description="Number as written.")
    title: str = Field(description="Title as written.")


class Programme(Part):
    """Where an objective stands in a programme table."""

    axis: Heading | None = Field(None, description="Axis (axe).")
    priority: Heading | None = Field(None, description="Priority of the axis.")


class Priority(Part):
    """How urgent an action is."""

    as_written: str = Field(description="Words of the contract.")
    level: int | None = Field(None, description="Level, 1 the highest.")
    scale: list[str] = Field(default_factory=list, description="Levels that the contract uses.")


class Member(Part):
    """One organisation of a partner that names several."""

    as_written: str = Field(description="Words of the contract.")
    match: Match | None = Field(None, description="How the organisation was found.")
    members: list[Member] = Field(default_factory=list, description="Organisations it groups.")
    organisation: Organisation | None = Field(None, description="Organisation that is meant.")


class Partner(Member):
    """A partner or lead of an action."""


class Indicator(Part):
    """How the action is to be evaluated."""

    as_written: str = Field(description="Words of the contract.")


class CalendarYear(Part):
    """One year of an action's calendar."""

    year: Year = Field(description="The year.")
    phase: Phase | None = Field(None, description="What happens in it, told by its colour.")


class Calendar(Part):
    """When the action takes place."""

    as_written: str | None = Field(None, description="Words of the contract, where not cells.")
    open_end: bool = Field(False, description="True where no end is given.")
    years: list[CalendarYear] = Field(default_factory=list, description="Years.")


CorrectedValue = str | int | CalendarYear | None
"""A value that a reader can correct: a text, a number, or a year with its phase."""


class BudgetLine(Part):
    """One amount of an action's budget."""

    as_written: str = Field(description="Words of the contract.")
    funder: str | None = Field(None, description="Who pays, where the contract says so.")
    match: Match | None = Field(None, description="How the organisation that pays was found.")
    organisation: Organisation | None = Field(None, description="Organisation that pays.")
    euros: float = Field(description="Amount in euros.")
    year: Year | None = Field(None, description="Year of the amount, where given.")


class Budget(Part):
    """What an action costs."""

    as_written: str = Field(description="Words of the contract.")
    total: float | None = Field(None, description="Whole amount in euros, where one is given.")
    lines: list[BudgetLine] = Field(default_factory=list, description="Amounts by funder.")


class Mention(Part):
    """An organisation or place that the text of an action names."""

    as_written: str = Field(description="Words of the contract.")
    label: Literal["ORG", "LOC"] = Field(description="Organisation or place.")
    match: Match | None = Field(None, description="How the organisation was found.")
    organisation: Organisation | None = Field(None, description="Organisation that is meant.")


class Decision(Part):
    """What decided a code: where its words stand, and the words as the pattern files have them."""

    by: Literal["section", "title", "contents", "theme"] = Field(description="What decided.")
    words: list[str] = Field(description="Words, or the theme, that decided.")


class Action(Part):
    """One action: a sheet, an objective of a programme table or a row of a table."""

    id: str = Field(description="Contract id and the action's place in the document.")
    kind: Literal["sheet", "programme_objective", "table_row"] = Field(description="Form.")
    number: str | None = Field(None, description="Number as written; dotted for objectives.")
    title: str | None = Field(None, description="Title.")
    theme: str | None = Field(None, description="Theme as the section's heading writes it.")
    theme_code: ThemeCode | None = Field(None, description="Theme in the common list.")
    other_theme_codes: list[ThemeCode] = Field(default_factory=list, description="More themes.")
    theme_decided: Decision | None = Field(None, description="What decided the theme's code.")
    pillar: Pillar | None = Field(None, description="National pillar.")
    pillar_decided: Decision | None = Field(None, description="What decided the pillar.")
    programme: Programme | None = Field(None, description="Place in a programme.")
    priority: Priority | None = Field(None, description="Priority.")
    strategic_orientations: list[str] = Field(default_factory=list, description="Orientations.")
    operational_objectives: list[str] = Field(default_factory=list, description="Objectives.")
    contents: list[str] = Field(default_factory=list, description="What is to be done.")
    leads: list[Partner] = Field(default_factory=list, description="Who leads.")
    partners: list[Partner] = Field(default_factory=list, description="Who takes part.")
    indicators: list[Indicator] = Field(default_factory=list, description="Indicators.")
    calendar: Calendar = Field(default_factory=Calendar, description="Calendar.")
    target_public: list[str] = Field(default_factory=list, description="Whom it is for.")
    places: list[str] = Field(default_factory=list, description="Where it takes place.")
    context: list[str] = Field(default_factory=list, description="Why it is needed.")
    means: list[str] = Field(default_factory=list, description="Staff, rooms and tools.")
    budget: Budget | None = Field(None, description="What it costs.")
    mentions: list[Mention] = Field(default_factory=list, description="Names in its text.")
    pages: list[int] = Field(default_factory=list, description="Pages from 1; empty for text.")


class Chapter(Part):
    """A heading of the document, and those under it."""

    number: str | None = Field(None, description="Number as written.")
    title: str = Field(description="Title as written.")
    page: int | None = Field(None, description="Page, from 1; null for text.")
    chapters: list[Chapter] = Field(default_factory=list, description="Headings under it.")


class Evidence(Part):
    """One printed line of one value: where on which page it was read."""

    field: str = Field(description="JSON Pointer of the value, such as /actions/0/title.")
    page: int | None = Field(None, description="Page, from 1.")
    box: tuple[float, float, float, float] | None = Field(
        None, description="[x0, top, x1, bottom] in points from the page's top left as shown."
    )
    line: int | None = Field(None, description="Line of a text file, from 1.")
    text: str = Field(description="What stands there.")
    method: Method = Field(description="How it was found.")
    file: str | None = Field(None, description="Name of the file, where the record is of several.")


class Warning(Part):
    """Something found and not understood, or missing."""

    code: str = Field(description="Code from the documented list.")
    field: str | None = Field(None, description="JSON Pointer of the value it is about.")
    page: int | None = Field(None, description="Page, from 1.")
    message: str = Field(description="What happened, for a reader.")
    file: str | None = Field(None, description="Name of the file, where the record is of several.")


class Correction(Part):
    """What a reader said of one value: that it is right, or what it should be."""

    field: str = Field(description="JSON Pointer of the value; one that ends in `/-` adds to a list.")
    verdict: Literal["right", "wrong"] = Field(description="What the reader found.")
    was: CorrectedValue = Field(description="Value that was read; null where there was none.")
    now: CorrectedValue = Field(
        description="Value as it should be; null takes it or its list item away; unchanged where not said."
    )
    who: str = Field(min_length=1, description="Who said so.")
    when: AwareDatetime = Field(description="When, as an ISO date and time with its offset.")


class Record(Part):
    """The whole record of one contract."""

    schema_version: str = Field(SCHEMA_VERSION, description="Version of this schema.")
    generator: Generator = Field(description="Program that wrote it.")
    source: Source | list[Source] = Field(
        description="File that was read; a list where one contract came as several files."
    )
    contract: Contract = Field(description="Facts of the contract.")
    outline: list[Chapter] = Field(default_factory=list, description="Headings as a tree.")
    actions: list[Action] = Field(default_factory=list, description="Actions in order.")
    evidence: list[Evidence] = Field(default_factory=list, description="Where values stand.")
    warnings: list[Warning] = Field(default_factory=list, description="What to look at.")
    corrections: list[Correction] = Field(default_factory=list, description="Readers' corrections that are in force.")

    @property
    def sources(self) -> list[Source]:
        """The files that were read, one or several."""
        return self.source if isinstance(self.source, list) else [self.source]

    @property
    def source_sha256(self) -> str:
        """What tells the sources from others: the file's SHA-256, or that of the files' own, one after the other."""
        hashes = [source.sha256 for source in self.sources]
        return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()
