"""Many contracts in one go: which files, in which processes or machines, what came of each, and what is left to do."""
