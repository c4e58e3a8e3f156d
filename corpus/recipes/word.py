"""What the word-processor recipes share: a document with its styles, footer, cover and prose."""

from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from corpus.recipes.content import Block, PlanContract


def new_document(contract: PlanContract, font: str, size: float) -> Doc:
    """Give an empty A4 document in `font`, with the contract's footer and page numbers."""
    doc = Document()
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(size)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    normal.paragraph_format.space_after = Pt(4)
    for level in (1, 2, 3):
        heading = doc.styles[f"Heading {level}"]
        heading.font.name, heading.font.color.rgb = font, RGBColor(0x1F, 0x3A, 0x5F)
        heading.element.rPr.rFonts.set(qn("w:asciiTheme"), "")
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(f"w:{name}"), None)
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    _footer(section.footer.paragraphs[0], contract.frame.footer)
    doc.core_properties.title = f"{contract.frame.title} – {contract.frame.subtitle}"
    return doc


def _footer(paragraph: Paragraph, text: str) -> None:
    """Write the running footer: the contract's name and the page's number."""
    paragraph.add_run(f"{text} – page ").font.size = Pt(8)
    run = paragraph.add_run()
    run.font.size = Pt(8)
    add_field(run, "PAGE")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def add_field(run: Run, code: str) -> None:
    """Put a field such as PAGE into a run."""
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour, as six hexadecimal digits."""
    fill = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        fill.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(fill)


def new_row(table: Table) -> _Row:
    """Add a row to a table."""
    row: _Row = table.add_row()
    return row


def repeat_header(row: _Row) -> None:
    """Have a row stand again at the head of each page that its table runs over."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def keep_whole(row: _Row) -> None:
    """Keep a row from being cut by a page end."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_widths(table: Table, widths: list[float]) -> None:
    """Give the columns their widths, in centimetres."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def write(paragraph: Paragraph, text: str, *, bold: bool = False, size: float = 0, colour: str = "") -> Run:
    """Add a run of text to a paragraph."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    return run


def fill_cell(cell: _Cell, lines: list[str], style: str = "Normal", size: float = 0) -> None:
    """Write one paragraph a line into a cell, in a paragraph style."""
    for index, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = style
        write(paragraph, line, size=size)


def page_break(doc: Doc) -> None:
    """Go on with a new page."""
    doc.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def cover(doc: Doc, contract: PlanContract) -> None:
    """Write the cover: title, city and date, then a new page."""
    for _ in range(7):
        doc.add_paragraph()
    for text, size in (
        (contract.frame.title, 30),
        (contract.frame.subtitle, 20),
        (contract.frame.cover_lines[0], 12),
    ):
        paragraph = doc.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        write(paragraph, text, bold=size > 12, size=size, colour="1F3A5F")
    page_break(doc)


def contents_page(doc: Doc, lines: list[str]) -> None:
    """Write a table of contents with dotted leaders, then a new page."""
    doc.add_heading("Sommaire", level=1)
    for number, line in enumerate(lines, 3):
        paragraph = doc.add_paragraph(f"{line} {'.' * max(4, 88 - len(line))} {number}")
        paragraph.paragraph_format.space_after = Pt(2)
    page_break(doc)


def prose(doc: Doc, blocks: list[Block]) -> None:
    """Headings and paragraphs, one after the other."""
    for block in blocks:
        if block.h1:
            doc.add_heading(block.h1, level=1)
        else:
            doc.add_paragraph(block.p).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def saved(doc: Doc) -> bytes:
    """Give the word-processor file."""
    buffer = BytesIO()
    doc.save(buffer)
    return buffer.getvalue()
