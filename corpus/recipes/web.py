"""What the browser recipes share: text made safe, the page's frame, cover, contents and prose."""

from collections.abc import Iterable
from html import escape

from corpus.recipes.content import Block, PlanContract
from patterns import regexes as re

#: The style that every browser recipe starts from; `@FOOTER@` is the running footer.
BASE = """
@page { size: A4; margin: 20mm 18mm 22mm 18mm;
        @bottom-left { content: "@FOOTER@"; font-size: 7.5pt; color: #666; }
        @bottom-right { content: counter(page) " / " counter(pages); font-size: 7.5pt; color: #666; } }
@page cover { @bottom-left { content: ""; } @bottom-right { content: ""; } }
body { margin: 0; font-size: 10pt; line-height: 1.32; }
.cover { page: cover; height: 170mm; padding-top: 60mm; text-align: center; }
.cover h1 { font-size: 27pt; margin: 0 0 6mm 0; } .cover p.center { font-size: 16pt; text-align: center; }
.new { break-before: page; } .prose p { text-align: justify; }
.toc div { display: flex; } .toc i { flex: 1; border-bottom: 1px dotted #555; margin: 0 3px 3px 3px; }
sup { font-size: 65%; }
"""


def safe(text: str, breaks: Iterable[str] = ()) -> str:
    """Text as HTML: escaped, "1er" with its superscript, and soft hyphens in the words of `breaks`."""
    html = re.sub(r"\b1er\b", "1<sup>er</sup>", escape(text, quote=False))
    for word in breaks:
        html = html.replace(word.replace("|", ""), word.replace("|", "&shy;"))
    return html


def listed(values: Iterable[str], tag: str = "ul", breaks: Iterable[str] = ()) -> str:
    """Give a bulleted or numbered list."""
    words = tuple(breaks)
    return f"<{tag}>{''.join(f'<li>{safe(v, words)}</li>' for v in values)}</{tag}>"


def page(contract: PlanContract, style: str, body: str) -> str:
    """Give a whole HTML page."""
    css = BASE.replace("@FOOTER@", contract.frame.footer) + style
    title = safe(f"{contract.frame.title} – {contract.frame.subtitle}")
    head = f'<meta charset="utf-8"><title>{title}</title><style>{css}</style>'
    return f'<!DOCTYPE html><html lang="fr"><head>{head}</head><body>{body}</body></html>'


def cover(contract: PlanContract) -> str:
    """Give the cover."""
    lines = f"<h1>{safe(contract.frame.title)}</h1><p class='center'>{safe(contract.frame.subtitle)}</p>"
    date = safe(contract.frame.cover_lines[0])
    return f'<div class="cover">{lines}<p class="center"><small>{date}</small></p></div>'


def contents_page(lines: Iterable[str], first: int = 3) -> str:
    """Give a table of contents with dotted leaders."""
    rows = (f"<div><span>{safe(line)}</span><i></i><b>{n}</b></div>" for n, line in enumerate(lines, first))
    return f'<div class="toc new"><h2>Table des matières</h2>{"".join(rows)}</div>'


def prose(blocks: list[Block]) -> str:
    """Headings and paragraphs, from a new page on."""
    parts = (f"<h2>{safe(block.h1)}</h2>" if block.h1 else f"<p>{safe(block.p)}</p>" for block in blocks)
    return f'<div class="prose new">{"".join(parts)}</div>'


def sentence(names: tuple[str, ...]) -> str:
    """Names in a sentence: commas, and "et" before the last."""
    return " et ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
