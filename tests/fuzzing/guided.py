"""A coverage-guided fuzzer over what is read in Python: texts, and the streams of PDFs.

    pip install atheris
    PYTHONPATH=tests python -m fuzzing.guided text CORPUS -max_total_time=300

The options after the target are libFuzzer's; CORPUS is a folder, filled with pieces of the samples where it is empty.
What pdfium reads is C and tells atheris nothing: `python -m fuzzing` changes whole PDFs instead.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

from fuzzing.mutating import pieces, texts

with atheris.instrument_imports(include=["extract", "patterns", "models"]):
    from extract.errors import InputError
    from extract.reading import read_contract
    from extract.unpacking import is_over

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
PIECE = 1500
"""Bytes of a piece of a sample: small ones go through many changes a second."""


def read_text(data: bytes) -> None:
    """Read a text file; it may be refused, or meet the time limit of a search."""
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(data)
        file.flush()
        try:
            read_contract(Path(file.name), ner=False)
        except (InputError, TimeoutError):
            return


def measure_streams(data: bytes) -> None:
    """Tell how much the streams of a file unpack to."""
    any(is_over(data, 1000))


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[Path], tuple[bytes, ...]]]] = {
    "text": (read_text, texts),
    "streams": (measure_streams, pieces),
}


def main() -> None:
    """Fill the corpus and start."""
    name, corpus = sys.argv[1], Path(sys.argv[2])
    target, seeds = TARGETS[name]
    corpus.mkdir(parents=True, exist_ok=True)
    if not any(corpus.iterdir()):
        for number, data in enumerate(seeds(SAMPLES)):
            for start in range(0, len(data), 20 * PIECE):
                (corpus / f"{number}-{start}").write_bytes(data[start : start + PIECE])
    atheris.Setup([sys.argv[0], str(corpus), *sys.argv[3:]], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
