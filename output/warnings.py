"""Warnings in French: what each says, and what it is about in this case.

The record's message is in English; what it tells beyond its code, a number or words of the contract, is
read from it by the form that `extract` writes it in.
"""

from __future__ import annotations

from models.codes import WARNING_CODES
from patterns import regexes as regex

WARNINGS: dict[str, str] = {
    "no-action": "Aucune action n’a pu être lue : le document n’est peut-être pas un contrat.",
    "territory-unknown": "Le territoire n’a pas été trouvé sur la couverture ni sur les premières pages.",
    "period-unknown": "La période n’a pas été trouvée sur la couverture ni sur les premières pages.",
    "file-damaged": "Le fichier est abîmé ; ce qui pouvait en être sauvé a été lu.",
    "page-failed": "Une page n’a pas pu être lue ; les autres l’ont été.",
    "page-without-text": "Une page n’a pas de texte : elle est blanche, ou c’est une image à reconnaître.",
    "encoding-guessed": "Le codage du fichier de texte a été deviné.",
    "label-without-value": "Une étiquette est là, sans rien qui puisse être sa valeur.",
    "text-unassigned": "Un texte n’est sous aucune étiquette connue.",
    "title-missing": "Aucun titre n’a été trouvé.",
    "list-number-empty": "Une liste finit par un numéro sans rien après lui.",
    "list-number-missing": "La numérotation d’une liste saute un numéro.",
    "calendar-empty": "Un calendrier est annoncé, sans aucune année.",
    "calendar-without-start": "Une durée est donnée, sans année de départ.",
    "colour-unknown": "La case d’une année a une couleur que la légende du contrat n’explique pas.",
    "legend-missing": "Des années sont en couleur, et aucune légende ne dit ce qu’elle signifie.",
    "action-number-missing": "La numérotation des actions d’un thème saute un numéro.",
    "action-number-repeated": "Deux actions d’un thème portent le même numéro.",
    "correction-stale": "Une correction n’a pas été reprise : la valeur lue n’est plus celle qu’elle corrige.",
    "correction-other-file": "Des corrections accompagnent ce contrat, faites pour un autre fichier.",
    "page-over-limit": "Une page dépasse une limite et a été laissée ; les autres ont été lues.",
    "page-crashed": "La lecture d’une page s’est interrompue deux fois ; la page a été laissée, les autres lues.",
    "page-over-time": "Une page a pris trop de temps et a été laissée ; les autres ont été lues.",
    "part-over-time": "Une recherche de mots a pris trop de temps ; cette partie a été laissée, le reste lu.",
    "scan-unread": "Une page est une image qui n’a pas été lue : la reconnaissance de caractères n’est pas là.",
    "ocr-unsure": "La reconnaissance de caractères n’est pas sûre de ce qu’elle a lu.",
    "amount-unlikely": "Un montant est sans doute une coquille ; il est gardé tel qu’il est écrit.",
    "neighbourhood-figures-differ": "Deux endroits du document donnent d’autres chiffres pour un quartier.",
    "territory-ambiguous": "Plusieurs lieux portent le nom du territoire, et aucun département ne les départage.",
    "territory-without-code": "Le code officiel géographique n’a aucun lieu du nom du territoire.",
    "priority-unclear": "Les mots de la priorité ne désignent aucun niveau.",
}
"""What each warning says."""
DETAILS: tuple[tuple[str, str], ...] = (
    ("The official geographic code has no “{name}”.", "« {name} »"),
    (
        "{count} places are called “{name}”, and no department that the text names tells which is meant.",
        "« {name} », {count} lieux",
    ),
    ("Here {name} has other figures: “{text}” as {what}.", "{name}, ici « {text} »"),
    ("“{text}” is {euros} euros as written: a slip?", "« {text} », soit {euros} euros"),
    ("OCR is not sure of {words} in “{text}”.", "{words} dans « {text} »"),
    (
        "Page {page} is badly read: OCR is not sure of {unsure} of its {words} words.",
        "{unsure} des {words} mots de la page",
    ),
    ("Nothing stands beside the label “{label}”.", "« {label} »"),
    ("No label takes the text “{text}” of line {line}.", "« {text} », ligne {line}"),
    ("No label takes the text “{text}”.", "« {text} »"),
    ("Number {number} of the list has nothing after it.", "numéro {number}"),
    ("The list goes from {before} to {after}.", "de {before} à {after}"),
    ("“{text}” names no year.", "« {text} »"),
    ("“{text}” names no level.", "« {text} »"),
    ("The legend does not name the colour {colour} of a year's cell.", "couleur {colour}"),
    ("The theme's actions go from {before} to {after}.", "de {before} à {after}"),
    ("Number {number} stands twice in a row.", "numéro {number}"),
    (
        "{file} was made for another file ({other}, {hash}…); nothing was corrected.",
        "{file} a été fait pour {other} ({hash}…)",
    ),
    (
        "{field}: the value is now “{now}”, and was “{was}” when it was corrected.",
        "« {now} », et « {was} » à la correction",
    ),
)
"""Messages as `extract` and the corrections word them, and what they tell beyond the warning's sentence."""
# a place in a message, {name}
_PLACE = regex.compile(r"\\\{(\w+)\\\}")
_FORMS = tuple(
    (regex.compile(_PLACE.sub(r"(?P<\1>.+?)", regex.escape(message, literal_spaces=True)), regex.DOTALL), french)
    for message, french in DETAILS
)
# quotation marks of an English message
_QUOTED = regex.compile(r"“(.+?)”")


def sentence(code: str) -> str:
    """Say in French what a warning of a code says; in the tool's own words where it has no translation."""
    return WARNINGS.get(code) or WARNING_CODES.get(code, code)


def detail(message: str) -> str:
    """Give what a warning's message tells beyond its sentence, in French; empty where it tells no more."""
    for form, french in _FORMS:
        if found := form.fullmatch(message):
            told: str = _QUOTED.sub(r"« \1 »", french.format(**found.groupdict()))
            return told.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return ""


def said(code: str, message: str) -> str:
    """Say a warning in French, with what it is about: "Une liste saute un numéro (de 3 à 5)."."""
    about = detail(message)
    return f"{sentence(code).removesuffix('.')} ({about})." if about else sentence(code)
