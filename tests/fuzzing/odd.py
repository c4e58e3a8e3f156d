"""Run the program over odd PDFs that other libraries keep as their tests, out of their source distributions.

    PYTHONPATH=tests python -m fuzzing.odd --sdists odd-sdists

downloads them by pip into the folder where they are not there yet, and prints for each what came of its PDFs.
Leaves with 1 where one showed a fault; it is kept in the folder that --keep names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fuzzing.running import Counts, run_over

PACKAGES = (
    "ocrmypdf==17.13.0", "pdfly==0.5.1", "pdftotext==4.0.0", "pikepdf==10.18.0", "pyhanko==0.38.0", "pypdf==7.1.1",
    "pypdfium2==5.15.2", "tabula-py==2.10.0",
)  # fmt: skip
"""Those that have PDFs in them, of the libraries that were looked at."""


def download(package: str, folder: Path) -> Path | None:
    """Give a package's source distribution, downloaded where it is not there; None where pip cannot."""
    stem = package.replace("==", "-").replace("-py-", "_py-")
    path = folder / f"{stem}.tar.gz"
    if not path.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        subprocess.run([*command, "--dest", str(folder), package], check=False)
    return path if path.exists() else None


def unpack(archive: Path, folder: Path) -> list[Path]:
    """Write the PDFs of an archive to a folder, under numbers and their own names."""
    folder.mkdir(parents=True)
    made = []
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.isfile() and member.name.lower().endswith(".pdf") and (file := tar.extractfile(member)):
                made.append(folder / f"{len(made):03}-{Path(member.name).name}")
                made[-1].write_bytes(file.read())
    return made


def main() -> int:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sdists", type=Path, default=Path("odd-sdists"), help="folder of the downloaded archives")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"), help="folder for what showed a fault")
    parser.add_argument("--engine", choices=("pdfium", "pdfplumber"), default="pdfium")
    parser.add_argument("--ocr", choices=("auto", "off"), default="auto")
    options = parser.parse_args()
    options.sdists.mkdir(parents=True, exist_ok=True)
    total = Counts()
    print(f"{'':22}{'PDFs':>6}{'read':>6}{'warned':>8}{'refused':>9}{'s':>8}{'MB':>7}{'faults':>8}")
    with tempfile.TemporaryDirectory(prefix="contrats-odd-") as made:
        for package in PACKAGES:
            archive = download(package, options.sdists)
            if archive is None:
                print(f"{package:22} not downloaded")
                continue
            paths = unpack(archive, Path(made) / package)
            counts = Counts()
            how = ("--engine", options.engine, "--ocr", options.ocr)
            run_over(paths, Path(made) / package / "out", counts, options.keep, how)
            print(row(package, counts), flush=True)
            total.add(counts)
    print(row("all", total))
    print("\n".join(str(total).splitlines()[1:]))
    return 1 if total.faults else 0


def row(name: str, counts: Counts) -> str:
    """Give a line of the table."""
    inputs = counts.read + counts.warned + counts.refused
    return (
        f"{name:22}{inputs:6}{counts.read:6}{counts.warned:8}{counts.refused:9}{counts.seconds:8.0f}"
        f"{counts.megabytes:7.0f}{len(counts.faults):8}"
    )


if __name__ == "__main__":
    sys.exit(main())
