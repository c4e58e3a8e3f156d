"""Draw every sample contract and write its reference reading: `python -m corpus.recipes OUTDIR`."""

import argparse
import json
import sys
from pathlib import Path

from corpus.recipes.cards import draw_cards
from corpus.recipes.content import load_cards, load_programme
from corpus.recipes.fonts import FontMissingError
from corpus.recipes.gold import Json, cards_gold, programme_gold
from corpus.recipes.programme import draw_programme


def draw_samples(folder: Path) -> list[Path]:
    """Write each sample's PDF and reference reading into `folder`; give the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    cards, programme = load_cards("valmont"), load_programme("rivemont-agglo")
    return [
        *_write(folder, cards.frame.name, draw_cards(cards), cards_gold(cards)),
        *_write(folder, programme.frame.name, draw_programme(programme), programme_gold(programme)),
    ]


def _write(folder: Path, name: str, pdf: bytes, gold: Json) -> list[Path]:
    """Write one sample's two files."""
    drawn, reading = folder / f"{name}.pdf", folder / f"{name}.gold.json"
    drawn.write_bytes(pdf)
    reading.write_bytes((json.dumps(gold, ensure_ascii=False, indent=1) + "\n").encode())
    return [drawn, reading]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 0 when all was drawn, 1 when a font is missing."""
    parser = argparse.ArgumentParser(prog="python -m corpus.recipes", description=__doc__)
    parser.add_argument("outdir", type=Path, help="folder to write, made where absent")
    try:
        paths = draw_samples(parser.parse_args(arguments).outdir)
    except FontMissingError as error:
        print(error, file=sys.stderr)
        return 1
    for path in paths:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
