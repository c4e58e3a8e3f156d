"""How fast names are found: `python benchmarks/ner_speed.py [TEXT_FILE]`.

Prints how long a fresh process takes to import and load the pipeline, and how many words a second it reads
in a batch on one core: over the lines of the file, or over text drawn by the training recipe. Seconds are
the processor's, so that what else runs on the machine counts little.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 5
LOADING = """
import time
wall, cpu = time.perf_counter(), time.process_time()
from models.ner.pipeline import load
load()
print(time.perf_counter() - wall, time.process_time() - cpu)
"""
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def loading() -> tuple[float, float]:
    """Give the median seconds of import and load in fresh processes: by the clock, and of the processor."""
    runs = [
        subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(ROUNDS)
    ]
    wall, cpu = zip(*((float(first), float(second)) for first, second in runs), strict=True)
    return statistics.median(wall), statistics.median(cpu)


def main() -> None:
    """Print the figures."""
    if any(os.environ.get(name) != value for name, value in ONE_CORE.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_CORE})
    wall, cpu = loading()
    print(f"import and load, fresh process: {wall:.2f} s ({cpu:.2f} s of the processor)")

    from models.ner import find_entities, may_hold_name

    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text("utf-8").splitlines()
    else:
        from models.ner.recipe.sentences import Sentences

        lines = [text for text, _ in Sentences(99).draw(6000)]
    held = [line for line in lines if may_hold_name(line)]
    next(find_entities(held[:1]))
    for what, texts in (("all lines", lines), ("lines able to hold a name", held)):
        words = sum(len(line.split()) for line in texts)
        seconds = []
        for _ in range(ROUNDS):
            began = time.process_time()
            names = sum(len(found) for found in find_entities(texts))
            seconds.append(time.process_time() - began)
        speed = words / statistics.median(seconds)
        print(f"{what}: {len(texts)} lines, {words} words, {names} names, {speed:,.0f} words/s")


if __name__ == "__main__":
    main()
