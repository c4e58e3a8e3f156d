"""Draw sample contracts and write their reference readings: `python -m corpus.recipes OUTDIR [NAME ...]`."""

import argparse
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus.recipes.content import MissingError, load_cards, load_plan, load_programme
from corpus.recipes.gold import Json, cards_gold, plan_gold, programme_gold, with_codes

PACKAGES = {"reportlab": "reportlab", "docx": "python-docx"}
"""The packages that drawing imports, and how they are installed."""


class Recipe(NamedTuple):
    """How a sample is made: the module that draws it, what reads its words, what gives its reading."""

    module: str
    load: Callable[[str], Any]
    gold: Callable[[Any], Json]


RECIPES = {
    "boisfleury": Recipe("crossed_rows", load_plan, plan_gold),
    "courvallon": Recipe("forms", load_plan, plan_gold),
    "grand-lourmande": Recipe("banded_forms", load_plan, plan_gold),
    "montreillac": Recipe("turned_cards", load_plan, plan_gold),
    "rivemont-agglo": Recipe("programme", load_programme, programme_gold),
    "saint-ermeland": Recipe("rows", load_plan, plan_gold),
    "treverac": Recipe("runin", load_plan, plan_gold),
    "val-d-aubrenne": Recipe("mixed", load_plan, plan_gold),
    "valmont": Recipe("cards", load_cards, cards_gold),
}


def draw_sample(name: str, folder: Path) -> list[Path]:
    """Write a sample's PDF and reference reading into `folder`; give the paths written.

    Raises MissingError where a font, a program or a package that it is drawn with is absent.
    """
    recipe = RECIPES[name]
    contract = recipe.load(name)
    pdf: bytes = _drawer(recipe.module)(contract)
    drawn, reading = folder / f"{name}.pdf", folder / f"{name}.gold.json"
    drawn.write_bytes(pdf)
    gold = with_codes(recipe.gold(contract), name)
    reading.write_bytes((json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode())
    return [drawn, reading]


def _drawer(module: str) -> Callable[[Any], bytes]:
    """Import the module that draws a sample, and only then what it draws with."""
    try:
        drawer: Callable[[Any], bytes] = importlib.import_module(f"corpus.recipes.{module}").draw
    except ModuleNotFoundError as error:
        package = PACKAGES.get((error.name or "").split(".")[0])
        if package is None:
            raise
        raise MissingError(f"{package} is not installed: pip install {package}.") from error
    return drawer


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; 0 when all was drawn, 1 when something to draw with is missing."""
    parser = argparse.ArgumentParser(prog="python -m corpus.recipes", description=__doc__)
    parser.add_argument("outdir", type=Path, help="folder to write, made where absent")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"samples to draw: {', '.join(RECIPES)}")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in RECIPES]
    if unknown:
        parser.error(f"no sample is called {unknown[0]}. The samples are {', '.join(RECIPES)}.")
    options.outdir.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in options.names or RECIPES:
        try:
            print(*draw_sample(name, options.outdir), sep="\n")
        except MissingError as error:
            print(f"{name}: not drawn. {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
