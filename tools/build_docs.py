"""Make the parts of the docs that tell of the record and the commands from the code itself.

A part stands between `<!-- made: NAME -->` and `<!-- end -->`, and the README's table of scores, made
by reading the samples anew, between `<!-- scores -->` and `<!-- /scores -->`. With `--check` nothing is
written, and a file that would change is an error.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from typer.testing import CliRunner
from walk import removal_block, survey_block

from corpus.evaluation import Evaluation, evaluate
from corpus.pairing import load_json
from extract.cli import app
from extract.reading import read_contract
from models.codes import WARNING_CODES
from models.schema import json_schema
from output.scores import markdown_table, summary
from output.tables.columns import Column
from output.tables.headings import heading
from output.tables.layout import TABLES, Table
from output.writing import record_json

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "corpus" / "samples"
SCORES = re.compile(r"(<!-- scores -->\n).*?(<!-- /scores -->)", re.DOTALL)
PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = "100"
"""Columns of the help texts."""


def table_sections() -> str:
    """Give a section for each table of an export, with its columns."""
    return "\n".join(table_section(table) for table in TABLES)


def table_section(table: Table) -> str:
    """Give one table as a heading, what a row of it is, and its columns with their French headings."""
    rows = [
        f"| `{column.name}` | {column_words(column, table)} | {heading(column.name)} | {column.meaning} |"
        for column in table.columns
    ]
    head = ["| column | value | in French | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([f"### {table.name}", "", f"{table.meaning} Sheet: {table.title}.", "", *head, *rows, ""])


def column_words(column: Column, table: Table) -> str:
    """Say in words what a column's cells hold."""
    if column.name in table.links:
        return f"`id` of [{table.links[column.name]}](#{table.links[column.name]})"
    return ", ".join(f"`{word}`" for word in column.choices) or column.kind


def warning_table() -> str:
    """Give a row for each warning code with what it says."""
    rows = "\n".join(f"| `{code}` | {meaning} |" for code, meaning in WARNING_CODES.items())
    return f"| code | meaning |\n| --- | --- |\n{rows}\n"


def record_tables() -> str:
    """Give a section for each type of the record, in the order in which a reader meets them."""
    schema = json_schema()
    return "\n".join(type_section(part) for part in parts_in_order(schema, schema["$defs"]))


def parts_in_order(schema: dict[str, Any], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """List the record and each type it is made of, once, a type after what first names it."""
    parts, names = [schema], list(referred(schema["properties"]))
    seen: set[str] = set()
    while names:
        name = names.pop(0)
        if name not in seen:
            seen.add(name)
            parts.append(definitions[name])
            names = [*referred(definitions[name]["properties"]), *names]
    return parts


def referred(node: object) -> Iterator[str]:
    """Give the name of every type that a part of the schema points to."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield type_name(node)
        for child in node.values():
            yield from referred(child)
    elif isinstance(node, list):
        for child in node:
            yield from referred(child)


def type_name(node: dict[str, Any]) -> str:
    """Give the name of the type that a `$ref` points to."""
    return str(node["$ref"]).rsplit("/", 1)[-1]


def type_section(part: dict[str, Any]) -> str:
    """Give one type as a heading, its description and a table of its keys."""
    rows = [
        f"| `{key}` | {value_words(value)} | {value.get('description', '')} |"
        for key, value in part["properties"].items()
    ]
    described = " ".join(part["description"].split())
    return "\n".join(
        [
            f"### {part['title']}",
            "",
            described,
            "",
            "| key | value | meaning |",
            "| --- | --- | --- |",
            *rows,
            "",
        ]
    )


def value_words(value: dict[str, Any]) -> str:
    """Say in words what a key can hold."""
    if "$ref" in value:
        name = type_name(value)
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(value_words(choice) for choice in value["anyOf"])
    if "enum" in value:
        return ", ".join(f"`{word}`" for word in value["enum"])
    if "const" in value:
        return f"`{value['const']}`"
    if "prefixItems" in value:
        return f"list of {len(value['prefixItems'])} {value_words(value['prefixItems'][0])}s"
    if value["type"] == "array":
        return f"list of {value_words(value['items'])}"
    if "minimum" in value:
        return f"{value['type']}, {value['minimum']} to {value['maximum']}"
    return str(value["type"])


def command_helps() -> str:
    """Give the help of the program and of each command as it prints it."""
    names = ["", *(command.name or callback_name(command.callback) for command in app.registered_commands)]
    return "\n".join(help_section(name) for name in names)


def callback_name(callback: Callable[..., Any] | None) -> str:
    """Give the name that a command takes from its function."""
    return "" if callback is None else callback.__name__


def help_section(name: str) -> str:
    """Give one command's help under its name."""
    arguments = [name, "--help"] if name else ["--help"]
    result = CliRunner().invoke(app, arguments, prog_name="contrats", terminal_width=int(WIDTH))
    title = f"contrats {name}".strip()
    lines = "\n".join(line.rstrip() for line in result.output.strip("\n").splitlines())
    return f"## `{title}`\n\n```text\n{lines}\n```\n"


MADE: dict[str, Callable[[], str]] = {
    "record": record_tables,
    "warnings": warning_table,
    "tables": table_sections,
    "commands": command_helps,
    "walk_removal": removal_block,
    "walk_survey": survey_block,
}


def sample_scores() -> list[Evaluation]:
    """Read every sample and score it, as `contrats extract` and `contrats evaluate` do."""
    names = sorted(path.stem for path in SAMPLES.glob("*.pdf"))
    records = [json.loads(record_json(read_contract(SAMPLES / f"{name}.pdf"))) for name in names]
    golds = [load_json(SAMPLES / f"{name}.gold.json") for name in names]
    return [evaluate(*parts) for parts in zip(names, records, golds, strict=True)]


def with_scores(text: str, evaluations: Callable[[], list[Evaluation]] = sample_scores) -> str:
    """Give a page with its table of scores made again; nothing is read where it has none."""
    if not SCORES.search(text):
        return text
    scored = evaluations()
    table = f"\n{markdown_table(scored)}\n\nAll of them: {summary(scored)}.\n\n"
    return SCORES.sub(lambda part: f"{part[1]}{table}{part[2]}", text)


def renewed(text: str) -> str:
    """Give a page with each made part made again."""
    return PART.sub(lambda part: f"{part[1]}\n{MADE[part[2]]()}\n{part[3]}", text)


def main(arguments: list[str]) -> int:
    """Write the pages anew, or with `--check` say which are stale."""
    os.environ["COLUMNS"] = WIDTH
    stale = 0
    for page in [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]:
        text = page.read_text(encoding="utf-8")
        new = with_scores(renewed(text))
        if new == text:
            continue
        stale += 1
        if "--check" in arguments:
            print(
                f"{page.relative_to(ROOT)}: stale. Run `make docs` and commit what it writes.",
                file=sys.stderr,
            )
        else:
            page.write_text(new, encoding="utf-8", newline="\n")
            print(f"{page.relative_to(ROOT)}: made anew")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
