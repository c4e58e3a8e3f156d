"""Which files are read, and what their records are called."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.batching.inputs import Found, find_inputs
from extract.batching.plan import Job, name_key, plan_jobs, single


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def jobs_of(found: list[Found], out: Path) -> list[Job]:
    return plan_jobs([single(file) for file in found], out)


def planned(inputs: list[Path], out: Path) -> list[str]:
    found, problems = find_inputs(inputs, out)
    assert problems == []
    return [job.target.relative_to(out).as_posix() for job in jobs_of(found, out)]


def test_a_folder_is_read_whole_and_its_tree_mirrored(tmp_path: Path) -> None:
    touch(tmp_path, "in/b.PDF", "in/A.txt", "in/nord/c.pdf", "in/nord/est/d.Txt", "in/notes.docx", "in/e.json")
    names = planned([tmp_path / "in"], tmp_path / "out")
    assert names == ["A.json", "b.json", "nord/c.json", "nord/est/d.json"]


def test_hidden_files_and_the_output_folder_are_left_out(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", ".b.pdf", ".git/c.pdf", "._a.pdf", "out/d.pdf", "out/e/f.txt", "other/out/g.pdf")
    assert planned([tmp_path], tmp_path / "out") == ["a.json", "other/out/g.json"]


def test_a_named_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    touch(tmp_path, ".hidden.pdf", "contract", "scan.bin")
    names = planned([tmp_path / name for name in (".hidden.pdf", "contract", "scan.bin")], tmp_path / "out")
    assert names == [".hidden.json", "contract.json", "scan.json"]


def test_a_name_shared_by_two_kinds_of_file_gets_the_extension(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "a.txt", "b.pdf")
    assert planned([tmp_path], tmp_path / "out") == ["a.pdf.json", "a.txt.json", "b.json"]


def test_names_that_only_case_or_accents_form_parts_are_shared(tmp_path: Path) -> None:
    touch(tmp_path, "1/Lille.pdf", "2/lille.txt", "1/Créteil.pdf", "2/Cre\u0301teil.txt")
    names = planned([tmp_path / "1", tmp_path / "2"], tmp_path / "out")
    assert names == ["Créteil.pdf.json", "Lille.pdf.json", "Cre\u0301teil.txt.json", "lille.txt.json"]


def test_the_same_name_in_two_folders_gets_the_folder_in_front(tmp_path: Path) -> None:
    touch(tmp_path, "2015/a.pdf", "2024/a.pdf", "2024/b.pdf")
    expected = ["2015/a.pdf.json", "2024/a.pdf.json", "b.json"]
    assert planned([tmp_path / "2015", tmp_path / "2024"], tmp_path / "out") == expected
    files = [tmp_path / "2015" / "a.pdf", tmp_path / "2024" / "a.pdf"]
    assert planned(files, tmp_path / "out") == expected[:2]


def test_where_the_folders_share_their_name_too_the_full_path_parts_them(tmp_path: Path) -> None:
    touch(tmp_path, "x/2015/a.pdf", "y/2015/a.pdf")
    names = planned([tmp_path / "x/2015", tmp_path / "y/2015"], tmp_path / "out")
    assert len(set(names)) == 2
    assert all(name.startswith("a.pdf.") and name.endswith(".json") and len(name) == 19 for name in names)


def test_only_the_file_that_still_has_a_better_name_to_try_moves(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "a.txt", "a.pdf.txt")
    assert planned([tmp_path], tmp_path / "out") == ["a.pdf.json", "a.pdf.txt.json", "a.txt.json"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "in/a.pdf")
    assert planned([tmp_path / "in", tmp_path / "in/a.pdf", tmp_path / "in/../in/a.pdf"], tmp_path / "o") == ["a.json"]


def test_names_do_not_hang_on_the_order_of_the_inputs(tmp_path: Path) -> None:
    touch(tmp_path, "1/a.pdf", "1/a.txt", "2/a.pdf", "2/A.txt", "3/1/a.pdf", "3/a.pdf.txt")
    plans = set()
    for order in itertools.permutations(tmp_path / name for name in "123"):
        found, _ = find_inputs(order, tmp_path / "out")
        plans.add(frozenset((job.sources, job.target) for job in jobs_of(found, tmp_path / "out")))
    assert len(plans) == 1


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["/x/1", "/y/1", "/x/2", "/"]),
            st.sampled_from(["", "1", "2", "a.pdf"]),
            st.sampled_from(["a", "A", "a.pdf", "a.pdf.txt", "é", "e\u0301", "1"]),
            st.sampled_from([".pdf", ".PDF", ".txt", ""]),
        ),
        max_size=12,
    )
)
def test_no_record_is_ever_written_over_another(parts: list[tuple[str, str, str, str]]) -> None:
    found = []
    for folder, parent, stem, suffix in parts:
        inside = Path(parent) / f"{stem}{suffix}"
        found.append(Found(str(Path(folder) / inside), folder, inside))
    jobs = jobs_of(found, Path("out"))
    assert {job.sources for job in jobs} == {(file.source,) for file in found}
    targets = [name_key(job.target) for job in jobs]
    # Two files that only case or accents' form parts keep parting digits, made from their paths.
    assert len(set(targets)) == len(targets)


def test_each_input_that_gives_nothing_has_its_line(tmp_path: Path) -> None:
    touch(tmp_path, "empty/notes.docx", "a.pdf")
    gone, empty, file_as_folder = tmp_path / "gone.pdf", tmp_path / "empty", tmp_path / "a.pdf" / "b.pdf"
    found, problems = find_inputs([gone, empty, file_as_folder, tmp_path / "a.pdf"], tmp_path / "out")
    assert [file.source for file in found] == [str(tmp_path / "a.pdf")]
    assert problems == [
        f"{gone}: no such file or folder. Check the path.",
        f"{empty}: no PDF or text file in this folder. Give one with contracts.",
        f"{file_as_folder}: no such file or folder. Check the path.",
    ]


def test_an_unreadable_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: os.PathLike[str]) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    found, problems = find_inputs([tmp_path], tmp_path / "out")
    assert found == []
    assert problems == [f"{tmp_path}: cannot be opened (Permission denied). Check its rights."]
