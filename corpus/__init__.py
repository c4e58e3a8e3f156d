"""Sample contracts of our own writing, their reference readings, and the scoring."""
