"""Inputs by URL, through fsspec: listed, fetched, read, and skipped where they did not change."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from batches import records
from typer.testing import CliRunner, Result

from extract.batching import remote
from extract.cli import app
from extract.errors import InputError


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def bucket(samples: Path) -> Iterator[str]:
    """A folder in memory with two contracts."""
    memory = fsspec.filesystem("memory")
    for name in ("boisfleury", "saint-ermeland"):
        memory.pipe(f"/bucket/{name[:1]}/{name}.pdf", (samples / f"{name}.pdf").read_bytes())
    memory.pipe("/bucket/.hidden/a.pdf", b"x")
    memory.pipe("/bucket/notes.docx", b"x")
    yield "memory://bucket"
    memory.rm("/bucket", recursive=True)


def test_a_folder_at_a_url_gives_the_same_records_as_the_files(bucket: str, tmp_path: Path, samples: Path) -> None:
    result = run("extract", bucket, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    run("extract", samples / "boisfleury.pdf", samples / "saint-ermeland.pdf", "--out", tmp_path / "local")
    far, near = records(tmp_path / "out"), records(tmp_path / "local")
    assert sorted(far) == ["b/boisfleury.json", "s/saint-ermeland.json"]
    assert list(far.values()) == list(near.values())


def test_what_did_not_change_at_a_url_is_skipped(bucket: str, tmp_path: Path, samples: Path) -> None:
    run("extract", bucket, "--out", tmp_path / "out")
    fsspec.filesystem("memory").pipe("/bucket/b/boisfleury.pdf", (samples / "treverac.pdf").read_bytes())
    result = run("extract", bucket, "--out", tmp_path / "out")
    assert result.output.splitlines()[-1] == "2 contracts: 1 read, 1 skipped."


def test_a_file_by_url_and_by_local_url(bucket: str, tmp_path: Path, samples: Path) -> None:
    result = run("extract", f"{bucket}/b/boisfleury.pdf", (samples / "treverac.pdf").as_uri(), "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert sorted(records(tmp_path)) == ["boisfleury.json", "treverac.json"]


def test_a_file_at_a_url_is_fetched_no_further_than_its_limit(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsspec.filesystem("memory").pipe("/bucket/b/boisfleury.pdf", bytes(9_000_000))
    monkeypatch.setattr(remote, "CHUNK", 1_000_000)
    with pytest.raises(InputError, match=r"boisfleury.pdf: 3 MB, over the limit of 2. Give more --file-megabytes."):
        remote.fetch(f"{bucket}/b/boisfleury.pdf", tmp_path / "0", 2)
    assert (tmp_path / "0" / "boisfleury.pdf").stat().st_size == 2_000_000
    result = run("extract", bucket, "--out", tmp_path / "out", "--file-megabytes", 2)
    assert result.exit_code == 1 and "over the limit of 2" in result.stderr
    assert sorted(records(tmp_path / "out")) == ["s/saint-ermeland.json"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://nowhere", "memory://nowhere: no such file or folder. Check the URL."),
        ("nonsense://a", "nonsense://a: cannot be opened (Protocol not known: nonsense)."),
        ("s3://bucket", "s3://bucket: cannot be opened (Install s3fs to access S3)."),
    ],
)
def test_a_url_that_cannot_be_opened_is_one_line(url: str, said: str, tmp_path: Path) -> None:
    result = run("extract", url, "--out", tmp_path / "out")
    assert result.exit_code == 1 and result.stderr == f"contrats: {said}\n"


def test_without_fsspec_a_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    result = run("extract", "memory://bucket", "--out", tmp_path / "out")
    assert result.stderr == "contrats: memory://bucket: reading URLs needs fsspec. Install contrats[urls].\n"
