"""Actions and facts as read, put together into the record with its evidence and warnings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from extract.contract import ContractFacts
from extract.contract.reads import Read
from extract.contract.signing_names import signing_name
from extract.facts import Facts
from extract.fields import ActionRead, Note
from extract.levels import PriorityScale
from extract.organisations import Directory, directory_of
from extract.organisations.mentions import Finder, Named, find_mentions
from extract.themes import themes_of
from extract.values import Value
from models.record import (
    Action,
    Budget,
    BudgetLine,
    Calendar,
    Contract,
    Evidence,
    Generator,
    Heading,
    Indicator,
    Mention,
    Period,
    Priority,
    Programme,
    Record,
    Signatory,
    Source,
    Warning,
)
from models.version import VERSION
from patterns.folding import slug

LONGEST_ID = 80
"""Letters of the name in a contract's id: files and pages are named after it."""
THEME_FIELDS = ("strategic_orientations", "operational_objectives", "contents")
"""Lists whose words say what an action is about."""
T = TypeVar("T")


def assemble(
    source: Source,
    facts: Facts,
    more: ContractFacts,
    actions: Sequence[ActionRead],
    notes: Sequence[Note],
    scale: PriorityScale,
    texts: Sequence[str] = (),
    finder: Finder | None = None,
) -> Record:
    """The record of one document.

    `texts` are its pages' plain texts, which say what its acronyms mean. `finder` finds names in the
    text of actions without a list of partners; without it they have no mentions.
    """
    evidence: list[Evidence] = []
    noted = [*notes, *more.notes]
    warnings = [Warning(code=n.code, field=n.field, page=n.page, message=n.message) for n in noted]
    contract = _contract(source, facts, more, evidence, warnings)
    mentions = find_mentions(actions, finder) if finder else [[] for _ in actions]
    signing = [name for signatory in contract.signatories if (name := signing_name(signatory))]
    directory = directory_of([*_names(actions, mentions), *signing], contract.territory, texts)
    contract = contract.model_copy(update={"signatories": [_signed(one, directory) for one in contract.signatories]})
    common = Common(scale, directory, contract.period.start_year)
    built = []
    for i, (action, named) in enumerate(zip(actions, mentions, strict=True)):
        built.append(_action(action, named, f"{contract.id}-{i + 1:03d}", f"/actions/{i}", common, evidence))
        warnings += [
            Warning(
                code=n.code,
                field=f"/actions/{i}{n.field}" if n.field else f"/actions/{i}",
                page=n.page,
                message=n.message,
            )
            for n in action.notes
        ]
    if not actions:
        warnings.append(
            _warning(
                "no-action",
                "No action could be read: is this a contract, in a layout that labels its fields?",
            )
        )
    return Record(
        generator=Generator(version=VERSION),
        source=source,
        contract=contract,
        actions=built,
        evidence=evidence,
        warnings=warnings,
    )


def _names(actions: Sequence[ActionRead], mentions: Sequence[Sequence[Named]]) -> Iterator[str]:
    """The names of all partners, leads, funders and organisations mentioned."""
    for action, named in zip(actions, mentions, strict=True):
        yield from (name.value.text for name in named if name.label == "ORG")
        yield from (value.text for name in ("leads", "partners") for value in action.lists.get(name, ()))
        yield from (line.funder for line in (action.budget[0].lines if action.budget else ()) if line.funder)


def _signed(signatory: Signatory, directory: Directory) -> Signatory:
    """A signature with the organisation that its name means."""
    name = signing_name(signatory)
    return signatory.model_copy(update={"organisation": directory.find(name).organisation}) if name else signatory


def _warning(code: str, message: str) -> Warning:
    return Warning(code=code, message=message)


def _contract(
    source: Source, facts: Facts, more: ContractFacts, evidence: list[Evidence], warnings: list[Warning]
) -> Contract:
    name = facts.territory.text if facts.territory else None
    start, end = facts.period or (None, None)
    for field, value in (("/contract/title", facts.title), ("/contract/territory/name", facts.territory)):
        evidence += evidence_rows(field, value)
    if facts.period_value:
        evidence += evidence_rows("/contract/period/start_year", facts.period_value) + evidence_rows(
            "/contract/period/end_year", facts.period_value
        )
    if name is None:
        warnings.append(
            _warning(
                "territory-unknown",
                "No territory is named on the cover, in the footer or on the first pages.",
            )
        )
    if start is None:
        warnings.append(
            _warning("period-unknown", "No period is named on the cover, in the footer or on the first pages.")
        )
    stem = source.file_name.rsplit(".", 1)[0]
    return Contract(
        id=f"{slug(name or stem)[:LONGEST_ID].strip('-') or 'contract'}-{start or 'nd'}",
        title=facts.title.text if facts.title else None,
        territory=_one("/contract/territory", more.territory, evidence),
        period=Period(start_year=start, end_year=end),
        dates=_each("/contract/dates", more.dates, evidence),
        neighbourhoods=_each("/contract/neighbourhoods", more.neighbourhoods, evidence),
        signatories=_each("/contract/signatories", more.signatories, evidence),
        tables=_each("/contract/tables", more.tables, evidence),
        governance=_one("/contract/governance", more.governance, evidence),
    )


def _one(at: str, read: Read[T], evidence: list[Evidence]) -> T:
    """A part of the record; where its values stand goes to the evidence."""
    for key, value in read.where.items():
        evidence += evidence_rows(f"{at}/{key}", value)
    return read.item


def _each(at: str, reads: Sequence[Read[T]], evidence: list[Evidence]) -> list[T]:
    return [_one(f"{at}/{i}", read, evidence) for i, read in enumerate(reads)]


def evidence_rows(field: str, value: Value | None) -> list[Evidence]:
    """The evidence of a value, a row for each of its pieces; none for None."""
    if value is None:
        return []
    return [
        Evidence(
            field=field,
            page=piece.page,
            box=_rounded(piece.box),
            line=piece.line,
            text=piece.text,
            method=value.method,
        )
        for piece in value.pieces
    ]


def _rounded(box: tuple[float, float, float, float] | None) -> tuple[float, float, float, float] | None:
    return None if box is None else (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


class Common(NamedTuple):
    """What a document tells about all its actions."""

    scale: PriorityScale
    directory: Directory
    start_year: int | None


def _action(
    action: ActionRead, named: Sequence[Named], action_id: str, at: str, common: Common, evidence: list[Evidence]
) -> Action:
    def text(field: str, value: Value | None) -> str | None:
        evidence.extend(evidence_rows(f"{at}/{field}", value))
        return value.text if value else None

    def texts(name: str, suffix: str = "") -> list[str]:
        values = action.lists.get(name, [])
        for k, value in enumerate(values):
            evidence.extend(evidence_rows(f"{at}/{name}/{k}{suffix}", value))
        return [value.text for value in values]

    return Action(
        id=action_id,
        kind=action.kind,
        number=text("number", action.number),
        title=text("title", action.title),
        theme=text("theme", action.theme),
        **_themes(action, common.start_year),
        programme=_programme(action, at, evidence),
        priority=_priority(action, at, common.scale, evidence),
        strategic_orientations=texts("strategic_orientations"),
        operational_objectives=texts("operational_objectives"),
        contents=texts("contents"),
        leads=[common.directory.partner(name) for name in texts("leads", "/as_written")],
        partners=[common.directory.partner(name) for name in texts("partners", "/as_written")],
        indicators=[Indicator(as_written=name) for name in texts("indicators", "/as_written")],
        calendar=_calendar(action, at, evidence),
        target_public=texts("target_public"),
        places=texts("places"),
        context=texts("context"),
        means=texts("means"),
        budget=_budget(action, at, common.directory, evidence),
        mentions=_mentions(named, at, common.directory, evidence),
        pages=action.pages,
    )


def _themes(action: ActionRead, start_year: int | None) -> dict[str, Any]:
    """What the action is about, told by the titles of its sections, its own, and its contents."""
    headings = (action.axis, action.programme_priority)
    sections = [value.text for value in (action.theme, *(heading.title for heading in headings if heading)) if value]
    title = action.title.text if action.title else ""
    prose = [value.text for name in THEME_FIELDS for value in action.lists.get(name, ())]
    return themes_of(list(dict.fromkeys(sections)), title, prose, start_year)


def _mentions(named: Sequence[Named], at: str, directory: Directory, evidence: list[Evidence]) -> list[Mention]:
    """The organisations and places that the action's text names."""
    mentions = []
    for k, (label, value) in enumerate(named):
        evidence += evidence_rows(f"{at}/mentions/{k}/as_written", value)
        found = directory.find(value.text) if label == "ORG" else None
        mentions.append(
            Mention(
                as_written=value.text,
                label=label,
                match=found.match if found else None,
                organisation=found.organisation if found else None,
            )
        )
    return mentions


def _programme(action: ActionRead, at: str, evidence: list[Evidence]) -> Programme | None:
    if action.axis is None and action.programme_priority is None:
        return None
    parts: dict[str, Heading | None] = {}
    for name, heading in (("axis", action.axis), ("priority", action.programme_priority)):
        parts[name] = (
            Heading(number=heading.number.text if heading.number else None, title=heading.title.text)
            if heading
            else None
        )
        if heading:
            evidence += evidence_rows(f"{at}/programme/{name}/number", heading.number) + evidence_rows(
                f"{at}/programme/{name}/title", heading.title
            )
    return Programme(axis=parts["axis"], priority=parts["priority"])


def _priority(action: ActionRead, at: str, scale: PriorityScale, evidence: list[Evidence]) -> Priority | None:
    if action.priority is None:
        return None
    evidence += evidence_rows(f"{at}/priority/as_written", action.priority)
    level = scale.level(action.priority_value)
    if level is None:
        page = action.pages[0] if action.pages else None
        action.notes.append(Note("priority-unclear", "/priority", page, f"“{action.priority_value}” names no level."))
    return Priority(as_written=action.priority.text, level=level, scale=list(scale.values))


def _calendar(action: ActionRead, at: str, evidence: list[Evidence]) -> Calendar:
    read = action.calendar
    evidence += evidence_rows(f"{at}/calendar/as_written", read.written)
    for k, value in enumerate(read.year_values):
        evidence += evidence_rows(f"{at}/calendar/years/{k}", value)
    return read.calendar


def _budget(action: ActionRead, at: str, directory: Directory, evidence: list[Evidence]) -> Budget | None:
    if action.budget is None:
        return None
    budget, written = action.budget
    evidence += evidence_rows(f"{at}/budget/as_written", written)
    return budget.model_copy(update={"lines": [_funded(line, directory) for line in budget.lines]})


def _funded(line: BudgetLine, directory: Directory) -> BudgetLine:
    """An amount with the organisation that pays it; "Travaux" and the like are of no kind, and none."""
    member = directory.member(line.funder) if line.funder else None
    if member is None or member.organisation is None or member.organisation.category == "other":
        return line
    return line.model_copy(update={"match": member.match, "organisation": member.organisation})


def note_runs(actions: Sequence[ActionRead]) -> None:
    """Notes the numbers that a theme's run of actions leaves out or repeats."""
    runs: dict[str, list[ActionRead]] = defaultdict(list)
    for action in actions:
        if action.kind == "sheet" and action.number and action.number.text.isdigit():
            runs[action.theme.text if action.theme else ""].append(action)
    for run in runs.values():
        for last, action in zip([None, *run], run, strict=False):
            before, number = (
                int(last.number.text) if last and last.number else 0,
                int(action.number.text) if action.number else 0,
            )
            page = action.pages[0] if action.pages else None
            if last and number == before:
                action.notes.append(
                    Note("action-number-repeated", "/number", page, f"Number {number} stands twice in a row.")
                )
            elif last and number > before + 1:
                action.notes.append(
                    Note(
                        "action-number-missing",
                        "/number",
                        page,
                        f"The theme's actions go from {before} to {number}.",
                    )
                )
