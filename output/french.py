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
