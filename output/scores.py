"""Evaluations written as a table for the terminal, as JSON, and as the README's table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.evaluation import FIELDS, Evaluation, Figures, Flaw, pooled, scores

NOTHING = "n/a"
HEADS = ("score", "precision", "recall", "wanted", "read", "right")
LONGEST = 160
"""Characters of a value that a line of the terminal shows."""


def text_report(evaluations: Sequence[Evaluation]) -> str:
    """Give a table a contract, what was missed and what was wrong in it, and the summary."""
    parts = [line for evaluation in evaluations for line in _contract_lines(evaluation)]
    if len(evaluations) > 1:
        parts += [*_table(f"all {len(evaluations)} contracts", pooled(evaluations)), ""]
    return "\n".join([*parts, summary(evaluations)])


def summary(evaluations: Sequence[Evaluation]) -> str:
    """Say the mean of all figures and the least of them."""
    least = least_score(evaluations)
    if least is None:
        return "Nothing to score."
    every = [score for evaluation in evaluations for score in scores(evaluation).values()]
    name, field, score = least
    return f"mean {sum(every) / len(every):.3f}; least {score:.3f}, {field} of {name}"


def least_score(evaluations: Sequence[Evaluation]) -> tuple[str, str, float] | None:
    """Give the contract and field of the least score, and the score."""
    every = [(e.name, field, score) for e in evaluations for field, score in scores(e).items()]
    return min(every, key=lambda row: row[2], default=None)


def low_scores(evaluations: Sequence[Evaluation], least: float) -> list[str]:
    """Give a line for each score under the least that is wanted."""
    every = ((e.name, field, score) for e in evaluations for field, score in scores(e).items())
    return [f"{name}: {field} scores {score:.3f}, under {least:g}." for name, field, score in every if score < least]


def json_report(evaluations: Sequence[Evaluation]) -> str:
    """Give the same as JSON: null where the table says n/a."""
    contracts = [
        {
            "name": e.name,
            "file_name": e.file_name,
            "fields": _plain(e.fields),
            "flaws": [f._asdict() for f in e.flaws],
        }
        for e in evaluations
    ]
    least = least_score(evaluations)
    named = dict(zip(("contract", "field", "score"), least, strict=True)) if least else None
    report = {"contracts": contracts, "all": _plain(pooled(evaluations)), "least": named}
    return json.dumps(report, ensure_ascii=False, indent=2)


def markdown_table(evaluations: Sequence[Evaluation]) -> str:
    """Give a table of the scores: a row a field, a column a contract."""
    fields = [field for field in FIELDS if any(evaluation.fields[field] for evaluation in evaluations)]
    rows = [["field", *(evaluation.name for evaluation in evaluations)]]
    rows.append(["---", *("---:" for _ in evaluations)])
    for field in fields:
        cells = (evaluation.fields[field] for evaluation in evaluations)
        rows.append([field.replace("_", " "), *(_figure(cell.score if cell else None) for cell in cells)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def flaw_words(flaw: Flaw) -> str:
    """Say a flaw in a line: where, what, and in which action."""
    place = f"page {flaw.page}" if flaw.page else f"line {flaw.line}" if flaw.line else "no page"
    wanted, read = (_cut(text) for text in (flaw.wanted, flaw.read))
    said = {"missed": f"missed {wanted}", "extra": f"read {read}, where nothing is"}
    words = said.get(flaw.kind, f"read {read} for {wanted}")
    return f"{place}, {flaw.field}: {words}" + (f" ({flaw.action})" if flaw.field != "actions" else "")


def _contract_lines(evaluation: Evaluation) -> Iterator[str]:
    yield from _table(evaluation.name, evaluation.fields)
    if evaluation.flaws:
        yield "  Missed and wrong:"
        yield from (f"    {flaw_words(flaw)}" for flaw in evaluation.flaws)
    yield ""


def _table(title: str, fields: Mapping[str, Figures | None]) -> Iterator[str]:
    yield title
    yield f"  {'field':24s}" + "".join(f"{head:>11s}" for head in HEADS)
    for field, figures in fields.items():
        yield f"  {field:24s}" + "".join(f"{cell:>11s}" for cell in _cells(figures))


def _cells(figures: Figures | None) -> list[str]:
    if figures is None:
        return [NOTHING] * 3 + ["0", "0", "0"]
    shares = (figures.score, figures.precision, figures.recall)
    return [*map(_figure, shares), *map(str, (figures.wanted, figures.read, figures.right))]


def _figure(share: float | None) -> str:
    """Give three digits, cut rather than rounded up: only what is perfect shows as 1.000."""
    return NOTHING if share is None else f"{int(share * 1000 + 1e-9) / 1000:.3f}"


def _plain(fields: Mapping[str, Figures | None]) -> dict[str, Any]:
    return {field: None if figures is None else _figures(figures) for field, figures in fields.items()}


def _figures(figures: Figures) -> dict[str, float | int | None]:
    return {
        "score": figures.score, "precision": figures.precision, "recall": figures.recall, "f1": figures.f1,
        "wanted": figures.wanted, "read": figures.read, "right": figures.right,
    }  # fmt: skip


def _cut(text: str | None) -> str:
    words = " ".join((text or "").split())
    return f"“{words}”" if len(words) <= LONGEST else f"“{words[: LONGEST - 1]}…”"
