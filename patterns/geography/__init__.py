"""The official geographic code: communes, intercommunalities, departments and regions with their codes.

`communes.tsv.gz` and `intercommunalities.tsv.gz` are sorted by key, so that a name is found without
reading them into objects; they are made by `tools/build_geography.py` and read when first asked for.
"""

from patterns.geography.lookup import (
    Commune,
    Department,
    Intercommunality,
    communes_named,
    communes_of,
    department_named,
    department_of,
    departments_in,
    intercommunalities_named,
    official_kind,
)
from patterns.geography.names import is_same_group, place_key

__all__ = [
    "Commune",
    "Department",
    "Intercommunality",
    "communes_named",
    "communes_of",
    "department_named",
    "department_of",
    "departments_in",
    "intercommunalities_named",
    "is_same_group",
    "official_kind",
    "place_key",
]
