"""How long `contrats extract` takes beside a plain loop of pdfplumber and pdfium's bare text.

    python benchmarks/read_speed.py ../shared/contracts/hazebrouck.pdf --rounds 5

Each is a process of its own, start-up included; the rounds alternate between them, so that a busy
moment of the machine hits all three. A first round that is not counted compiles the modules to
bytecode, as an installer does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent

CONTRATS = "from extract.cli import main; main()"

PLUMBER_LOOP = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        page.extract_text()
"""

PDFIUM_TEXT = """
import sys, pypdfium2
pdf = pypdfium2.PdfDocument(sys.argv[1])
for page in pdf:
    page.get_textpage().get_text_range()
"""


def commands(path: Path, out: Path) -> dict[str, list[str]]:
    """The command of each contender, by its name."""
    python = sys.executable
    return {
        "contrats extract": [python, "-c", CONTRATS, "extract", str(path), "--fresh", "--out", str(out)],
        "pdfplumber extract_text()": [python, "-c", PLUMBER_LOOP, str(path)],
        "pdfium bare text": [python, "-c", PDFIUM_TEXT, str(path)],
    }


def environment(folder: Path) -> dict[str, str]:
    """Give every contender's environment: bytecode is kept in `folder`, whatever the caller's settings."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Wall-clock seconds of a whole process; `SystemExit` with its words where it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{command[2].strip()} … failed ({done.returncode}):\n{done.stdout}{done.stderr}")
    return taken


def measure(path: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of every contender in every round."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        contenders, env = commands(path, out), environment(out)
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for turn in range(rounds + 1):
            for name, command in contenders.items():
                taken = seconds(command, env)
                if turn:
                    times[name].append(taken)
        if not list(out.glob("*.json")):
            raise SystemExit("contrats extract wrote no record: its time says nothing")
    return times


def table(times: dict[str, list[float]]) -> str:
    """Medians and extremes in seconds, and each median's ratio to the pdfplumber loop's."""
    base = median(times["pdfplumber extract_text()"])
    lines = [f"{'':28}{'median':>9}{'least':>9}{'most':>9}{'ratio':>9}"]
    for name, values in times.items():
        middle = median(values)
        lines.append(f"{name:28}{middle:9.2f}{min(values):9.2f}{max(values):9.2f}{middle / base:9.3f}")
    return "\n".join(lines)


def main() -> None:
    """Measure the file named on the command line and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, help="a contract as PDF")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each (default: 5)")
    options = parser.parse_args()
    path = options.file.resolve()
    if not path.is_file():
        parser.error(f"{path} is not there")
    print(f"{path.name}, {options.rounds} rounds, seconds")
    print(table(measure(path, max(1, options.rounds))))


if __name__ == "__main__":
    main()
