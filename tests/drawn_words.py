"""What drawn sheets say: labels, titles and values, written for the purpose."""

from __future__ import annotations

LABELS = {
    "theme": ("Thématique", "Thème", "Axe stratégique", "Axe", "Pilier", "Pilier du contrat de ville", "Volet"),
    "priority": ("Niveau de priorité", "Priorité", "Degré de priorité", "Priorité de l'action"),
    "leads": (
        "Pilote", "Porteur", "Porteur du projet", "Chef de file", "Maître d'ouvrage", "Maîtrise d'ouvrage",
        "Pilote de l'action", "Structure porteuse", "Opérateur", "Pilotage",
    ),
    "partners": (
        "Partenaires", "Partenaires associés", "Partenaires mobilisés", "Acteurs et partenaires", "Partenariat",
        "Partenaires techniques et financiers", "Acteurs mobilisés", "Partenaires de l'action", "Acteurs",
    ),
    "indicators": (
        "Indicateurs", "Indicateurs d'évaluation", "Indicateurs de suivi", "Indicateurs de résultat",
        "Critères d'évaluation", "Évaluation", "Indicateurs de réalisation", "Indicateurs de suivi et d'évaluation",
    ),
    "strategic_orientations": (
        "Orientations stratégiques", "Orientation stratégique", "Objectif stratégique", "Objectifs stratégiques",
        "Enjeux", "Enjeu", "Objectif général",
    ),
    "operational_objectives": (
        "Objectifs opérationnels", "Objectifs de l'action", "Objectifs", "Objectif opérationnel", "Sous-objectifs",
        "Objectifs poursuivis", "Objectifs visés",
    ),
    "contents": (
        "Contenu de l'action", "Contenu", "Descriptif de l'action", "Description", "Descriptif", "Modalités",
        "Modalités de mise en œuvre", "Étapes", "Description de l'action", "Actions à mener",
    ),
    "calendar": (
        "Calendrier prévisionnel", "Calendrier", "Échéancier", "Échéance", "Planning prévisionnel", "Période",
        "Calendrier de réalisation",
    ),
    "target_public": ("Public visé", "Public cible", "Bénéficiaires", "Publics visés", "Public concerné"),
    "places": ("Territoire concerné", "Quartiers concernés", "Territoires", "Lieu", "Périmètre", "Localisation"),
    "context": ("Contexte", "Constats", "Diagnostic", "Éléments de diagnostic", "Contexte et enjeux"),
    "means": ("Moyens", "Moyens mobilisés", "Moyens humains et matériels", "Moyens nécessaires"),
    "budget": ("Budget prévisionnel", "Coût", "Financement", "Plan de financement", "Coût prévisionnel", "Budget"),
    "title": (
        "Intitulé", "Intitulé de l'action", "Titre de l'action", "Nom de l'action", "Intitulé du projet",
        "Nom du projet",
    ),
}  # fmt: skip
"""Labels by field, as contracts write them."""

NUMBERS = (
    "Fiche action n° {}",
    "Fiche action n°{}",
    "Action n° {}",
    "Action {}",
    "Fiche n° {}",
    "Fiche action {}",
)
"""How a sheet's number stands before its title."""

TITLES = (
    "Ouvrir une ressourcerie au pied des tours",
    "Accompagner les jeunes diplômés vers leur premier contrat",
    "Créer un verger partagé",
    "Former des relais de santé parmi les habitants",
    "Renforcer la médiation sociale en soirée aux abords de la gare",
    "Café des parents",
    "Prévenir le décrochage au collège par un tutorat renforcé",
    "Requalifier la place du marché et ses abords",
    "Soutenir les commerces de proximité",
    "Apprendre à nager avant la sixième",
    "Lutter contre le non-recours aux droits",
    "Un bus pour l'accès aux soins",
    "Rénover les halls et les parties communes de la résidence Jean-Moulin",
    "Fabrique numérique itinérante",
    "Chantiers éducatifs d'été",
    "Ateliers sociolinguistiques pour les mères de jeunes enfants",
    "Développer la pratique sportive féminine",
    "Installer un conseil citoyen dans chaque quartier",
    "Mettre en place une garde d'enfants à horaires décalés",
    "Parcours d'éducation artistique de la maternelle au lycée",
)
THEMES = (
    "Emploi et développement économique", "Cadre de vie et renouvellement urbain", "Cohésion sociale",
    "Santé et accès aux soins", "Éducation et réussite scolaire", "Prévention de la délinquance",
)  # fmt: skip
ITEMS = {
    "leads": (
        "Ville de Clairbourg", "Mission locale du Val d'Orge", "Communauté d'agglomération du Val d'Orge",
        "Centre social des Peupliers", "Bailleur Orge Habitat", "Association Les Deux Rives",
    ),
    "partners": (
        "Ville de Clairbourg", "Mission locale", "Pôle emploi", "Conseil départemental", "Éducation nationale",
        "Caisse d'allocations familiales", "Agence régionale de santé", "Orge Habitat", "Régie de quartier",
        "Association Les Deux Rives", "Centre social des Peupliers", "CCAS", "Chambre de commerce",
        "Conseil citoyen", "Protection judiciaire de la jeunesse", "Préfecture", "Club de natation de Clairbourg",
    ),
    "long_partners": (
        "État (Direction départementale de la cohésion sociale, délégués du préfet)",
        "Ville de Clairbourg : service jeunesse, service des sports",
        "Associations de quartier (Les Deux Rives, La Passerelle) et clubs sportifs",
        "Bailleurs sociaux du territoire, Orge Habitat en particulier",
    ),
    "indicators": (
        "Nombre de personnes accompagnées", "Taux de sorties positives à six mois",
        "Part des femmes parmi les bénéficiaires", "Nombre de séances tenues dans l'année",
        "Satisfaction des habitants mesurée par une enquête annuelle auprès des participants",
        "Nombre d'emplois créés", "Évolution de la fréquentation du lieu depuis son ouverture",
        "Surface aménagée", "Assiduité des élèves", "Délai moyen entre la demande et le premier rendez-vous",
    ),
    "strategic_orientations": (
        "Réduire les écarts entre les quartiers et le reste de la ville", "Favoriser l'égalité des chances",
        "Rompre l'isolement des personnes âgées", "Changer l'image des quartiers",
        "Rapprocher les habitants de l'emploi et des entreprises qui recrutent sur le territoire",
    ),
    "operational_objectives": (
        "Repérer les jeunes sans solution", "Créer douze emplois en contrat durable d'ici la fin du contrat",
        "Faire connaître les services existants", "Offrir un lieu de rencontre ouvert toute l'année",
        "Améliorer le lien entre les familles et l'école", "Diminuer les incivilités dans les espaces publics",
        "Permettre aux femmes éloignées de l'emploi de suivre une formation près de chez elles",
    ),
    "contents": (
        "Réunir un comité de suivi deux fois par an", "Recruter un médiateur à temps plein",
        "Aménager un local en rez-de-chaussée", "Organiser des visites d'entreprises avec les élèves de troisième",
        "Signer une convention avec le bailleur pour la mise à disposition gratuite des locaux",
        "Proposer trois ateliers par semaine", "Diffuser un guide pratique traduit en quatre langues",
        "Acheter le matériel", "Former les bénévoles à l'accueil et à l'écoute des publics fragiles",
        "Tenir une permanence chaque mardi", "Évaluer les besoins par une enquête en porte-à-porte",
    ),
}  # fmt: skip
TEXTS = {
    "target_public": ("Habitants des quartiers prioritaires", "Jeunes de 16 à 25 ans", "Familles monoparentales"),
    "places": ("Les Peupliers", "Tous les quartiers prioritaires", "Les Peupliers et la Gare"),
    "context": (
        "Le quartier compte peu de services et le taux de chômage y est deux fois plus élevé qu'ailleurs.",
        "Les familles connaissent mal leurs droits, et les structures ne se parlent guère entre elles.",
    ),
    "means": ("Un poste à mi-temps et un local prêté", "Deux animateurs et un véhicule"),
    "budget": ("25 000 euros par an", "12 000 €", "Crédits de droit commun"),
}  # fmt: skip
