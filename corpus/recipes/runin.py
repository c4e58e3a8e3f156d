"""Family 4, run-in headings: a browser, bold labels followed by their text, several sheets a page."""

from corpus.recipes import web
from corpus.recipes.content import Action, PlanContract, headings
from corpus.recipes.produce import browser_pdf

#: Words that may be cut at a line end by a soft hyphen.
BREAKS = ("accompa|gnement", "agglomé|ration", "dépis|tage", "finance|ment", "rencon|tres", "allo|cations",
          "média|trice", "trans|former", "rappro|cher", "ensei|gnante", "insti|tutions")  # fmt: skip

STYLE = """
@page { margin: 22mm 30mm; }
body { font-family: "DejaVu Serif"; font-size: 9.4pt; }
h2 { font-size: 15pt; color: #7a1f3d; }
.theme { font-size: 15pt; color: #7a1f3d; border-bottom: 2px solid #7a1f3d; margin: 9mm 0 4mm 0; }
.title { font-size: 11pt; margin: 6mm 0 2mm 0; text-shadow: 0.25px 0 0 #000; break-after: avoid; }
p { margin: 0 0 1.6mm 0; text-align: justify; } ul { margin: 0 0 1.6mm 0; padding-left: 7mm; }
p.line { padding-left: 7mm; margin: 0; text-align: left; }
"""


def _run(label: str, text: str) -> str:
    """Give a bold label and its text, in one paragraph; nothing where there is no text."""
    return f"<p><b>{label} :</b> {web.safe(text, BREAKS)}</p>" if text else ""


def _run_list(label: str, values: tuple[str, ...]) -> str:
    """Give a bold label and its values: one runs in, several stand in a list below."""
    if len(values) < 2:
        return _run(label, "".join(values))
    return f'<p style="break-after: avoid"><b>{label} :</b></p>{web.listed(values, breaks=BREAKS)}'


def _run_lines(label: str, values: tuple[str, ...]) -> str:
    """Give a bold label alone on its line and its values below, one a line, without bullets."""
    lines = "".join(f'<p class="line">{web.safe(v, BREAKS)}</p>' for v in values)
    return f"<p><b>{label} :</b></p>{lines}<p></p>" if values else ""


def _description(values: tuple[str, ...]) -> str:
    """Give the description: its first paragraph runs in, the others follow."""
    rest = "".join(f"<p>{web.safe(text, BREAKS)}</p>" for text in values[1:])
    return _run("Description", values[0]) + rest


def _sheet(action: Action) -> str:
    """One sheet. Those of the last theme list their criteria one a line."""
    lined = action.number.startswith("3")
    criteria = _run_lines if lined else _run_list
    return "".join((
        f'<h3 class="title">Action {action.number} – {web.safe(action.title)}</h3>',
        _run("Porteur", action.leads[0]),
        _run(action.shown("label_partners", "Partenaires mobilisés"), web.sentence(action.partners)),
        _run("Public cible", action.target_public),
        _run("Constat", action.context),
        _run("Enjeu", action.strategic_orientations[0]),
        _run_list("Objectifs", action.operational_objectives),
        _description(action.contents),
        _run("Moyens", action.means),
        _run("Échéancier", action.shown("calendar", "")),
        _run("Degré de priorité", action.printed["priority"]),
        criteria("Critères d’évaluation", action.indicators),
    ))  # fmt: skip


def _programme(contract: PlanContract) -> str:
    """Give the sheets under the heading of their theme, one after the other."""
    parts, theme = ['<div class="new"></div>'], ""
    for action in contract.actions:
        if action.theme != theme:
            theme = action.theme
            parts.append(f'<h2 class="theme">Thématique {action.number[0]} : {web.safe(theme)}</h2>')
        parts.append(_sheet(action))
    return "".join(parts)


def draw(contract: PlanContract) -> bytes:
    """Draw the contract."""
    lines = headings(contract.frame.front)
    lines += [f"Thématique {n} : {theme}" for n, theme in enumerate(contract.themes(), 1)]
    lines += headings(contract.frame.back)
    body = web.cover(contract) + web.contents_page(lines) + web.prose(contract.frame.front)
    body += _programme(contract) + web.prose(contract.frame.back)
    return browser_pdf(web.page(contract, STYLE, body))
