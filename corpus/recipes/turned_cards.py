"""Family 1, cards, varied: a browser, the sidebar left, bands above values and labels turned by 90°."""

from corpus.recipes import web
from corpus.recipes.content import Action, PlanContract, headings
from corpus.recipes.produce import browser_pdf

YEARS = range(2015, 2021)
COLOURS = {"study": "#f4a742", "implementation": "#8e63b5"}
STARS = {1: "★★★", 2: "★★☆", 3: "★☆☆"}

STYLE = """
@page { margin: 12mm 12mm 16mm 12mm; }
body { font-family: "Liberation Sans", "DejaVu Sans"; font-size: 9.5pt; }
.prose, .toc { padding: 8mm 14mm; }
.part { break-before: page; height: 120mm; padding: 90mm 20mm 0 20mm; font-size: 26pt; color: #23645b; }
.card { break-before: page; display: flex; height: 262mm; position: relative; }
.side { width: 54mm; background: #e4f1ee; padding: 4mm; box-sizing: border-box; }
.main { flex: 1; padding: 2mm 0 0 6mm; }
.pillar { letter-spacing: 0.42em; color: #23645b; font-size: 10pt; margin-bottom: 5mm; }
.ball { position: absolute; right: 0; top: 10mm; background: #23645b; color: white; font-weight: bold;
        padding: 2mm 4mm; border-radius: 6mm; }
h2.title { font-size: 15pt; margin: 0 30mm 4mm 0; color: #222; }
.band { background: #23645b; color: white; font-weight: bold; padding: 1.2mm 2.5mm; margin: 4mm 0 1.5mm 0; }
.side .band { background: #58a091; } .side ol, .side ul { margin: 0; padding-left: 5mm; }
.stars { text-align: right; margin-bottom: 3mm; } p { margin: 0 0 1.5mm 0; }
.box { display: flex; border: 1px solid #58a091; margin-top: 4mm; min-height: 46mm; }
.turned { writing-mode: vertical-rl; text-orientation: sideways; transform: rotate(180deg);
          background: #cfe6e1; color: #23645b; font-weight: bold; text-align: center; padding: 1.5mm;
          text-transform: uppercase; font-size: 8.5pt; }
.box ul { margin: 2mm; padding-left: 5mm; } .box p { margin: 3mm; } li { margin-bottom: 0.8mm; }
table.years { border-collapse: collapse; } .years td { border: 1px solid #666; text-align: center;
          width: 8.6mm; height: 5mm; font-size: 8pt; padding: 0; }
.ghost { color: white; font-size: 5pt; } .swatch { padding: 0 4mm; margin-right: 2mm; }
"""


def _band(label: str, html: str) -> str:
    """Give a label in a coloured band, and its value below."""
    return f'<div class="band">{label}</div>{html}'


def _turned(label: str, values: tuple[str, ...]) -> str:
    """Give a box whose label stands beside it, turned by 90 degrees; one value alone has no bullet."""
    html = web.listed(values) if len(values) > 1 else f"<p>{web.safe(values[0])}</p>"
    return f'<div class="box"><div class="turned">{label}</div><div>{html}</div></div>'


def _halves(action: Action) -> list[tuple[int, str]]:
    """Give the half-years that are coloured, each with its colour."""
    halves = []
    for year in action.calendar:
        colour = COLOURS[year.phase or "study"]
        halves += [(year.year * 2, colour), (year.year * 2 + 1, colour)]
    if "start" in action.printed:
        halves = halves[1:]
    return halves[:-1] if "end" in action.printed else halves


def _calendar(action: Action) -> str:
    """Give the grid of years over half-years; white all over where nothing is planned."""
    colours = dict(_halves(action))
    heads = "".join(f'<td colspan="2"><b>{year}</b></td>' for year in YEARS)
    cells = ""
    for half in range(YEARS[0] * 2, YEARS[-1] * 2 + 2):
        fill = f' style="background: {colours[half]}"' if half in colours else ""
        cells += f"<td{fill}>S{half % 2 + 1}</td>"
    return f'<table class="years"><tr>{heads}</tr><tr>{cells}</tr></table>'


def _sidebar(action: Action) -> str:
    """Who does it, for whom, where, and how it is measured."""
    return "".join((
        _band("Chef de file", f"<p>{web.safe(action.leads[0])}</p>"),
        _band("Partenaires techniques", web.listed(action.partners, "ol")),
        _band("Public bénéficiaire", f"<p>{web.safe(action.target_public)}</p>"),
        _band("Quartiers concernés", f"<p>{web.safe(action.places)}</p>"),
        _band("Indicateurs de résultat", web.listed(action.indicators)),
    ))  # fmt: skip


def _card(action: Action, rank: int) -> str:
    """One card; its internal reference is printed white on white."""
    issues = "".join(f"<p>{web.safe(text)}</p>" for text in action.strategic_orientations)
    main = "".join((
        f'<div class="pillar">Pilier : {web.safe(action.theme)}</div>',
        f'<div class="ball">Action n° {action.number}</div>',
        f'<h2 class="title">{web.safe(action.title)}</h2>',
        f'<div class="ghost">Contenu validé - fiche interne MTR-{rank:03d} - Pilote : DGA Solidarités</div>',
        f'<div class="stars"><b>Niveau de priorité</b> {STARS[action.priority or 3]}</div>',
        _band("Enjeu", issues),
        _turned("Objectifs opérationnels", action.operational_objectives),
        _turned("Description de l’action", action.contents),
        _band("Calendrier", _calendar(action)),
    ))  # fmt: skip
    return f'<div class="card"><div class="side">{_sidebar(action)}</div><div class="main">{main}</div></div>'


def _legend() -> str:
    """Give the colours of the calendar, as swatches beside words."""
    named = (("study", "étude et faisabilité"), ("implementation", "mise en œuvre"))
    rows = (f'<p><span class="swatch" style="background: {COLOURS[p]}"></span> {w}</p>' for p, w in named)
    return f'<div class="prose"><p><b>Légende du calendrier</b></p>{"".join(rows)}</div>'


def _cards(contract: PlanContract) -> str:
    """Give the cards, with a cover sheet before each pillar."""
    parts, theme = [], ""
    for rank, action in enumerate(contract.actions, 1):
        if action.theme != theme:
            theme = action.theme
            number = contract.themes().index(theme) + 1
            parts.append(f'<div class="part"><p>Pilier {number}</p><b>{web.safe(theme)}</b></div>')
        parts.append(_card(action, rank))
    return "".join(parts)


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    lines = headings(contract.frame.front) + contract.themes() + headings(contract.frame.back)
    body = web.cover(contract) + web.contents_page(lines) + web.prose(contract.frame.front) + _legend()
    body += _cards(contract) + web.prose(contract.frame.back)
    return browser_pdf(web.page(contract, STYLE, body))
