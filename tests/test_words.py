"""The rules by which characters become words, one case each."""

from __future__ import annotations

import pytest
from PIL import Image

from extract.overprint import Char
from extract.pages import Fill, Word
from extract.seeing import shown_words
from extract.words import is_bold, plain_font, to_words

SIZE = 10.0
WIDTH = 5.0  # half an em a glyph: enough for rules that look at gaps only


def row(
    text: str,
    x: float = 0.0,
    bottom: float = 100.0,
    size: float = SIZE,
    font: str = "Carlito",
    step: float = 0.0,
    width: float | None = None,
    turn: int = 0,
    colour: tuple[int, int, int] = (0, 0, 0),
) -> list[Char]:
    """Characters set one after the other, `step` points apart."""
    wide = size / 2 if width is None else width
    chars = []
    for character in text:
        chars.append(Char(character, x, bottom - size, x + wide, bottom, size, font, is_bold(font), colour, turn))
        x += wide + step
    return chars


def texts(*rows: list[Char]) -> list[str]:
    """Words of characters; "~" before a word that no space parts from the one before."""
    return ["~" * word.glued + word.text for word in to_words([char for chars in rows for char in chars])]


def test_words_part_at_spaces_and_carry_their_look() -> None:
    words = to_words(row("Ville de", font="Carlito-Bold", colour=(1, 2, 3)))
    assert words[0] == Word("Ville", 0.0, 90.0, 25.0, 100.0, 10.0, "Carlito-Bold", True, (1, 2, 3))
    assert words[1][:5] == ("de", 30.0, 90.0, 40.0, 100.0)


def test_words_part_at_gaps_and_hold_over_kerning() -> None:
    assert texts(row("Ville"), row("de", x=27.0)) == ["Ville", "de"]
    assert texts(row("Vi"), row("lle", x=10.0 - 1.0)) == ["Ville"]
    assert texts(row("Vi"), row("lle", x=10.0 + 1.0)) == ["Ville"]


def test_a_space_without_width_parts_nothing() -> None:
    assert texts(row("Vi"), row(" ", x=10.0, width=0.0), row("lle", x=10.0)) == ["Ville"]


def test_a_change_of_style_parts_nothing() -> None:
    assert texts(row("Vi", font="Carlito-Bold"), row("lle", x=10.0)) == ["Ville"]


def test_a_new_line_parts_words() -> None:
    assert texts(row("Ville"), row("de", bottom=112.0)) == ["Ville", "de"]


@pytest.mark.parametrize("bullet", ["•", "-", "–", "▪", "➢", "*", "\uf0b7", "\uf0a7", "\uf076"])
def test_bullets_are_words_of_their_own(bullet: str) -> None:
    shown = "•" if bullet >= "\ue000" else bullet
    assert texts(row(f"{bullet}Ville de")) == [shown, "~Ville", "de"]


@pytest.mark.parametrize("marker", ["1.", "1)", "12.", "a)"])
def test_list_numbers_are_words_of_their_own(marker: str) -> None:
    words = to_words(row(f"{marker}Ville"))
    assert [word.text for word in words] == [marker, "Ville"]
    assert words[1].glued and words[1].x0 == words[0].x1 == WIDTH * len(marker)


@pytest.mark.parametrize("text", ["1.2", "-5", "2015-2018", "a-t-il", "1.", "•", "--", "St-Pol", "n°1.Ville"])
def test_what_only_looks_like_a_marker_stays(text: str) -> None:
    assert texts(row(text)) == [text]


def test_a_bullet_before_a_number() -> None:
    assert texts(row("•1.Ville")) == ["•", "~1.", "~Ville"]


def test_a_colon_parts_a_label_from_its_value() -> None:
    assert texts(row("Pilote:Ville")) == ["Pilote:", "~Ville"]
    assert texts(row("Pilote :Ville")) == ["Pilote", ":", "~Ville"]
    assert texts(row("Priorité:1")) == ["Priorité:", "~1"]


@pytest.mark.parametrize("text", ["http://ville.fr/a:b", "14:30", "1:3", "mailto:a@ville.fr", "Pilote:"])
def test_a_colon_of_an_address_or_a_time_parts_nothing(text: str) -> None:
    assert texts(row(text)) == [text]


def test_pictures_of_symbol_fonts() -> None:
    assert texts(row("\uf0e0 \uf0fc \uf0fb \uf0a8 \uf0fe")) == ["→", "✓", "✗", "☐", "☑"]
    assert texts(row("§", font="Wingdings"), row("Ville", x=10.0)) == ["•", "Ville"]
    assert texts(row("§ 2", font="Carlito")) == ["§", "2"]


def test_control_and_private_characters_go() -> None:
    assert texts(row("Vil\x03le\ue123 \u200bde\x00")) == ["Ville", "de"]


def test_letters_are_composed_and_ligatures_undone() -> None:
    assert texts(row("e\u0301cole")) == ["école"]
    assert texts(row("o\ufb03ce \ufb01l")) == ["office", "fil"]
    accent = row("\u0301", x=1.0, width=0.0)
    assert texts(row("e"), accent, row("cole", x=5.0)) == ["école"]


def test_a_ligature_before_a_colon() -> None:
    words = to_words(row("Ef\ufb01:Ville"))
    assert [(word.text, word.x0) for word in words] == [("Effi:", 0.0), ("Ville", 20.0)]


@pytest.mark.parametrize("hyphen", ["\u00ad", "\x02"])
def test_soft_hyphens(hyphen: str) -> None:
    assert texts(row(f"infrac{hyphen}"), row("tions", bottom=112.0)) == ["infrac-", "tions"]
    unseen = row(hyphen, x=10.0, width=0.0)
    assert texts(row("Vi"), unseen, row("lle", x=10.0)) == ["Ville"]
    # one that is drawn inside a word is a hyphen to the reader (a font's hyphen mapped to U+00AD)
    assert texts(row(f"Pas{hyphen}de{hyphen}Calais")) == ["Pas-de-Calais"]


def test_odd_spaces_are_spaces() -> None:
    assert texts(row("1\u00a0000\u202f€\tde")) == ["1", "000", "€", "de"]


def test_an_unknown_glyph_in_a_bullets_place_is_a_bullet() -> None:
    assert texts(row("\0"), row("Ville", x=12.0)) == ["•", "Ville"]
    assert texts(row("\0", font="Symbol"), row("ville", x=5.0)) == ["•", "~ville"]
    assert texts(row("de"), row("\0", bottom=112.0), row("Ville", x=12.0, bottom=112.0)) == [
        "de",
        "•",
        "Ville",
    ]


def test_an_unknown_glyph_elsewhere_goes() -> None:
    assert texts(row("Pro\0et")) == ["Proet"]
    assert texts(row("\0ducation")) == ["ducation"]
    assert texts(row("de \0 Ville")) == ["de", "Ville"]
    assert texts(row("\0\0\0")) == []


def test_glyphs_drawn_twice_count_once() -> None:
    pairs = [char for one, two in zip(row("CONTRAT"), row("CONTRAT", x=0.4), strict=True) for char in (one, two)]
    words = to_words(pairs)
    assert [word.text for word in words] == ["CONTRAT"]
    assert words[0].bold


def test_a_line_drawn_twice_counts_once() -> None:
    line, shadow = row("Contrat de ville"), row("Contrat de ville", x=0.5, bottom=100.5, colour=(9, 9, 9))
    words = to_words([*shadow, *line])
    assert [word.text for word in words] == ["Contrat", "de", "ville"]
    assert words[0].colour == (0, 0, 0)


def test_double_letters_stay() -> None:
    assert texts(row("belle", width=2.3), row("ville", bottom=112.0, width=2.3)) == ["belle", "ville"]


@pytest.mark.parametrize("text", ["P ô l e  C o h é s i o n", "F I C H E  A C T I O N  1 2"])
def test_letter_spaced_titles_become_words(text: str) -> None:
    assert texts(row(text, width=3.0)) == [word.replace(" ", "") for word in text.split("  ")]


def test_letter_spacing_without_spaces() -> None:
    assert texts(row("Pôle", step=3.0), row("Cohésion", x=42.0, step=3.0)) == ["Pôle", "Cohésion"]


@pytest.mark.parametrize("text", ["X X X X X", "1 2 3 4 5", "A B C D E", "a b", "L' à y a"])
def test_single_letters_that_are_no_title_stay(text: str) -> None:
    assert texts(row(text)) == text.split()


@pytest.mark.parametrize(
    ("word", "mark", "gap"),
    [("1", "er", 0.0), ("1", "er", 2.5), ("5", "ème", 0.0), ("XX", "e", 1.0), ("n", "o", 0.0)],
)
def test_superscripts_join_their_word(word: str, mark: str, gap: float) -> None:
    chars = row(word), row(mark, x=len(word) * WIDTH + gap, bottom=96.0, size=6.0)
    assert texts(*chars, row("plan", x=40.0)) == [word + mark, "plan"]


def test_what_follows_a_superscript_joins_too() -> None:
    assert texts(row("1"), row("er", x=5.0, bottom=96.0, size=6.0), row(", puis", x=11.0)) == ["1er,", "puis"]


def test_square_metres_join_and_notes_do_not() -> None:
    assert texts(row("m"), row("2", x=5.0, bottom=96.0, size=6.0)) == ["m2"]
    assert texts(row("habitants"), row("2", x=45.0, bottom=96.0, size=6.0)) == ["habitants", "~2"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_text(turn: int) -> None:
    upright = to_words(row("Ville de"))
    turned = []
    for char in row("Ville de", turn=turn):
        x0, top, x1, bottom = char.x0, char.top, char.x1, char.bottom
        box = {90: (top, -x1, bottom, -x0), 180: (-x1, -bottom, -x0, -top), 270: (-bottom, x0, -top, x1)}[turn]
        turned.append(char._replace(x0=box[0], top=box[1], x1=box[2], bottom=box[3]))
    words = to_words(turned)
    assert [word.text for word in words] == [word.text for word in upright] == ["Ville", "de"]
    assert not any(word.upright for word in words)
    assert all(word.x0 < word.x1 and word.top < word.bottom for word in words)
    first = words[0]
    assert sorted([first.x1 - first.x0, first.bottom - first.top]) == [10.0, 25.0]


def blank() -> Image.Image:
    return Image.new("RGB", (300, 300), (255, 255, 255))


def test_white_text_is_seen_on_dark_only() -> None:
    white = to_words(row("Ville", x=50.0, colour=(255, 255, 255)))
    dark, pale = Fill(0, 0, 200, 200, (0, 0, 90)), Fill(40, 80, 200, 200, (255, 255, 255))
    assert shown_words(white, [], 300, 300, blank) == []
    assert shown_words(white, [dark], 300, 300, blank) == white
    assert shown_words(white, [dark, pale], 300, 300, blank) == []


def test_white_text_on_a_picture_is_seen() -> None:
    white = to_words(row("Ville", x=50.0, colour=(255, 255, 255)))
    assert shown_words(white, [], 300, 300, lambda: Image.new("RGB", (300, 300), (0, 90, 0))) == white


def test_the_page_is_drawn_for_white_words_only() -> None:
    words = to_words(row("Ville", x=50.0))
    assert shown_words(words, [], 300, 300, lambda: pytest.fail("drawn")) == words


def test_text_off_the_page_is_not_seen() -> None:
    words = to_words(row("Ville", x=400.0))
    assert shown_words(words, [], 300, 300, blank) == []


def test_font_names() -> None:
    assert plain_font("ABCDEF+Carlito-Bold") == "Carlito-Bold"
    assert is_bold("Carlito-Bold") and is_bold("Arial-Black") and not is_bold("Carlito")
