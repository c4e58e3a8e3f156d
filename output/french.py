"""The French words for the record's codes: what the workbook and the report show their readers.

A theme, pillar or category is named as the national urban policy frame names it (circular of 15 October
2014 on the contrats de ville: its three pillars, its transversal aims), in the shortest usual form.
"""

from __future__ import annotations

from models.record import Action, Method, OrganisationCategory, Phase, Pillar, ThemeCode

THEMES: dict[ThemeCode, str] = {
    "employment": "Emploi et développement économique",
    "education": "Éducation et réussite éducative",
    "parenting": "Parentalité",
    "health": "Santé",
    "housing": "Habitat et logement",
    "living_environment": "Cadre de vie",
    "mobility": "Mobilité",
    "culture_sport": "Culture, sport et loisirs",
    "citizenship": "Citoyenneté et participation",
    "public_safety": "Tranquillité publique et prévention",
    "access_to_rights": "Accès aux droits",
    "anti_discrimination": "Lutte contre les discriminations",
    "digital": "Numérique",
    "governance": "Gouvernance",
    "other": "Autre thème",
}
PILLARS: dict[Pillar, str] = {
    "social_cohesion": "Cohésion sociale",
    "living_environment_urban_renewal": "Cadre de vie et renouvellement urbain",
    "economic_development_employment": "Développement économique et emploi",
    "republican_values_citizenship": "Valeurs de la République et citoyenneté",
}
CATEGORIES: dict[OrganisationCategory, str] = {
    "state": "État",
    "municipality": "Communes",
    "intercommunality": "Intercommunalités",
    "department": "Départements",
    "region": "Régions",
    "europe": "Europe",
    "social_security": "Protection sociale",
    "health": "Santé",
    "employment": "Emploi et insertion",
    "education": "Éducation",
    "housing": "Bailleurs et logement",
    "consular": "Chambres consulaires",
    "business": "Entreprises",
    "social_centre": "Centres sociaux",
    "association": "Associations",
    "residents": "Habitants",
    "security": "Police et justice",
    "other": "Autres organismes",
}
PHASES: dict[Phase | None, str] = {
    "study": "Étude",
    "implementation": "Mise en œuvre",
    None: "Phase non précisée",
}
KINDS: dict[str, str] = {
    "sheet": "Fiche action",
    "programme_objective": "Objectif de programme",
    "table_row": "Ligne de tableau",
}
METHODS: dict[Method, str] = {
    "label": "mot d’étiquette",
    "layout": "mise en page",
    "table": "tableau",
    "colour": "couleur de la case",
    "ner": "reconnaissance d’entités",
    "ocr": "reconnaissance de caractères",
}


def theme_name(action: Action) -> str | None:
    """Give the French name of an action's theme code; the theme as written where it has none."""
    return THEMES[action.theme_code] if action.theme_code else action.theme


NO_THEME = "Sans thème"
"""What an action without a theme goes under."""
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
    "scan-unread": "Une page est une image qui n’a pas été lue : la reconnaissance de caractères n’est pas là.",
    "ocr-unsure": "La reconnaissance de caractères n’est pas sûre de ce qu’elle a lu.",
    "amount-unlikely": "Un montant est sans doute une coquille ; il est gardé tel qu’il est écrit.",
    "neighbourhood-figures-differ": "Deux endroits du document donnent d’autres chiffres pour un quartier.",
    "territory-ambiguous": "Plusieurs lieux portent le nom du territoire, et aucun département ne les départage.",
    "territory-without-code": "Le code officiel géographique n’a aucun lieu du nom du territoire.",
    "priority-unclear": "Les mots de la priorité ne désignent aucun niveau.",
}
"""What each warning says; one that is not here is shown by what the tool says of it."""
COMMITMENTS: dict[str, str] = {"commitment": "Engagement", "result": "Résultat attendu", "request": "Demande"}
EVENTS: dict[str, str] = {
    "signature": "signature",
    "planned_signature": "signature prévue",
    "council_vote": "délibération",
    "decree": "décret",
    "law": "loi",
    "circular": "circulaire",
    "order": "arrêté",
}
"""What a contract's dates are of."""
COMMITTEES: dict[str, str] = {
    "steering": "comité de pilotage",
    "technical": "comité technique",
    "citizen": "conseil citoyen",
    "thematic": "groupe thématique",
    "follow_up": "comité de suivi",
    "other": "autre instance",
}
"""What a committee does."""
DECIDED: dict[str, str] = {
    "section": "le titre de la partie",
    "title": "le titre de l’action",
    "contents": "son contenu",
    "theme": "le thème",
}
"""What decided a theme's code or a pillar."""
