"""The facts of the contract itself: territory, dates, neighbourhoods, signatories, tables, governance.

Each reader takes a `Source` and gives its part of the record with where each value stands.
"""

from extract.contract.facts import ContractFacts, read_contract_facts

__all__ = ["ContractFacts", "read_contract_facts"]
