"""Run the program over mutants of the samples, and count what came of them.

    PYTHONPATH=tests python -m fuzzing --count 2000

Leaves with 1 where an input showed a fault: a traceback, a hang, a process that died, memory past the limit, a record
that is none. Those inputs are kept in the folder that --keep names.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from fuzzing.running import fuzz

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


def main() -> int:
    """Run and print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="folder for what showed a fault")
    options = parser.parse_args()
    counts = fuzz(
        SAMPLES, options.seed, options.count, options.workers, options.keep, lambda line: print(line, flush=True)
    )
    print(counts)
    return 1 if counts.faults else 0


if __name__ == "__main__":
    sys.exit(main())
