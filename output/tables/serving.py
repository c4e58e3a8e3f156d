"""What Datasette shows beside the database: French titles, what each column means, and ready questions.

The form is that of Datasette 0.65: one `metadata.json` with the questions in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from output.tables.database import SEARCHED
from output.tables.layout import TABLES

FACETS = {
    "actions": ["contract_id", "theme_code", "pillar", "kind", "priority_level"],
    "partners": ["part", "organisation_category", "contract_id"],
    "indicators": ["contract_id", "measure"],
    "calendar": ["year", "phase", "contract_id"],
    "neighbourhoods": ["kind", "contract_id"],
    "commitments": ["kind", "organisation_category", "contract_id"],
    "warnings": ["code", "contract_id"],
}
"""Columns that Datasette counts the values of."""


class Query(NamedTuple):
    """A ready question: its name in the address, its title, what it says, and its SQL."""

    slug: str
    title: str
    description: str
    sql: str


QUERIES = (
    Query(
        "qui-porte-quoi",
        "Qui porte quoi ?",
        "Les pilotes et ce qu’ils portent dans chaque contrat. Laisser vide pour tout voir.",
        """
select coalesce(p.organisation_name, p.as_written) as organisme, c.territory_name as territoire,
       a.number as numero, a.title as action, t.name as theme, a.page_link as page, a.id as identifiant
from partners p
join actions a on a.id = p.action_id
join contracts c on c.id = a.contract_id
left join themes t on t.id = a.theme_code
where p.part = 'lead' and coalesce(p.organisation_name, p.as_written) like '%' || :organisme || '%'
order by organisme, territoire, a.position""",
    ),
    Query(
        "actions-par-theme-et-par-ville",
        "Actions par thème et par ville",
        "Nombre d’actions de chaque thème dans chaque contrat, et leur part dans le contrat.",
        """
select coalesce(t.name, a.theme, '(sans thème)') as theme, c.territory_name as territoire, count(*) as actions,
       round(100.0 * count(*) / c.action_count, 1) as pourcentage, a.contract_id as contrat
from actions a
join contracts c on c.id = a.contract_id
left join themes t on t.id = a.theme_code
group by 1, a.contract_id
order by 1, 2""",
    ),
    Query(
        "indicateurs-les-plus-employes",
        "Indicateurs les plus employés",
        "Ce que les indicateurs mesurent, dans combien d’actions et de contrats, avec un exemple.",
        """
select measure as mesure, count(*) as indicateurs, count(distinct action_id) as actions,
       count(distinct contract_id) as contrats, min(as_written) as exemple
from indicators
group by measure
order by actions desc, mesure""",
    ),
    Query(
        "recherche",
        "Recherche dans les titres, contenus et partenaires",
        "Sans tenir compte des accents ni des majuscules ; plusieurs mots doivent tous y être.",
        """
select c.territory_name as territoire, a.number as numero, a.title as action, a.page_link as page,
       a.id as identifiant
from actions_fts f
join actions a on a.rowid = f.rowid
join contracts c on c.id = a.contract_id
where actions_fts match escape_fts(:mots)
order by f.rank""",
    ),
    Query(
        "actions-d-une-annee",
        "Actions d’une année",
        "Les actions à l’étude ou en cours l’année donnée.",
        """
select c.territory_name as territoire, a.number as numero, a.title as action,
       case k.phase when 'study' then 'étude' when 'implementation' then 'mise en œuvre' end as phase,
       a.page_link as page, a.id as identifiant
from calendar k
join actions a on a.id = k.action_id
join contracts c on c.id = a.contract_id
where k.year = cast(:annee as integer)
order by territoire, a.position""",
    ),
    Query(
        "partenaires-de-plusieurs-villes",
        "Partenaires présents dans plusieurs villes",
        "Les organismes, ou les noms tels qu’écrits, que plusieurs contrats nomment.",
        """
select coalesce(case when p.organisation_id = p.organisation_category then k.name end, p.organisation_name,
                p.as_written) as organisme,
       k.name as categorie, count(distinct p.contract_id) as contrats, count(distinct p.action_id) as actions,
       group_concat(distinct c.territory_name) as territoires
from partners p
join contracts c on c.id = p.contract_id
left join categories k on k.id = p.organisation_category
group by coalesce(p.organisation_id, lower(p.as_written))
having count(distinct p.contract_id) > 1
order by contrats desc, actions desc""",
    ),
)
"""The ready questions."""


def metadata(database: str) -> dict[str, Any]:
    """Give Datasette's metadata for a database of this name (its file's stem)."""
    tables: dict[str, Any] = {}
    for table in TABLES:
        shown: dict[str, Any] = {"title": table.title}  # `columns` would push the rows a page down
        if table.name in FACETS:
            shown["facets"] = [name for name in FACETS[table.name] if name in table.column_names]
        if table.name in SEARCHED:
            shown["fts_table"] = f"{table.name}_fts"
        tables[table.name] = shown
    tables["contracts"]["label_column"] = "territory_name"
    tables["actions"]["label_column"] = "title"
    tables["actions"]["sort"] = "id"
    for name in ("themes", "pillars", "categories"):
        tables[name] = {"label_column": "name", "hidden": True}
    queries = {
        query.slug: {"title": query.title, "description": query.description, "sql": query.sql.strip()}
        for query in QUERIES
    }
    return {
        "title": "Contrats de ville",
        "description": "Les actions, partenaires, indicateurs et calendriers lus dans les contrats de ville.",
        "databases": {database: {"tables": tables, "queries": queries}},
    }


def datasette_arguments(database: Path, shown: Path, host: str, port: int) -> list[str]:
    """Give the arguments of `datasette` that serve a database, which it does not change."""
    settings = ["--setting", "default_page_size", "50", "--setting", "facet_time_limit_ms", "1000"]
    beside = ["--metadata", str(shown)] if shown.is_file() else []
    return ["serve", "--immutable", str(database), *beside, "--host", host, "--port", str(port), *settings]
