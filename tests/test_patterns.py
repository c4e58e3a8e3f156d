"""The pattern files: their form, a user's own on top of them, and that no run sees another's."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract.cli import app
from extract.reading import read_contract
from models.record import Action
from output.writing import record_json
from patterns import PatternError, Patterns, use
from patterns.checking import check_file, line_of
from patterns.folding import QUESTIONS
from patterns.labels import LabelEntry, label_book, label_run
from patterns.loading import FILES, read_table
from patterns.vocabulary import (
    colour_names,
    heads_organisation,
    is_chapter,
    is_colour,
    is_service,
    level_of,
    names_contract,
    phase_of,
)

SHIPPED = Path(__file__).parent.parent / "patterns"
SAMPLE = SHIPPED.parent / "corpus" / "samples" / "valmont.pdf"
ENTRIES = sorted(label_book().phrases.values())
NOT_IN_RECORD = {"axis", "programme_priority", "other"}
"""Fields of labels that are no key of an action: they feed others, or end a value."""

Writer = Callable[..., Path]


@pytest.fixture
def mine(tmp_path: Path) -> Writer:
    """Writes a user's pattern file and gives its folder."""

    def write(text: str, name: str = "labels.toml", folder: str = "mine") -> Path:
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(text, encoding="utf-8", newline="")
        return tmp_path / folder

    return write


def fault(folder: Path) -> str:
    """The line that says what is wrong, without the folder."""
    with pytest.raises(PatternError) as caught:
        Patterns.load(folder)
    message = str(caught.value)
    assert "\n" not in message
    return message.removeprefix(f"{folder}/").removeprefix(f"{folder}")


def field_of(text: str, *, column: bool = False) -> str | None:
    match = label_book().match(text, column=column)
    return match.field if match else None


# What is shipped


@pytest.mark.parametrize("name", FILES)
def test_each_shipped_file_is_of_its_form(name: str) -> None:
    assert check_file(SHIPPED / name, None) == dict(read_table(name))


def test_every_file_of_the_folder_is_known() -> None:
    assert {path.name for path in SHIPPED.glob("*.toml")} == set(FILES)


@pytest.mark.parametrize("name", sorted({*FILES} - {"institutions.toml"}))
def test_every_entry_says_what_it_is_for(name: str) -> None:
    table = read_table(name)
    entries = table["label"] if name == "labels.toml" else table.values()
    notes = [entry["note"] for entry in entries]
    assert all(len(note) > 3 and note.endswith(".") for note in notes)


def test_every_label_has_a_field_that_there_is() -> None:
    fields = {entry["field"] for entry in read_table("labels.toml")["label"]}
    assert fields - NOT_IN_RECORD <= set(Action.model_fields)


def test_no_shipped_phrase_stands_twice() -> None:
    given_phrases = [phrase for entry in read_table("labels.toml")["label"] for phrase in entry["phrases"]]
    assert len(given_phrases) == len(label_book().phrases)


LINKS = [" ", " de ", " et ", " de la "]


@given(st.sampled_from(ENTRIES), st.data())
def test_a_phrase_is_matched_however_it_is_written(entry: LabelEntry, data: st.DataObject) -> None:
    spelt = ""
    for word in entry.phrase.split():
        elided = word[0] in "aeio" and spelt
        link = data.draw(st.sampled_from([" de l’", " d’", " d'", " L’"])) if elided else " "
        links = [" "] if word in QUESTIONS else LINKS
        link = link if elided and data.draw(st.booleans()) else data.draw(st.sampled_from(links)) if spelt else ""
        long = len(word.split("'")[-1]) > 3  # "qu'on" has no plural
        plural = data.draw(st.sampled_from(["", "s"])) if long and word[-1] not in "sx" else ""
        spelt += link + word + plural
    style = data.draw(st.sampled_from([str.upper, str.capitalize, str.title, str]))
    match = label_book().match(style(spelt))
    assert match is not None
    assert (match.field, match.exact) == (entry.field, True)


def test_questions_are_told_apart_by_the_small_word_before_them() -> None:
    asked = ["Pour qui ?", "Avec qui ?", "Par qui ?", "Pourquoi ?", "Quand ?", "Comment ?", "Combien ?"]
    fields = ["target_public", "partners", "leads", "context", "calendar", "contents", "budget"]
    assert [match.field for text in asked if (match := label_book().match(text))] == fields


# A file with a fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('modifiers = ["a1"]\nx = = 2\n', "line 2: no TOML: invalid value"),
        ('[[label]]\nfield = "title"\nphrases = ["a1"', "line 3: no TOML: unclosed array"),
        ('[[label]]\nfield = "title"\nphrase = ["Nom"]\n', "line 3: unknown key `phrase`"),
        ('# mine\n\n[[labels]]\nfield = "title"\n', "line 3: unknown key `labels`"),
        ('[[label]]\nphrases = ["Nom"]\n', "line 1: `field` is missing"),
        ('[[label]]\nfield = "title"\nphrases = "Nom"\n', "line 3: `phrases`: input should be a valid list"),
        (
            '[[label]]\nfield = "title"\nphrases = ["Nom",\n  3]\n',
            "`phrases`: input should be a valid string",
        ),
        (
            '[[label]]\nfield = "title"\nphrases = [\n  "Nom",\n  "de la",\n]\n',
            "line 5: `phrases`: a phrase has 1",
        ),
        ('[[label]]\nfield = "titel"\n', "line 2: unknown field `titel`. Known are axis, "),
        (
            'label = [\n{field = "leads", phrases = ["Cap"]},\n{field = "title", phrases = ["Caps"]},\n]\n',
            "line 3: “Caps” is a phrase of `leads` already",
        ),
        ('[[label]]\nfield = "title"\nremove = ["Pilote"]\n', "line 3: “Pilote” is no phrase of `title`"),
    ],
)
def test_a_fault_in_the_labels_is_said_with_its_line(mine: Writer, text: str, said: str) -> None:
    message = fault(mine(text))
    assert message.startswith("labels.toml, line ")
    assert said in message
    assert fault(mine(text.replace("\n", "\r\n"))) == message


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("phases.toml", '[studies]\nwords = ["x"]\n', "line 1: unknown key `studies`"),
        (
            "phases.toml",
            '[study]\nwords = ["x"]\n[implementation]\nwords = ["X"]\n',
            "line 4: “X” is a word of `study`",
        ),
        ("phases.toml", '[study]\nremove = ["travaux"]\n', "line 2: “travaux” is no word of `study`"),
        (
            "priorities.toml",
            '[1]\nwords = ["x"]\n[high]\nwords = ["y"]\n',
            "line 3: `high`: string should match",
        ),
        (
            "colours.toml",
            "[ocre]\nhue = [20, 400]\n",
            "line 2: `hue`: input should be less than or equal to 360",
        ),
        ("colours.toml", "[ocre]\nhue = [20]\n", "line 2: `hue`: list should have at least 2 items"),
        ("colours.toml", '[ocre]\nnote = "no hue"\n', "line 1: `ocre`: a colour has one of"),
        ("colours.toml", "[beige]\nlightness = [0.9, 0.7]\n", "line 1: `beige`: a lightness goes from"),
        (
            "institutions.toml",
            '[[institution]]\nid = "asv-est"\nname = "Atelier Est"\ncategory = "health"\n',
            "line 2: `level` is missing for the new institution `asv-est`",
        ),
        (
            "institutions.toml",
            '[[institution]]\nid = "caf"\nacronyms = ["MSA"]\n',
            "line 3: “MSA” is a name of `msa` already",
        ),
        (
            "institutions.toml",
            '[[institution]]\nid = "cafe"\nremove = true\n',
            "line 2: there is no institution `cafe` to remove",
        ),
        ("organisations.toml", '[heads]\nwords = ["-"]\n', "line 2: `words`: a word has a letter or a digit"),
    ],
)
def test_a_fault_in_another_file_is_said_with_its_line(mine: Writer, name: str, text: str, said: str) -> None:
    message = fault(mine(text, name))
    assert message.startswith(f"{name}, line ")
    assert said in message


def test_a_folder_that_is_none_is_said(mine: Writer, tmp_path: Path) -> None:
    assert "no such folder" in fault(tmp_path / "gone")
    folder = mine("", "label.toml")
    assert fault(folder).startswith("label.toml: no pattern file has this name. Name it as one of labels.toml")
    assert "a file. Give the folder" in fault(folder / "label.toml")
    assert "no pattern file in this folder" in fault(mine("", "notes.txt", "empty"))


def test_a_file_that_is_no_utf_8_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_bytes("# mine\n[[label]]\nfield = 'théme'\n".encode("cp1252"))
    assert fault(tmp_path) == "labels.toml, line 3: no UTF-8. Save the file as UTF-8."


@given(st.text(max_size=80))
def test_no_text_makes_the_checks_fail_otherwise(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "labels.toml"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    try:
        check_file(path, Patterns())
    except PatternError as error:
        assert "labels.toml, line " in str(error)


def test_the_line_of_a_value_is_found_where_it_is_stated() -> None:
    text = 'a = """\n[b]\n"""\n\n[b]\nc = [\n  "x",\n  "y",\n]\n'
    assert line_of(text, ("b", "c", 1), "y") == 8
    assert line_of(text, ("b", "gone")) == 5
    assert line_of(text, ("gone",)) == 1


# A user's own


def test_phrases_are_added_moved_and_removed(mine: Writer) -> None:
    folder = mine(
        '[[label]]\nfield = "partners"\nphrases = ["Toute la cordée", "Enjeux"]\nremove = ["Intervenants"]\n'
        '[[label]]\nfield = "title"\ncolumn_phrases = ["Chantier"]\nremove = ["operation"]\n'
    )
    assert field_of("Intervenants") == "partners" and field_of("ENJEU") == "strategic_orientations"
    with use(folder):
        assert field_of("TOUTE LA CORDEE") == "partners"
        assert field_of("ENJEU") == "partners"
        assert field_of("Intervenants") is None
        assert field_of("Chantier") is None and field_of("Chantier", column=True) == "title"
        assert field_of("Opération", column=True) is None
        assert [match.field for match in label_run("Chantier Cordée Pilote")] == ["title", "leads"]
    assert field_of("Toute la cordée") is None
    assert field_of("Intervenants") == "partners"


def test_modifiers_are_added_and_removed(mine: Writer) -> None:
    assert field_of("Partenaires mobilisés ici") is None and field_of("Moyens locaux") is None
    folder = mine('modifiers = ["enrolé"]\nremove_modifiers = ["sollicite"]\n')
    assert field_of("Partenaires sollicités") == "partners"
    with use(folder):
        assert field_of("Partenaires enrôlés") == "partners"
        assert field_of("Partenaires sollicités") is None


def test_the_last_folder_is_the_strongest(mine: Writer) -> None:
    one = mine('[[label]]\nfield = "leads"\nphrases = ["Cordée"]\n', folder="one")
    two = mine('[[label]]\nfield = "partners"\nphrases = ["Cordée"]\n', folder="two")
    three = mine('[[label]]\nfield = "partners"\nremove = ["Cordées"]\n', folder="three")
    for folders, field in (([one, two], "partners"), ([two, one], "leads"), ([one, two, three], None)):
        with use(folders):
            assert field_of("Cordée") == field


def test_words_and_colours_are_added_and_removed(mine: Writer) -> None:
    mine('[study]\nwords = ["amorçage", "travaux"]\nremove = ["Diagnostics"]\n', "phases.toml")
    mine('[1]\nwords = ["brûlante"]\n[4]\nwords = ["lointaine"]\n', "priorities.toml")
    mine("[ocre]\nhue = [30, 50]\n[mauve]\nremove = true\n[bleu]\nhue = [200, 230]\n", "colours.toml")
    mine('[chapter]\nwords = ["prologue"]\n[contract]\nwords = ["pacte urbain"]\n', "headings.toml")
    folder = mine('[heads]\nwords = ["Sous-préfecture"]\n[services]\nremove = ["bureau"]\n', "organisations.toml")
    with use(folder):
        assert (phase_of("Amorçages"), phase_of("travaux"), phase_of("diagnostic")) == (
            "study",
            "study",
            None,
        )
        assert (level_of("brulante"), level_of("Lointaine"), level_of("haute")) == (1, 4, 1)
        assert [name for name, _ in colour_names("ocre, mauve, bleue")] == ["ocre", "bleu"]
        assert is_colour("ocre", (200, 140, 30)) and not is_colour("bleu", (0, 200, 200))
        assert is_chapter("Prologue") and names_contract("Le Pacte urbain de Valmont")
        assert heads_organisation("sous-préfecture") and not is_service("bureau")
    assert (phase_of("amorçage"), phase_of("travaux"), phase_of("diagnostic")) == (
        None,
        "implementation",
        "study",
    )
    assert level_of("lointaine") is None and is_service("bureau")
    assert [name for name, _ in colour_names("ocre, mauve")] == ["mauve"]


def test_patterns_are_put_back_after_a_failure_and_can_be_nested(mine: Writer) -> None:
    folder = mine('[[label]]\nfield = "leads"\nphrases = ["Cordée"]\n')
    with pytest.raises(RuntimeError), use(folder):
        raise RuntimeError
    assert field_of("Cordée") is None
    with use(folder), use(Patterns()):
        assert field_of("Cordée") is None
    with use(folder), use(None):
        assert field_of("Cordée") == "leads"


def test_patterns_reach_another_process(mine: Writer) -> None:
    sent = pickle.loads(pickle.dumps(Patterns.load(mine('[[label]]\nfield = "leads"\nphrases = ["Cordée"]\n'))))
    with use(sent):
        assert field_of("Cordée") == "leads"


# Reading with them

AWAY = '[[label]]\nfield = "partners"\nremove = ["partenaire"]\n'


def test_a_reading_does_not_depend_on_an_earlier_one(mine: Writer) -> None:
    plain = record_json(read_contract(SAMPLE))
    changed = record_json(read_contract(SAMPLE, patterns=mine(AWAY)))
    assert changed != plain
    assert record_json(read_contract(SAMPLE)) == plain
    assert record_json(read_contract(SAMPLE, patterns=mine(AWAY))) == changed


def partners(path: Path) -> int:
    actions = json.loads(path.read_text(encoding="utf-8"))["actions"]
    return sum(len(action["partners"]) for action in actions)


def test_workers_read_by_the_users_patterns(mine: Writer, tmp_path: Path) -> None:
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(SAMPLE.read_bytes())
    arguments = [
        "extract",
        str(SAMPLE),
        str(copy),
        "--patterns",
        str(mine(AWAY)),
        "--out",
        str(tmp_path / "out"),
    ]
    assert CliRunner().invoke(app, [*arguments, "--workers", "2"]).exit_code == 0
    assert partners(tmp_path / "out" / "copy.json") == partners(tmp_path / "out" / "valmont.json") == 0
    assert CliRunner().invoke(app, ["extract", str(SAMPLE), "--out", str(tmp_path / "plain")]).exit_code == 0
    assert partners(tmp_path / "plain" / "valmont.json") > 0


@pytest.mark.parametrize(
    "command",
    [["extract", str(SAMPLE)], ["demo"], ["inspect", str(SAMPLE), "--page", "8"], ["inspect", "--labels"]],
)
def test_a_fault_is_a_wrong_option_and_nothing_is_written(command: list[str], mine: Writer, tmp_path: Path) -> None:
    folder = mine('[[label]]\nfield = "titel"\n')
    out = ["--out", str(tmp_path / "out")] if "--labels" not in command else [str(SAMPLE)]
    result = CliRunner().invoke(app, [*command, *out, "--patterns", str(folder)])
    assert result.exit_code == 2
    assert "--patterns" in result.stderr and "labels.toml, line 2: unknown field `titel`" in result.stderr
    assert not (tmp_path / "out").exists()


def test_inspect_and_demo_go_by_the_users_patterns(mine: Writer, tmp_path: Path) -> None:
    folder = str(mine(AWAY))
    labels = CliRunner().invoke(app, ["inspect", str(SAMPLE), "--labels", "--patterns", folder])
    row = next(line for line in labels.output.splitlines() if "Partenaires mobilisés" in line)
    assert " yes" not in row
    demo = CliRunner().invoke(app, ["demo", "--out", str(tmp_path / "demo"), "--patterns", folder])
    assert demo.exit_code == 0, demo.output
    assert partners(tmp_path / "demo" / "valmont.json") == 0
