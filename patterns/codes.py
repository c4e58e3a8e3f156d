"""The codes that records of all contracts share: themes, national pillars, kinds of organisation."""

from __future__ import annotations

from typing import Literal

ThemeCode = Literal[
    "employment", "education", "parenting", "health", "housing", "living_environment", "mobility",
    "culture_sport", "citizenship", "public_safety", "access_to_rights", "anti_discrimination",
    "digital", "governance", "other",
]  # fmt: skip
Pillar = Literal[
    "social_cohesion",
    "living_environment_urban_renewal",
    "economic_development_employment",
    "republican_values_citizenship",
]
OrganisationCategory = Literal[
    "state", "municipality", "intercommunality", "department", "region", "europe",
    "social_security", "health", "employment", "education", "housing", "consular", "business",
    "social_centre", "association", "residents", "security", "other",
]  # fmt: skip
