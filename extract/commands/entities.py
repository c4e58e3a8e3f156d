"""`contrats entities`: the names in lines of text."""

from __future__ import annotations

import typer

from extract.commands.app import app


@app.command(epilog="\b\nExample:\n  contrats entities < lines.txt > names.jsonl")
def entities() -> None:
    """Find organisations, places and people in text: one text a line in, one JSON list a line out.

    Each name is {"text", "label", "start", "end"}, its label ORG, LOC or PER, its offsets counted in
    characters of the line. Standard input is read as UTF-8. See docs/model.md.
    """
    import json
    import sys

    from models.ner import find_entities

    sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    lines = (line.removesuffix("\n") for line in sys.stdin)
    for found in find_entities(lines):
        typer.echo(json.dumps([entity._asdict() for entity in found], ensure_ascii=False))
