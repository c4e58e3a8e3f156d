"""How well the samples are read when they are scanned: the score of each field, and the seconds a page.

    python benchmarks/scan_scores.py --out scans
    python benchmarks/scan_scores.py saint-ermeland --turn -1.5

Needs Tesseract with French. The scans are made as the tests make them and stay in the folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from scanning import scan_of  # noqa: E402

from corpus.scoring import score  # noqa: E402
from extract.options import ScanOptions  # noqa: E402
from extract.reading import read_contract  # noqa: E402

SAMPLES = ROOT / "corpus" / "samples"


def main() -> None:
    """Print a row for each sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=sorted(path.stem for path in SAMPLES.glob("*.pdf")))
    parser.add_argument("--out", type=Path, default=Path("scans"), help="Folder for the scans and what OCR read.")
    parser.add_argument("--turn", type=float, default=0.7, help="Degrees that pages are turned to the left.")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    print("| sample | actions | years' colours | least other field | mean | seconds a page |")
    print("| --- | ---: | ---: | --- | ---: | ---: |")
    for name in options.names:
        path = options.out / f"{name}.pdf"
        if not path.exists():
            scan_of(SAMPLES / f"{name}.pdf", path, turn=options.turn)
        started = time.perf_counter()
        record = read_contract(path, scans=ScanOptions(folder=options.out / "kept"))
        seconds = (time.perf_counter() - started) / (record.sources[0].pages or 1)
        gold = json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))
        scores = score(record.model_dump(mode="json"), gold)
        colours = f"{scores['calendar']:.3f}" if "calendar" in scores else "n/a"
        mean = sum(scores.values()) / len(scores)
        least = min((value, field) for field, value in scores.items() if field != "calendar")
        row = [name, f"{scores['actions']:.3f}", colours, f"{least[1]} {least[0]:.3f}", f"{mean:.3f}", f"{seconds:.1f}"]
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
